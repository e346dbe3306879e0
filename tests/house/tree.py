"""What the tests of the house look at: the files under version control, and the commands that the documents show."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Function(NamedTuple):
    """One function and how long it is."""

    where: str
    lines: int


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that stands in version control or would be added to it, from the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command
    return tuple(sorted(Path(line) for line in listed.splitlines() if (ROOT / line).is_file()))


def read(file: Path | str) -> str:
    """The text of a file of the house."""
    return (ROOT / file).read_text(encoding="utf-8")


def python_files(*folders: str) -> list[Path]:
    """The Python files in these folders."""
    return [file for file in tracked_files() if file.suffix == ".py" and file.parts[0] in folders]


def functions(file: Path) -> Iterator[Function]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(ast.parse(read(file))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{file}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)


def documents() -> list[Path]:
    """The documents that people read."""
    return [file for file in tracked_files() if file.suffix == ".md"]


def shell_lines(document: Path) -> list[str]:
    """The lines that a document asks its reader to type."""
    return [line for block in _SHELL_BLOCK.findall(read(document)) for line in block.splitlines()]


def table_rows(document: str, heading: str | None = None) -> list[list[str]]:
    """The cells of the tables in a document, or under one of its headings."""
    text = read(document)
    if heading is not None:
        text = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]
