"""An offer in the words of schema.org, for search engines that read its page: a course, or an event of every week."""

from typing import Any, Final

from api.catalogue.offers.tables import Offer
from matching import from_bits
from matching.vocabulary import Attendance, DayPart, OfferKind

_DAYS: Final = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_MODES: Final = {Attendance.ONLINE: "Online", Attendance.BY_PHONE: "Online"}
_FORMS: Final = {Attendance.ONLINE: "online", Attendance.BY_PHONE: "distance"}
_OF_EVERYTHING: Final = "https://schema.org/"


def structure(offer: Offer, organization: str) -> dict[str, Any]:
    """Return what schema.org has a word for, without what is not known; nobody's name or number."""
    provider = {"@type": "Organization", "name": organization}
    common = {"@context": _OF_EVERYTHING, "name": offer.title, "description": offer.description or offer.title}
    if offer.kind is OfferKind.COURSE:
        instance = {"@type": "CourseInstance", "courseMode": _FORMS.get(offer.attendance, "onsite"), **_when(offer)}
        course = {"@type": "Course", "provider": provider, "hasCourseInstance": instance | _for_whom(offer)}
        return common | course | _price(offer)
    event = {"@type": "Event", "organizer": provider, **_when(offer), **_for_whom(offer), **_price(offer)}
    return common | event


def _when(offer: Offer) -> dict[str, Any]:
    days = dict.fromkeys(_DAYS[part.partition("-")[0]] for part in from_bits(offer.day_parts, DayPart))
    dates = _known({"startDate": offer.starts_on, "endDate": offer.ends_on})
    told: dict[str, Any] = {name: day.isoformat() for name, day in dates.items()}
    schedule = told | {"@type": "Schedule", "repeatFrequency": "P1W", "byDay": [_OF_EVERYTHING + day for day in days]}
    mode = f"{_OF_EVERYTHING}{_MODES.get(offer.attendance, 'Offline')}EventAttendanceMode"
    return told | ({"eventSchedule": schedule} if days else {}) | {"eventAttendanceMode": mode} | _where(offer)


def _where(offer: Offer) -> dict[str, Any]:
    address = _known({"streetAddress": offer.location_address, "postalCode": offer.postcode})
    place: dict[str, Any] = _known({"name": offer.location_name})
    if address:
        place["address"] = {"@type": "PostalAddress", "addressCountry": "NL", **address}
    if offer.latitude is not None and offer.longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": offer.latitude, "longitude": offer.longitude}
    return {"location": {"@type": "Place", **place}} if place else {}


def _for_whom(offer: Offer) -> dict[str, Any]:
    least, most = offer.minimum_age, offer.maximum_age
    span = None if least is None and most is None else f"{least or 0}-{'' if most is None else most}"
    return _known(
        {
            "typicalAgeRange": span,
            "inLanguage": list(offer.languages) or None,
            "maximumAttendeeCapacity": offer.total_places,
            "remainingAttendeeCapacity": offer.available_places,
        }
    )


def _price(offer: Offer) -> dict[str, Any]:
    if offer.cost_euros is None:
        return {}
    price = {"@type": "Offer", "price": offer.cost_euros, "priceCurrency": "EUR"}
    return {"isAccessibleForFree": offer.cost_euros == 0, "offers": price}


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
