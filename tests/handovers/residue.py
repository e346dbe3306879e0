"""Looks for what was told about a client in raw bytes, however it is written."""

import base64
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def forms_of(marker: str) -> Iterator[bytes]:
    """The marker as it may stand in a file."""
    text = marker.encode()
    yield from (text, marker.encode("utf-16-le"), text.hex().encode(), quote(marker).encode())
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + text)
        yield coded[4 if shift else 0 : -4]


def find_left(markers: list[str], folder: Path) -> list[tuple[str, str]]:
    """Which marker stands in which file."""
    contents = {file.name: file.read_bytes().lower() for file in folder.rglob("*") if file.is_file()}
    return [
        (name, marker)
        for name, content in contents.items()
        for marker in markers
        if any(form.lower() in content for form in forms_of(marker))
    ]
