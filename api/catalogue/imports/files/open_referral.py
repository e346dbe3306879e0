"""Open Referral's JSON (HSDS 3, Open Referral UK): a service at a location is an offer, read one by one.

Comes as a page of services, a list, one service, or an organization with its services.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import ijson

from api.catalogue.imports.files.rows import ImportFileError, OpenedFile, Row
from api.catalogue.imports.files.services import offers_of
from api.platform.web.problems import Words

_LISTS: Final = ("contents", "content", "services", "items", "data")
"""Under which names pages of services come."""

_LARGEST_SINGLE_BYTES: Final = 5_000_000
_NO_SERVICE: Final = Words("Hier staat geen dienst (service).", "This is no service.")
_BROKEN: Final = Words("Vanaf hier is dit geen goede JSON.", "From here on this is not JSON.")


def read_open_referral(path: Path) -> OpenedFile:
    """Read the services of a file; `line` counts them, since JSON has no lines of its own."""
    at, whose = _find_list(path)
    return OpenedFile(_single(path) if at is None else _listed(path, at, whose))


def _find_list(path: Path) -> tuple[str | None, str | None]:
    """Return where the list of services stands, and the organization that it stands in.

    None for a file that is one service. Raises ImportFileError for what is no JSON.
    """
    name: str | None = None
    fields: set[str] = set()
    try:
        with path.open("rb") as file:
            for at, event, value in ijson.parse(file):
                if at == "" and event == "start_array":
                    return "item", None
                if at == "" and event not in {"start_map", "map_key", "end_map"}:
                    break
                fields.add(at)
                if at == "name" and event == "string":
                    name = str(value)
                if at in _LISTS and event == "start_array":
                    return f"{at}.item", name if at == "services" else None
    except (ijson.JSONError, UnicodeDecodeError, ValueError):
        raise _no_json() from None
    if "name" not in fields:
        raise ImportFileError(
            "In deze JSON staan geen diensten (services) zoals Open Referral die beschrijft.",
            "This JSON holds no services as Open Referral describes them.",
        )
    return None, None


def _single(path: Path) -> Iterator[Row]:
    if path.stat().st_size > _LARGEST_SINGLE_BYTES:
        raise ImportFileError("Eén dienst is nooit zo groot.", "One service is never that large.")
    with path.open("rb") as file:
        yield from _rows_of(1, json.load(file), None)


def _listed(path: Path, at: str, whose: str | None) -> Iterator[Row]:
    number = 0
    try:
        with path.open("rb") as file:
            for number, service in enumerate(ijson.items(file, at, use_float=True), 1):
                yield from _rows_of(number, service, whose)
    except (ijson.JSONError, UnicodeDecodeError, ValueError):
        yield Row(number + 1, wrong=_BROKEN)


def _rows_of(number: int, service: Any, whose: str | None) -> Iterator[Row]:  # noqa: ANN401 - anything may stand there
    if not isinstance(service, dict) or not isinstance(service.get("name"), str):
        yield Row(number, wrong=_NO_SERVICE)
        return
    organization = service.get("organization")
    named = organization.get("name") if isinstance(organization, dict) else None
    for offer in offers_of(service):
        yield Row(number, offer=offer, organization=named or whose)


def _no_json() -> ImportFileError:
    return ImportFileError("Dit is geen goede JSON.", "This is not JSON.")
