"""Opens a file in the form in which it is said to come."""

from pathlib import Path
from typing import Final

from api.catalogue.imports.files.json_lines import read_json_lines
from api.catalogue.imports.files.open_referral import read_open_referral
from api.catalogue.imports.files.rows import EmptyFileError, ImportFileError, OpenedFile
from api.catalogue.imports.files.separated import read_separated
from api.catalogue.imports.files.spreadsheets import read_spreadsheet
from api.catalogue.imports.vocabulary import FileForm

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


def open_rows(path: Path, form: FileForm) -> OpenedFile:
    """Return the rows of a file; raises ImportFileError for one that is empty or not what it says."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise EmptyFileError
    if form is not FileForm.SPREADSHEET and head.startswith((_ZIP, _OLD_OFFICE)):
        raise ImportFileError(
            "Dit is een werkmap of een zip-bestand, geen tekst.", "This is a workbook or an archive, not text."
        )
    match form:
        case FileForm.SEPARATED:
            return read_separated(path)
        case FileForm.SPREADSHEET:
            return read_spreadsheet(path)
        case FileForm.JSON_LINES:
            return read_json_lines(path)
        case FileForm.OPEN_REFERRAL:
            return read_open_referral(path)
