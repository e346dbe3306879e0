"""Finding the headings of a table: of a spreadsheet as partners keep it they are seldom the very first row."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from api.catalogue.imports.columns.headings import count_known
from api.catalogue.imports.files.rows import EmptyFileError, ImportFileError, OpenedFile, Row

MOST_COLUMNS: Final = 300
"""More than anyone tells of an offer; a file with more is no list of offers."""

_LOOKED_THROUGH: Final = 15
"""Above the headings stand a title, a date and a word of explanation; never a page."""


def with_headings(lines: Iterable[tuple[int, list[str]]]) -> OpenedFile:
    """Return the rows below the headings, which are the first line of which most is known.

    Raises ImportFileError for an empty table, too many columns, and headings of which none is known.
    """
    numbered = iter(lines)
    first = list(islice(numbered, _LOOKED_THROUGH))
    if not any(any(cells) for _, cells in first):
        raise EmptyFileError
    if max(len(cells) for _, cells in first) > MOST_COLUMNS:
        raise ImportFileError(
            f"Dit bestand heeft meer dan {MOST_COLUMNS} kolommen. Is het wel een lijst met aanbod?",
            f"This file has more than {MOST_COLUMNS} columns; is it a list of offers?",
        )
    best = max(range(len(first)), key=lambda place: (count_known(first[place][1]), -place))
    if not count_known(first[best][1]):
        raise ImportFileError(
            "Boven geen enkele kolom staat wat erin staat, zoals ‘naam’ of ‘title’. Gebruik het sjabloon.",
            "No column says what is in it, such as ‘naam’ or ‘title’. Use the template.",
        )
    return OpenedFile(_rows_below(chain(first[best + 1 :], numbered)), first[best][1])


def _rows_below(lines: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    """Yield the rows in which something stands."""
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            yield Row(line, cells)
