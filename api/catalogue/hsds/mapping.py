"""An offer becomes a service at a location, and what it cannot say there its attributes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from langcodes import Language as NamedLanguage

from api.catalogue.hsds.attributes import attributes_of
from api.catalogue.hsds.schemas import (
    Accessibility,
    Address,
    CostOption,
    LocatedService,
    Provider,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceLocation,
    SpokenLanguage,
    Unit,
    WeeklySchedule,
)
from api.catalogue.hsds.terms import WORDS
from api.catalogue.hsds.vocabulary import COUNTRY, CURRENCY, DAYS, part_id
from api.catalogue.offers.leaflet import WORDS as LEAFLET_WORDS
from api.catalogue.offers.leaflet import notice_of
from api.catalogue.offers.state import state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.catalogue.organizations.tables import Organization
from matching import from_bits, to_bits, words_of
from matching.vocabulary import Attendance, DayPart, Language

REMEMBERED_NAMES = 512
_VIRTUAL = frozenset({Attendance.ONLINE, Attendance.BY_PHONE})
_WORTH_AN_ALERT = frozenset({OfferState.FULL, OfferState.UPCOMING})


@dataclass(frozen=True, slots=True)
class ServiceView:
    """The eyes of a reader on a day: in which language, and where an offer has its page, if everyone may see it."""

    language: Language
    today: date
    stale_after_days: int
    pages_at: str | None

    def summary(self, offer: Offer, organization: Organization) -> Service:
        """Show a service as it stands in a list."""
        return Service(
            id=offer.id,
            organization_id=offer.organization_id,
            name=offer.title,
            description=offer.description,
            url=f"{self.pages_at}/offers/{offer.id}" if self.pages_at else None,
            status="active",
            minimum_age=offer.minimum_age,
            maximum_age=offer.maximum_age,
            assured_date=offer.assured_on,
            alert=self._alert(offer),
            last_modified=offer.updated_at,
            organization=provider_of(organization),
        )

    def whole(self, offer: Offer, organization: Organization) -> Service:
        """Show a service with all that belongs to it."""
        return self.summary(offer, organization).model_copy(
            update={
                "schedules": self._schedules(offer),
                "service_at_locations": [self.place(offer)],
                "languages": [self._spoken(offer, tag) for tag in offer.languages] or None,
                "cost_options": _costs(offer),
                "capacities": self._capacities(offer),
                "attributes": attributes_of(offer, self.language),
            }
        )

    def place(self, offer: Offer) -> ServiceAtLocation:
        """Show a service where it is given."""
        location = self._location(offer)
        return ServiceAtLocation(
            id=offer.id,
            service_id=offer.id,
            location_id=location.id,
            location=location,
            schedules=self._schedules(offer),
        )

    def located(self, offer: Offer, service: Service) -> LocatedService:
        """Show a service where it is given, with the service itself."""
        place = self.place(offer)
        return LocatedService(**dict(place), service=service)

    def _alert(self, offer: Offer) -> str | None:
        state = state_on(state_facts(offer), self.today, stale_after_days=self.stale_after_days)
        return notice_of(offer, state, self.language) if state in _WORTH_AN_ALERT else None

    def _location(self, offer: Offer) -> ServiceLocation:
        where = (offer.location_name, offer.location_address, offer.postcode, offer.latitude, offer.longitude)
        is_virtual = offer.attendance in _VIRTUAL
        place = part_id("location", str(is_virtual), *map(str, where))
        told = LEAFLET_WORDS[self.language]
        return ServiceLocation(
            id=place,
            location_type="virtual" if is_virtual else "physical",
            name=offer.location_name,
            latitude=offer.latitude,
            longitude=offer.longitude,
            addresses=_addresses(offer, place),
            accessibility=[
                Accessibility(id=part_id(offer.id, "accessibility", name), location_id=place, description=told[name])
                for name in ("wheelchair", "seated", "quiet")
                if getattr(offer, name)
            ]
            or None,
        )

    def _schedules(self, offer: Offer) -> list[WeeklySchedule] | None:
        """Show the days of each part of the day; hours are not known, so that none are given."""
        held = from_bits(offer.day_parts, DayPart)
        parts = dict.fromkeys(each.partition("-")[2] for each in held)
        weekly = [self._weekly(offer, [each for each in held if each.endswith(part)]) for part in parts]
        if not weekly and (offer.starts_on or offer.ends_on):
            weekly = [self._weekly(offer, [])]
        return weekly or None

    def _weekly(self, offer: Offer, parts: list[DayPart]) -> WeeklySchedule:
        return WeeklySchedule(
            id=part_id(offer.id, "schedule", *parts),
            service_id=offer.id,
            valid_from=offer.starts_on,
            valid_to=offer.ends_on,
            freq="WEEKLY" if parts else None,
            wkst="MO" if parts else None,
            byday=",".join(DAYS[each.partition("-")[0]] for each in parts) or None,
            description=words_of(to_bits(parts, DayPart), DayPart, self.language) or None,
            attending_type=WORDS[self.language]["terms"][offer.attendance],
        )

    def _spoken(self, offer: Offer, tag: str) -> SpokenLanguage:
        return SpokenLanguage(
            id=part_id(offer.id, "language", tag), service_id=offer.id, name=_name_of(tag, self.language), code=tag
        )

    def _capacities(self, offer: Offer) -> list[ServiceCapacity] | None:
        if offer.available_places is None:
            return None
        return [
            ServiceCapacity(
                id=part_id(offer.id, "capacity"),
                service_id=offer.id,
                unit=Unit(id=part_id("unit"), name=WORDS[self.language]["names"]["unit"]),
                available=offer.available_places,
                maximum=offer.total_places,
                updated=offer.updated_at,
            )
        ]


def provider_of(organization: Organization) -> Provider:
    """Show an organization; its description may be empty, for Open Referral asks for one."""
    return Provider(**provider_columns(organization))


def provider_columns(organization: Organization) -> Mapping[str, str | None]:
    """Return what is told of an organization, wherever it is told."""
    return {
        "id": organization.id,
        "name": organization.name,
        "description": organization.description or "",
        "website": organization.website and _to_uri(organization.website),
    }


def _addresses(offer: Offer, place: str) -> list[Address] | None:
    if not (offer.location_address or offer.postcode):
        return None
    return [
        Address(
            id=part_id(place, "address"),
            location_id=place,
            # What an address holds is kept in one piece: a guess at the city would be told as a fact.
            address_1=offer.location_address or "",
            city="",
            state_province="",
            postal_code=offer.postcode or "",
            country=COUNTRY,
            address_type="physical",
        )
    ]


def _costs(offer: Offer) -> list[CostOption] | None:
    if offer.cost_euros is None:
        return None
    return [CostOption(id=part_id(offer.id, "cost"), service_id=offer.id, currency=CURRENCY, amount=offer.cost_euros)]


@lru_cache(maxsize=REMEMBERED_NAMES)
def _name_of(tag: str, language: Language) -> str:
    return NamedLanguage.get(tag).display_name(language)


def _to_uri(address: str) -> str | None:
    """Write a web address in plain letters, as a URI is; None for one that cannot be written so."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode()
    except ValueError:
        return None
    path, query, fragment = (quote(part, safe="/%:@!$&'()*+,;=~?-._") for part in parts[2:])
    return urlunsplit((parts.scheme, host, path, query, fragment))
