"""The files of words for people: one for each feature, in Dutch and in English, with the same keys and blanks."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

TextsByKey = Mapping[str, str]


class WordingError(ValueError):
    """A file says something in one language only, or with other blanks; the text names what."""


def read_words(file: Path) -> Mapping[str, TextsByKey]:
    """Return the words of one feature by language and key; raises WordingError unless both languages say the same."""
    texts = tomllib.loads(file.read_text(encoding="utf-8"))
    _require_same(file, texts["nl"], texts["en"])
    return texts


def read_sections(file: Path) -> Mapping[str, Mapping[str, TextsByKey]]:
    """Return the words of one feature by language, section and key; raises WordingError as `read_words` does."""
    texts = tomllib.loads(file.read_text(encoding="utf-8"))
    dutch, english = texts["nl"], texts["en"]
    for section in dutch.keys() | english.keys():
        _require_same(file, dutch.get(section, {}), english.get(section, {}))
    return texts


def _require_same(file: Path, dutch: Mapping[str, Any], english: Mapping[str, Any]) -> None:
    differing = sorted(key for key in dutch.keys() | english.keys() if _blanks(dutch, key) != _blanks(english, key))
    if differing:
        raise WordingError(f"{file.name} does not say the same in both languages: {', '.join(differing)}.")


def _blanks(words: Mapping[str, Any], key: str) -> set[str] | None:
    # A blank may stand twice in a sentence; in the other language it need not.
    text = words.get(key)
    return None if text is None else {name for _, name, _, _ in Formatter().parse(text) if name}
