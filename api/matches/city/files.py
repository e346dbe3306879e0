"""Reads the file with clients, all of it or nothing, and writes the file with placements, all of it or nothing."""

import csv
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from pydantic import ValidationError

from api.matches.city.schemas import CityClient, Placement
from api.platform.plain_error import PlainError
from api.platform.web.validation import field_errors

MOST_COMPLAINTS: Final = 20
_COLUMNS: Final = ("reference", "offerId", "score", "choice", "code", "reason")


class CityFileError(PlainError):
    """The file cannot be used; the text names every bad line, and never repeats what stands in it."""


def read_clients(path: Path) -> list[CityClient]:
    """Read everyone in a file of JSON Lines; raises CityFileError."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise CityFileError(f"{path} cannot be read: {error.strerror}.") from None
    clients: dict[str, CityClient] = {}
    complaints: list[str] = []
    for number, line in enumerate(text.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            complaints.extend(f"line {number}: {complaint}" for complaint in _read_line(line, clients))
    if complaints:
        rest = f"\n… and {more} more" if (more := len(complaints) - MOST_COMPLAINTS) > 0 else ""
        raise CityFileError(f"{path} cannot be used.\n" + "\n".join(complaints[:MOST_COMPLAINTS]) + rest)
    if not clients:
        raise CityFileError(f"{path} holds no clients.")
    return list(clients.values())


def require_folder(path: Path | None) -> None:
    """Raise CityFileError when nothing can be written there, before the work is done."""
    if path is not None and not os.access(path.parent, os.W_OK):
        raise CityFileError(f"{path} cannot be written: there is no such folder, or it is not yours.")


def write_placements(placements: Sequence[Placement], path: Path | None) -> None:
    """Write CSV or JSON Lines, as the name ends, readable for its owner alone; without a name, print JSON Lines."""
    if path is None:
        _write(placements, sys.stdout, as_csv=False)
        return
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".vonk-") as folder:
            unfinished = Path(folder) / path.name
            with unfinished.open("w", encoding="utf-8", newline="") as file:
                unfinished.chmod(0o600)
                _write(placements, file, as_csv=path.suffix.lower() == ".csv")
            unfinished.replace(path)
    except OSError as error:
        raise CityFileError(f"{path} cannot be written: {error.strerror}.") from None


def _read_line(line: bytes, clients: dict[str, CityClient]) -> Iterator[str]:
    try:
        client = CityClient.model_validate_json(line)
    except ValidationError as error:
        yield from (f"{each.pointer} {each.detail.en}".strip() for each in field_errors(error.errors()))
        return
    if client.reference in clients:
        yield "/reference This reference stands in the file before."
    clients[client.reference] = client


def _write(placements: Sequence[Placement], file: TextIO, *, as_csv: bool) -> None:
    if not as_csv:
        file.writelines(f"{placement.model_dump_json()}\n" for placement in placements)
        return
    writer = csv.DictWriter(file, _COLUMNS)
    writer.writeheader()
    writer.writerows(placement.model_dump(mode="json") for placement in placements)
