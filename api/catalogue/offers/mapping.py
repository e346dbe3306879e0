"""Between the wire and the table: an offer as it was written becomes columns, columns become an answer."""

from collections.abc import Mapping
from typing import Any, TypeVar

from api.catalogue.offers.parts import (
    Accommodations,
    AccommodationsRead,
    AudienceRead,
    CommunityRead,
    Contact,
    HoursPerWeek,
    Load,
    Location,
    LocationRead,
    PaidWorkCheck,
    Places,
    Requirements,
    Schedule,
    ScheduleRead,
)
from api.catalogue.offers.schemas import OfferRead, OfferWrite
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState, WhomSource
from api.platform.web.shapes import WireModel
from matching import Texts, fold, from_bits, to_bits, whom_of
from matching.vocabulary import Audience, DayPart, Goal, Indication, LoadAxis, OfferKind


def to_columns(wanted: OfferWrite) -> dict[str, Any]:
    """Return the columns that this description fills."""
    return {
        "kind": wanted.kind,
        "title": wanted.title,
        "description": wanted.description,
        "interests": list(wanted.interests or ()),
        "goals": to_bits(wanted.goals, Goal),
        # Folded when it is written, so that a search is one comparison.
        "search_text": fold(" ".join((wanted.title, wanted.description or "", *(wanted.interests or ())))),
        "cost_euros": wanted.cost_euros,
        "allowance_euros_per_day": wanted.allowance_euros_per_day,
        "group_size": wanted.group_size,
        "ladder_step": wanted.ladder_step,
        "audience": [group.value for group in wanted.audience or ()],
        "communities": list(wanted.communities or ()),
        "status": wanted.status,
        **_location_columns(wanted.location),
        **_schedule_columns(wanted.schedule or Schedule(), wanted.hours_per_week),
        **_load_columns(wanted.load or Load()),
        **_requirement_columns(wanted.requirements or Requirements(), wanted.kind),
        **_accommodation_columns(wanted.accommodations or Accommodations()),
        **_people_columns(wanted),
    }


def _location_columns(location: Location) -> dict[str, Any]:
    return {
        "location_name": location.name,
        "location_address": location.address,
        "postcode": location.postcode,
        "given_latitude": location.latitude,
        "given_longitude": location.longitude,
        "attendance": location.attendance,
    }


def _schedule_columns(schedule: Schedule, hours: HoursPerWeek) -> dict[str, Any]:
    return {
        "day_parts": to_bits(schedule.day_parts, DayPart),
        "starts_on": schedule.starts_on,
        "ends_on": schedule.ends_on,
        "minimum_hours_per_week": hours.minimum,
        "maximum_hours_per_week": hours.maximum,
    }


def _load_columns(load: Load) -> dict[str, Any]:
    return {f"load_{axis}": level for axis, level in load.model_dump().items()}


def _requirement_columns(requirements: Requirements, kind: OfferKind) -> dict[str, Any]:
    columns = requirements.model_dump()
    if kind is OfferKind.SHELTERED_WORK and requirements.indication is None:
        # Contract: sheltered work is arbeidsmatige activering and always needs an indication.
        columns["indication"] = Indication.SHELTERED_ACTIVATION
    return columns


def _accommodation_columns(accommodations: Accommodations) -> dict[str, Any]:
    return accommodations.model_dump() | {"languages": list(accommodations.languages or ())}


def _people_columns(wanted: OfferWrite) -> dict[str, Any]:
    places, check, contact = (
        wanted.places or Places(),
        wanted.paid_work_check or PaidWorkCheck(),
        wanted.contact or Contact(),
    )
    return {
        "total_places": places.total,
        "said_available_places": places.available,
        "paid_before": check.paid_before,
        "vacancy_open": check.vacancy_open,
        **{f"contact_{name}": value for name, value in contact.model_dump().items()},
    }


Shape = TypeVar("Shape", bound=OfferRead)


def to_answer(offer: Offer, shape: type[Shape], *, state: OfferState) -> Shape:
    """Show the offer in the shape that a caller may see."""
    return shape(
        id=offer.id,
        organization_id=offer.organization_id,
        location=_location(offer),
        schedule=ScheduleRead(**_schedule(offer)),
        accommodations=AccommodationsRead(**_accommodations(offer)),
        assured_on=offer.assured_on,
        created_at=offer.created_at,
        updated_at=offer.updated_at,
        state=state,
        **_whom(offer),
        **_shared(offer),
    )


def _whom(offer: Offer) -> dict[str, Any]:
    """Return for whom it is: as the partner says, and what the partner leaves out as the texts say."""
    read = whom_of(Texts(offer.title, (), offer.description or "", offer.location_name or "", offer.kind))
    return {
        "audience": [
            AudienceRead(group=Audience(group), source=source, found=found)
            for group, source, found in _said(offer.audience) or _told(read.audience)
        ],
        "communities": [
            CommunityRead(community=code, source=source, found=found)
            for code, source, found in _said(offer.communities) or _told(read.communities)
        ],
    }


def _said(values: list[str]) -> list[tuple[str, WhomSource, str | None]]:
    return [(value, WhomSource.PARTNER, None) for value in values]


def _told(read: Mapping[Audience, str] | Mapping[str, str]) -> list[tuple[str, WhomSource, str | None]]:
    return [(value, WhomSource.TEXT, found) for value, found in read.items()]


def to_written(offer: Offer) -> OfferWrite:
    """Return the offer as its organization wrote it, to apply a patch to."""
    return OfferWrite.model_construct(
        location=Location.model_construct(
            name=offer.location_name,
            address=offer.location_address,
            postcode=offer.postcode,
            latitude=offer.given_latitude,
            longitude=offer.given_longitude,
            attendance=offer.attendance,
        ),
        audience=[Audience(group) for group in offer.audience],
        communities=offer.communities,
        schedule=Schedule.model_construct(**_schedule(offer)),
        accommodations=Accommodations.model_construct(**_accommodations(offer)),
        **_shared(offer)
        # What the partner said and not what is left: a patch that names no places repeats the former.
        | {"places": Places.model_construct(total=offer.total_places, available=offer.said_available_places)},
    )


def without_old_coordinates(wanted: OfferWrite, offer: Offer, patch: Mapping[str, Any]) -> OfferWrite:
    """Drop coordinates where a new postcode or address brings none: the old ones were of the old place."""
    named = patch.get("location") or {}
    has_moved = (wanted.location.postcode, wanted.location.address) != (offer.postcode, offer.location_address)
    if not has_moved or not isinstance(named, Mapping) or {"latitude", "longitude"} & named.keys():
        return wanted
    return wanted.model_copy(
        update={"location": wanted.location.model_copy(update={"latitude": None, "longitude": None})}
    )


def _shared(offer: Offer) -> dict[str, Any]:
    return {
        "external_id": offer.external_id,
        "kind": offer.kind,
        "title": offer.title,
        "description": offer.description,
        "interests": offer.interests,
        "goals": from_bits(offer.goals, Goal),
        "hours_per_week": HoursPerWeek.model_construct(
            minimum=offer.minimum_hours_per_week, maximum=offer.maximum_hours_per_week
        ),
        "load": Load.model_construct(**{axis: getattr(offer, f"load_{axis}") for axis in LoadAxis}),
        "requirements": Requirements.model_construct(**_columns_named(offer, Requirements)),
        "cost_euros": offer.cost_euros,
        "allowance_euros_per_day": offer.allowance_euros_per_day,
        "places": Places.model_construct(total=offer.total_places, available=offer.available_places),
        "group_size": offer.group_size,
        "ladder_step": offer.ladder_step,
        "paid_work_check": PaidWorkCheck.model_construct(**_columns_named(offer, PaidWorkCheck)),
        "contact": Contact.model_construct(
            **{name: getattr(offer, f"contact_{name}") for name in Contact.model_fields}
        ),
        "status": offer.status,
    }


def _location(offer: Offer) -> LocationRead:
    return LocationRead(
        name=offer.location_name,
        address=offer.location_address,
        postcode=offer.postcode,
        latitude=offer.latitude,
        longitude=offer.longitude,
        precision=offer.precision,
        attendance=offer.attendance,
    )


def _schedule(offer: Offer) -> dict[str, Any]:
    return {
        "day_parts": from_bits(offer.day_parts, DayPart),
        "starts_on": offer.starts_on,
        "ends_on": offer.ends_on,
    }


def _accommodations(offer: Offer) -> dict[str, Any]:
    return _columns_named(offer, Accommodations)


def _columns_named(offer: Offer, shape: type[WireModel]) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in shape.model_fields}
