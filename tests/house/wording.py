"""Every word for people as the tests see it: the files of words by feature, and the sentences in the code."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.house.tree import python_files, read, tracked_files

SAYING = {"Words", "invalid", "rule_error", "explain_pattern"}
LANGUAGES = {"nl", "en"}


class Said(NamedTuple):
    """One thing that people read, in both languages, and where it stands."""

    where: str
    nl: str
    en: str


def files_of_words() -> dict[Path, dict[str, dict[str, str]]]:
    """Each file of words by language, with the keys of its sections in one row."""
    parsed = {file: tomllib.loads(read(file)) for file in tracked_files() if file.suffix == ".toml"}
    return {
        file: {language: dict(_flat(words)) for language, words in told.items()}
        for file, told in parsed.items()
        if set(told) == LANGUAGES
    }


def sentences_in_code() -> list[Said]:
    """Every sentence that a problem, a rule or a pattern brings in both languages."""
    return [said for file in python_files("api", "matching") for said in _said_in(file)]


def everything_said() -> list[Said]:
    """All of it."""
    from_files = [
        Said(f"{file}: {key}", words["nl"][key], words["en"].get(key, ""))
        for file, words in files_of_words().items()
        for key in words["nl"]
    ]
    return from_files + sentences_in_code()


def _flat(words: dict[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield above + key, str(value)


def _said_in(file: Path) -> Iterator[Said]:
    for node in ast.walk(ast.parse(read(file))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SAYING:
            texts = [text for text in map(_text_of, node.args[-2:]) if text is not None]
            if len(texts) == len(LANGUAGES):
                yield Said(f"{file}:{node.lineno}", *texts)


def _text_of(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{0}" for part in node.values)
    return None
