"""Offers in JSON, one a line, each as it would be posted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from api.catalogue.imports.files.rows import EmptyFileError, OpenedFile, Row
from api.platform.web.problems import Words
from api.platform.web.validation import NO_JSON

_LONGEST_LINE: Final = 200_000
"""An offer with all that it may say takes a tenth of it."""

_NO_OBJECT: Final = Words("Op deze regel staat geen aanbod.", "This line holds no offer.")
_TOO_LONG: Final = Words("Deze regel is te lang.", "This line is too long.")


def read_json_lines(path: Path) -> OpenedFile:
    """Read one offer a line; a line that is no JSON is a bad row."""
    return OpenedFile(_rows(path))


def _rows(path: Path) -> Iterator[Row]:
    found = False
    with path.open("rb") as file:
        line = 0
        while raw := file.readline(_LONGEST_LINE):
            line += 1
            if not raw.strip().removeprefix(b"\xef\xbb\xbf"):
                continue
            found = True
            yield _row_of(line, raw)
            while len(raw) == _LONGEST_LINE and not raw.endswith(b"\n"):
                raw = file.readline(_LONGEST_LINE)
    if not found:
        raise EmptyFileError


def _row_of(line: int, raw: bytes) -> Row:
    if len(raw) == _LONGEST_LINE and not raw.endswith(b"\n"):
        return Row(line, wrong=_TOO_LONG)
    try:
        offer = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Row(line, wrong=NO_JSON)
    return Row(line, offer=offer) if isinstance(offer, dict) else Row(line, wrong=_NO_OBJECT)
