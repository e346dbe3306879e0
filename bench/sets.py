"""A set of offers, clients and grades on disk, read as the service would read it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.mapping import to_columns
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.tables import Offer
from api.catalogue.places.queries import NOWHERE
from api.clients.facts import to_profile
from api.clients.locating import locate_client
from api.clients.schemas import ClientWrite
from matching import Catalogue
from matching.facts import ClientProfile, OfferFacts, Point
from matching.vocabulary import Precision

CASES: Final = Path(__file__).with_name("cases")
"""Own cases, written before tuning; their results were looked at since, so they are no longer held out.

A second town stands next to them, in cases_north."""

TODAY: Final = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Graded:
    """A client with the grade (0..3) of each offer worth a thought, and offers that nobody would put first."""

    reference: str
    client: ClientProfile
    grades: dict[str, float]
    never_first: frozenset[str]


@dataclass(frozen=True, slots=True)
class GradedSet:
    """Offers of one or more towns, and the clients who were graded against them."""

    offers: dict[str, OfferFacts]
    clients: tuple[Graded, ...]

    def catalogue(self) -> Catalogue:
        """Return all offers, ready to be asked about."""
        catalogue = Catalogue()
        for offer in self.offers.values():
            catalogue.put(offer)
        return catalogue


def read_set(folder: Path) -> GradedSet:
    """Read offers.jsonl, clients.jsonl and grades.jsonl."""
    offers = [read_offer(row["offer"], row["organization"]) for row in read_lines(folder / "offers.jsonl")]
    grades = {row["reference"]: row for row in read_lines(folder / "grades.jsonl")}
    clients = (_graded(row, grades[row["reference"]]) for row in read_lines(folder / "clients.jsonl"))
    return GradedSet({offer.id: offer for offer in offers}, tuple(clients))


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Read a file with one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def read_offer(wire: dict[str, Any], organization: str, places: Mapping[str, Point] | None = None) -> OfferFacts:
    """Return what the engine is told about an offer on the wire, known by its external id."""
    columns = to_columns(OfferWrite.model_validate(wire))
    at = datetime.combine(TODAY, datetime.min.time(), UTC)
    row = Offer(
        id=wire["externalId"],
        organization_id=organization,
        assured_on=TODAY,
        created_at=at,
        updated_at=at,
        **columns,
    )
    row.latitude, row.longitude = row.given_latitude, row.given_longitude
    # Nobody was brought here yet: what the partner said is what there is.
    row.available_places = row.said_available_places
    place = (places or {}).get(row.postcode or "")
    if row.latitude is None and place is not None:
        row.latitude, row.longitude, row.precision = place.latitude, place.longitude, Precision.PC6
    return to_facts(row)


def read_client(wire: dict[str, Any]) -> ClientProfile:
    """Return what the engine is told about a client on the wire."""
    client = ClientWrite.model_validate(wire)
    return to_profile(client, locate_client(client, NOWHERE))


def _graded(row: dict[str, Any], grades: dict[str, Any]) -> Graded:
    return Graded(
        row["reference"], read_client(row["client"]), grades["grades"], frozenset(grades.get("neverFirst", ()))
    )
