"""Excel workbooks, read row by row and never run: a formula is not what it would have given."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from api.catalogue.imports.columns.headings import count_known
from api.catalogue.imports.columns.texts import FORMULA
from api.catalogue.imports.files.rows import ImportFileError, OpenedFile
from api.catalogue.imports.files.tables import MOST_COLUMNS, with_headings

_MOST_BYTES: Final = 400_000_000
"""Unpacked; fifty thousand rows with all that an offer may say stay below it."""

_MOST_FILES: Final = 2_000
_MOST_SHARED_BYTES: Final = 100_000_000
"""The texts that cells share are held in memory."""

# Damage is met anywhere in the library, by whatever it trips over there.
_DAMAGED: Final = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError),
    *(ValueError, InvalidFileException, struct.error, zipfile.BadZipFile, zlib.error),
)
_SHARED: Final = "xl/sharedStrings.xml"
_LOOKED_AT: Final = 15


def read_spreadsheet(path: Path) -> OpenedFile:
    """Read the sheet of which most headings are known; raises ImportFileError for what is no workbook, or too large."""
    _require_modest(path)
    # Opened here, for the library judges a file by how its name ends; it stays open while rows are read.
    file = path.open("rb")
    try:
        workbook = load_workbook(file, read_only=True, keep_links=False)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or workbook.worksheets
        best = max(sheets, key=_best_known)
    except _DAMAGED:
        file.close()
        raise _no_workbook() from None
    return with_headings(_lines(file, best))


def _require_modest(path: Path) -> None:
    """Raise ImportFileError for a workbook that unpacks to more than anyone wrote."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise _no_workbook() from None
    shared = sum(each.file_size for each in files if each.filename.lower() == _SHARED.lower())
    if len(files) > _MOST_FILES or sum(each.file_size for each in files) > _MOST_BYTES or shared > _MOST_SHARED_BYTES:
        raise ImportFileError(
            "Uitgepakt is deze werkmap veel te groot. Bewaar alleen het blad met aanbod.",
            "Unpacked this workbook is far too large. Save the sheet of offers alone.",
        )


def _no_workbook() -> ImportFileError:
    return ImportFileError(
        "Dit is geen Excel-werkmap (.xlsx). Een .xls-bestand of een bestand met een wachtwoord kunnen wij niet lezen.",
        "This is not an Excel workbook (.xlsx). Old .xls files and files with a password cannot be read.",
    )


def _best_known(sheet: Any) -> int:  # noqa: ANN401 - the library has no type for it
    rows = sheet.iter_rows(max_row=_LOOKED_AT, max_col=MOST_COLUMNS, values_only=True)
    return max((count_known([_as_text(cell) for cell in row]) for row in rows), default=0)


def _lines(file: BinaryIO, sheet: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - the library has no type
    # What the file says of its own size can be anything.
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1)
    line = 0
    with file:
        while True:
            try:
                line, cells = next(rows)
            except StopIteration:
                return
            except _DAMAGED:
                raise _damaged_after(line) from None
            texts = [_as_text(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            yield line, texts


def _damaged_after(line: int) -> ImportFileError:
    return ImportFileError(
        f"Na rij {line} is deze werkmap niet te lezen: hij is beschadigd.",
        f"After row {line} this workbook cannot be read: it is damaged.",
    )


def _as_text(cell: object) -> str:
    """Write a cell as one would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return FORMULA if isinstance(cell, str) and cell.startswith("=") else str(cell)
