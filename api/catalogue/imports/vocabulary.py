"""In which forms offers come in together, and what becomes of those that a file leaves out."""

from enum import StrEnum
from typing import Final

from api.platform.web.shapes import JSON_LINES


class ImportMode(StrEnum):
    """What becomes of offers that the file does not name."""

    MERGE = "merge"
    REPLACE = "replace"


class FileForm(StrEnum):
    """The forms that are read, by their media types."""

    SEPARATED = "text/csv"
    JSON_LINES = JSON_LINES
    OPEN_REFERRAL = "application/json"
    SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


LARGEST_FILE_BYTES: Final = 100_000_000
"""A city's whole catalogue of fifty thousand offers, told at length, takes half of it."""

FORM_OF_SUFFIX: Final = {
    ".csv": FileForm.SEPARATED,
    ".txt": FileForm.SEPARATED,
    ".tsv": FileForm.SEPARATED,
    ".xlsx": FileForm.SPREADSHEET,
    ".ndjson": FileForm.JSON_LINES,
    ".jsonl": FileForm.JSON_LINES,
    ".json": FileForm.OPEN_REFERRAL,
}
