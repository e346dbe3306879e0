"""Text with a sign between the cells: as Excel in the Netherlands writes it, and as everybody else does."""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from api.catalogue.imports.columns.headings import count_known
from api.catalogue.imports.files.rows import ImportFileError, OpenedFile
from api.catalogue.imports.files.tables import with_headings

_SIGNS: Final = (";", ",", "\t", "|")
_LOOKED_AT: Final = 15
_LONGEST_CELL: Final = 50_000
"""Ten times what an offer may say: what is longer is a quote that was never closed."""

_BYTES_AT_ONCE: Final = 1 << 20
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_separated(path: Path) -> OpenedFile:
    """Read a table in text; raises ImportFileError for what is no text, and for headings that nobody knows."""
    encoding = _encoding_of(path)
    sign, skipped = _sign_of(path, encoding)
    return with_headings(_lines(path, encoding, sign, skipped))


def _encoding_of(path: Path) -> str:
    """Return how the text is written: by its mark, else UTF-8 when all of it is, else as Windows writes."""
    with path.open("rb") as file:
        head = file.read(_BYTES_AT_ONCE)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        if b"\0" in head:
            raise ImportFileError(
                "Dit is geen tekst. Bewaar het als CSV of als Excel-werkmap (.xlsx).",
                "This is not text. Save it as CSV or as an Excel workbook (.xlsx).",
            )
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while head:
                decoder.decode(head)
                head = file.read(_BYTES_AT_ONCE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _open(path: Path, encoding: str) -> TextIO:
    # The five bytes that Windows-1252 leaves open are shown as a question mark instead of stopping all the rest.
    return path.open(encoding=encoding, errors="replace", newline="")


def _sign_of(path: Path, encoding: str) -> tuple[str, int]:
    """Return the sign between cells and how many lines to skip: by Excel's own first line, or what is best known."""
    with _open(path, encoding) as file:
        head = list(islice(file, _LOOKED_AT))
    if head and head[0].lower().startswith("sep=") and len(head[0].strip()) == len("sep=") + 1:
        return head[0][len("sep=")], 1
    return max(_SIGNS, key=lambda sign: _known_with(sign, head)), 0


def _known_with(sign: str, head: list[str]) -> tuple[int, int]:
    """Return how many headings are known when the cells are parted by this sign, and how many cells that makes."""
    try:
        rows = list(csv.reader(head, delimiter=sign))
    except csv.Error:
        return (0, 0)
    return max(((count_known(row), len(row)) for row in rows), default=(0, 0))


def _lines(path: Path, encoding: str, sign: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the physical line on which it begins."""
    csv.field_size_limit(_LONGEST_CELL)
    with _open(path, encoding) as file:
        for _ in range(skipped):
            next(file)
        reader = csv.reader(file, delimiter=sign)
        before = 0
        try:
            for cells in reader:
                yield before + 1 + skipped, cells
                before = reader.line_num
        except csv.Error:
            raise ImportFileError(
                f"Vanaf regel {before + 1 + skipped} is dit bestand niet te lezen: staat daar een aanhalingsteken"
                " dat nergens eindigt?",
                f"From line {before + 1 + skipped} on this file cannot be read: is a quote never closed there?",
            ) from None
