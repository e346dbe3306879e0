"""Services, places and terms as Open Referral UK and HSDS 3 name them; what lists leave out may be left out here."""

from typing import Literal

from api.catalogue.hsds.shapes import OpenReferralModel, OpenReferralPage
from api.platform.web.shapes import IsoDate, Timestamp


class Metadata(OpenReferralModel):
    """Which specification is spoken here, and where its document is."""

    version: str
    profile: str
    openapi_url: str


class Taxonomy(OpenReferralModel):
    """A closed list, or the words for what people like to do."""

    id: str
    name: str
    description: str
    version: str | None = None


class TaxonomyTerm(OpenReferralModel):
    """A value of such a list."""

    id: str
    code: str
    name: str
    description: str
    taxonomy: str
    taxonomy_id: str
    taxonomy_detail: Taxonomy | None = None
    language: str


class Attribute(OpenReferralModel):
    """What a service has that Open Referral has no field for; `link_type` is the property's path in /v1."""

    id: str
    link_id: str
    link_type: str
    link_entity: str
    label: str
    value: str
    taxonomy_term_id: str | None = None
    taxonomy_term: TaxonomyTerm | None = None


class Address(OpenReferralModel):
    """An address; empty where it is not known and Open Referral asks for it."""

    id: str
    location_id: str
    address_1: str
    city: str
    state_province: str
    postal_code: str
    country: str
    address_type: Literal["physical"]


class Accessibility(OpenReferralModel):
    """What is there for who needs it, in words."""

    id: str
    location_id: str
    description: str


class ServiceLocation(OpenReferralModel):
    """Where it is; the same place has the same id for every service."""

    id: str
    location_type: Literal["physical", "virtual"]
    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    addresses: list[Address] | None = None
    accessibility: list[Accessibility] | None = None


class WeeklySchedule(OpenReferralModel):
    """On which days of the week, and from when until when; a part of the day stands in words, without hours."""

    id: str
    service_id: str
    valid_from: IsoDate | None = None
    valid_to: IsoDate | None = None
    freq: Literal["WEEKLY"] | None = None
    wkst: Literal["MO"] | None = None
    byday: str | None = None
    description: str | None = None
    attending_type: str


class SpokenLanguage(OpenReferralModel):
    """A language that is spoken there."""

    id: str
    service_id: str
    name: str
    code: str


class CostOption(OpenReferralModel):
    """What it costs; 0 is free."""

    id: str
    service_id: str
    currency: str
    amount: float


class Unit(OpenReferralModel):
    """What is counted."""

    id: str
    name: str


class ServiceCapacity(OpenReferralModel):
    """How many places there are, and how many are free now."""

    id: str
    service_id: str
    unit: Unit
    available: int
    maximum: int | None = None
    updated: Timestamp


class Provider(OpenReferralModel):
    """The organization of a service."""

    id: str
    name: str
    description: str
    website: str | None = None


class ServiceAtLocation(OpenReferralModel):
    """A service where it is given: each is given at one place, so that both have one id."""

    id: str
    service_id: str
    location_id: str
    location: ServiceLocation
    schedules: list[WeeklySchedule] | None = None


class Service(OpenReferralModel):
    """An offer; lists leave out what holds more than one, unless `full` is asked."""

    id: str
    organization_id: str
    name: str
    description: str | None = None
    url: str | None = None
    status: Literal["active"]
    minimum_age: int | None = None
    maximum_age: int | None = None
    assured_date: IsoDate
    alert: str | None = None
    last_modified: Timestamp
    organization: Provider | None = None
    schedules: list[WeeklySchedule] | None = None
    service_at_locations: list[ServiceAtLocation] | None = None
    languages: list[SpokenLanguage] | None = None
    cost_options: list[CostOption] | None = None
    capacities: list[ServiceCapacity] | None = None
    attributes: list[Attribute] | None = None


class LocatedService(ServiceAtLocation):
    """A service where it is given, with the service."""

    service: Service


class ProviderWithServices(Provider):
    """An organization with its services."""

    services: list[Service] | None = None


class ServicePage(OpenReferralPage[Service]):
    """One page of services."""


class LocatedServicePage(OpenReferralPage[LocatedService]):
    """One page of services where they are given."""


class ProviderPage(OpenReferralPage[ProviderWithServices]):
    """One page of organizations."""


class TaxonomyPage(OpenReferralPage[Taxonomy]):
    """One page of taxonomies."""


class TaxonomyTermPage(OpenReferralPage[TaxonomyTerm]):
    """One page of terms."""
