"""Loads the seed data through the same actions as the API."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from api.catalogue.offers.actions import upsert_offer
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.organizations.actions import create_organization
from api.catalogue.organizations.queries import list_organizations
from api.catalogue.organizations.schemas import OrganizationCreate
from api.catalogue.places.actions import import_places
from api.catalogue.places.files import read_place_file
from api.platform.node import Node
from api.platform.requests.desk import Desk
from api.platform.storage.outages import DatabaseError
from api.platform.web.pagination import PageRequest
from api.platform.web.validation import field_errors

SEED_DATA = Path(__file__).parents[2] / "seed_data"
SEEDER = "seed"


class SeedError(DatabaseError):
    """A line of the seed data is not right; the text names it."""


def is_empty(session: Session) -> bool:
    """Tell whether no organization is there yet."""
    return not list_organizations(session, PageRequest(limit=1))


def seed(node: Node, folder: Path = SEED_DATA) -> int:
    """Load the seed data into an empty database, all or nothing; the answer is the number of offers."""
    with node.database.write() as session:
        # Looked at inside the transaction: two that start at once seed once.
        if not is_empty(session):
            return 0
        import_places(session, read_place_file(folder / "places.csv").rows)
        desk = Desk.of(node, session, author_id=SEEDER)
        organizations = _seed_organizations(desk, folder / "organizations.json")
        return _seed_offers(desk, folder / "offers.jsonl", organizations)


def _seed_organizations(desk: Desk, file: Path) -> dict[str, str]:
    ids: dict[str, str] = {}
    for row in json.loads(file.read_text(encoding="utf-8")):
        wanted = OrganizationCreate(**{name: value for name, value in row.items() if name != "key"})
        ids[row["key"]] = create_organization(desk.session, wanted, now=desk.now).id
    return ids


def _seed_offers(desk: Desk, file: Path, organizations: dict[str, str]) -> int:
    number = 0
    for line, row in _lines(file):
        wanted = _read_offer(f"{file.name}:{line}", row)
        organization_id = organizations.get(row["organization"])
        if organization_id is None or wanted.external_id is None:
            raise SeedError(f"{file.name}:{line}: an offer needs a known organization and an externalId.")
        upsert_offer(desk, organization_id, wanted)
        number += 1
    return number


def _lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield number, json.loads(text)
        except json.JSONDecodeError as error:
            raise SeedError(f"{file.name}:{number}: not JSON ({error.msg}).") from None


def _read_offer(where: str, row: dict[str, Any]) -> OfferWrite:
    try:
        return OfferWrite.model_validate(row["offer"])
    except ValidationError as error:
        found = "; ".join(f"{each.pointer} {each.detail.en}" for each in field_errors(error.errors()))
        raise SeedError(f"{where}: {found}") from None
