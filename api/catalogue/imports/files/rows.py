"""What every file comes down to: rows with a line, either cells under headings or a description as on the wire."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.platform.web.problems import InvalidInputError, Words

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its physical line, and its cells, or the offer as it would come over the API."""

    line: int
    cells: Cells = ()
    offer: Mapping[str, Any] | None = None
    organization: str | None = None
    wrong: Words | None = None


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The rows of a file; a table has headings, other files have none."""

    rows: Iterator[Row]
    headings: Cells = ()


class ImportFileError(InvalidInputError):
    """A file that cannot be read at all; nothing of it was taken."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(Words(nl, en))

    @property
    def kind(self) -> str:
        """The last part of the problem's type address."""
        return "invalid-input"


class EmptyFileError(ImportFileError):
    """A file in which nothing stands."""

    def __init__(self) -> None:
        super().__init__("Dit bestand is leeg.", "This file is empty.")
