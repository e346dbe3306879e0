"""The synthetic city on the wire and in a database, as partners and coaches would bring it."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from api.catalogue.offers.mapping import to_columns
from api.catalogue.offers.recording import Change, record
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferEvent, OfferState
from api.catalogue.organizations.actions import find_or_create_organization
from api.platform.node import Node
from api.platform.requests.desk import Desk
from api.platform.schema import migrate
from api.platform.security.actions import create_key
from api.platform.security.roles import Role
from api.platform.settings import NodeSettings, Settings
from matching.facts import ClientProfile, OfferFacts, Point
from matching.vocabulary import LoadAxis


def store_city(url: str, offers: Iterable[OfferFacts]) -> str:
    """Store the offers in a new database, and give a coach's key."""
    node = Node(Settings(NodeSettings(database_url=url)))
    migrate(node.database)
    with node.database.write() as session:
        desk = Desk.of(node, session, author_id="bench")

        @cache
        def id_of(organization: str) -> str:
            return find_or_create_organization(session, organization, now=desk.now).id

        rows = [_row(offer, id_of(offer.organization_id), desk) for offer in offers]
        session.add_all(rows)
        # Of a database without any change no node keeps a snapshot, and each would read every word again.
        record([Change(desk, row, OfferEvent.UPDATED, OfferState.PUBLISHED) for row in rows[-1:]])
        key = create_key(
            session, name="bench", role=Role.COACH, organization_id=id_of("Gemeente"), now=desk.now, valid_days=1
        ).key
    node.database.close()
    return key


def make_partner(url: str) -> tuple[str, str]:
    """Make a new database with one partner; the answer is its key and its organization."""
    node = Node(Settings(NodeSettings(database_url=url)))
    migrate(node.database)
    with node.database.write() as session:
        now = node.clock.now()
        partner = find_or_create_organization(session, "Huis van de Wijk", now=now).id
        key = create_key(session, name="bench", role=Role.PARTNER, organization_id=partner, now=now, valid_days=1)
    node.database.close()
    return key.key, partner


def _row(offer: OfferFacts, organization_id: str, desk: Desk) -> Offer:
    # Straight into the table: as many single writes as a city has offers would take most of the benchmark's time.
    columns = to_columns(OfferWrite.model_validate(offer_on_the_wire(offer)))
    return Offer(
        organization_id=organization_id,
        latitude=columns["given_latitude"],
        longitude=columns["given_longitude"],
        precision=offer.precision,
        assured_on=desk.today,
        created_at=desk.now,
        updated_at=desk.now,
        **columns,
    )


def offer_on_the_wire(offer: OfferFacts) -> dict[str, Any]:
    """Return the offer as a partner's tool would send it."""
    return {
        "kind": offer.kind,
        "title": offer.title,
        "description": offer.description,
        "interests": list(offer.interests),
        "goals": sorted(offer.goals),
        "location": _position(offer.point) or {},
        "schedule": {
            "dayParts": sorted(offer.day_parts),
            "startsOn": _day(None if offer.ends_on else offer.starts_on),
            "endsOn": _day(offer.ends_on),
        },
        "hoursPerWeek": {"minimum": offer.minimum_hours_per_week},
        "load": {axis.value: offer.load.get(axis) for axis in LoadAxis},
        "requirements": {
            "dutchLevel": offer.dutch_level,
            "indication": offer.indication,
            "conductCertificate": offer.conduct_certificate,
            "minimumAge": offer.minimum_age,
            "womenOnly": offer.women_only,
        },
        "accommodations": {
            **{name: getattr(offer, name) for name in ("wheelchair", "seated", "quiet", "guidance")},
            "languages": list(offer.languages),
        },
        "costEuros": offer.cost_euros,
        "places": {"available": offer.available_places},
        "groupSize": offer.group_size,
        "ladderStep": offer.ladder_step,
    }


def client_on_the_wire(client: ClientProfile) -> dict[str, Any]:
    """Return the profile as a coach's tool would send it."""
    capacity = client.load_capacity
    return {
        "interests": list(client.interests),
        "avoid": list(client.avoid),
        "goals": sorted(client.goals),
        "loadCapacity": {
            "hoursPerWeek": capacity.hours_per_week,
            "startHoursPerWeek": capacity.start_hours_per_week,
            **{axis.value: capacity.levels.get(axis) for axis in LoadAxis},
        },
        "socialWish": client.social_wish,
        "dayParts": sorted(client.day_parts),
        "location": _position(client.point),
        "travel": {"mode": client.travel.mode, "maxMinutes": client.travel.max_minutes},
        "dutchLevel": client.dutch_level,
        "languages": list(client.languages),
        "indications": sorted(client.indications or ()),
        "age": client.age,
        "womenOnlyWelcome": client.women_only_welcome,
        "needs": {"guidance": client.needs.guidance},
        "maxCostEuros": client.max_cost_euros,
        "ladderStep": client.ladder_step,
        "ladderGoal": client.ladder_goal,
        "conductCertificatePossible": client.conduct_certificate_possible,
    }


def _position(point: Point | None) -> dict[str, float] | None:
    return {"latitude": point.latitude, "longitude": point.longitude} if point else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
