"""A service as Open Referral describes it, told as offers: one for each place where it is given."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from langcodes import tag_is_valid

from api.catalogue.imports.columns.headings import own_paths
from api.catalogue.imports.columns.moments import PARTS, read_date, read_day_parts
from api.catalogue.imports.columns.remarks import UnreadableError
from api.catalogue.imports.columns.texts import clean, clean_line, shorten
from api.catalogue.imports.columns.values import read_value
from api.catalogue.imports.columns.words import find_words, first_told
from api.platform.web.texts import LINE_LENGTH, PROSE_LENGTH
from matching.vocabulary import OfferKind

Told = Mapping[str, Any]
_STATUS: Final = {"inactive": "withdrawn", "defunct": "withdrawn", "temporarily closed": "paused"}
_DAYS: Final = {"MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun"}
_POSTCODE: Final = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})?")
_PHONE: Final = re.compile(r"[0-9+() .-]{3,30}")
_MAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_OLDEST: Final = 120
_INTERESTS: Final = "interests"
_ALSO_TOLD: Final = (
    ("eligibility_description", "Voor: "),
    ("fees_description", "Kosten: "),
    ("application_process", "Aanmelden: "),
)


def offers_of(service: Told) -> Iterator[dict[str, Any]]:
    """Yield an offer for each place of a service, in the shape of the API; what has no room there is left out."""
    told = _told_by_path(service)
    for offer in _offers_of(service):
        for path, value in told.items():
            _put(offer, path, value)
        yield offer


def _offers_of(service: Told) -> Iterator[dict[str, Any]]:
    places = [place for place in _list(service, "service_at_locations") if isinstance(place.get("location"), Mapping)]
    common = _common(service)
    if len(places) <= 1:
        place = places[0] if places else {}
        yield common | _at(service, place) | {"externalId": _key(service.get("id"))}
        return
    for place in places:
        key = f"{_key(service.get('id'))}~{_key(place.get('id') or place['location'].get('id'))}"
        yield common | _at(service, place) | {"externalId": key[:100]}


def _common(service: Told) -> dict[str, Any]:
    """Return what holds wherever the service is given."""
    title = clean_line(str(service["name"]))
    told = [_text(service, "description")]
    told += [before + text for name, before in _ALSO_TOLD if (text := _text(service, name))]
    description = "\n\n".join(text for text in told if text)
    offer: dict[str, Any] = {
        "title": shorten(title, LINE_LENGTH),
        "kind": first_told(f"{title} {description}") or OfferKind.ACTIVITY.value,
        "description": shorten(description, PROSE_LENGTH) or None,
        "interests": _interests(service),
        "hoursPerWeek": {},
        "status": _STATUS.get(str(service.get("status") or "").lower(), "published"),
        "requirements": {
            "minimumAge": _age(service.get("minimum_age")),
            "maximumAge": _age(service.get("maximum_age")),
        },
        "accommodations": {"languages": _languages(service)},
        "audience": find_words(f"{title} {_text(service, 'eligibility_description')}", "audience"),
        "costEuros": _cost(service),
        "contact": _contact(service),
    }
    return offer


def _at(service: Told, place: Told) -> dict[str, Any]:
    """Return where and when a service is given at one place."""
    location = place.get("location") or {}
    schedules = _list(place, "schedules") or _list(location, "schedules") or _list(service, "schedules")
    return {"location": _location(location), "schedule": _schedule(schedules)}


def _location(location: Told) -> dict[str, Any]:
    address = next(iter(_list(location, "addresses")), {})
    parts = [_text(address, name) for name in ("address_1", "address_2", "city")]
    found = _POSTCODE.fullmatch(_text(address, "postal_code"))
    told: dict[str, Any] = {
        "name": clean_line(_text(location, "name"))[:LINE_LENGTH] or None,
        "address": clean_line(", ".join(part for part in parts if part))[:LINE_LENGTH] or None,
        "postcode": f"{found[1]}{(found[2] or '').upper()}" if found else None,
    }
    latitude, longitude = _number(location.get("latitude")), _number(location.get("longitude"))
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004 - degrees
        told |= {"latitude": latitude, "longitude": longitude}
    if str(location.get("location_type") or "").lower() == "virtual":
        told["attendance"] = "online"
    return told


def _schedule(schedules: Sequence[Told]) -> dict[str, Any]:
    parts: list[str] = []
    for schedule in schedules:
        parts += _day_parts(schedule)
    starts = [day for schedule in schedules if (day := _date(schedule.get("valid_from") or schedule.get("dtstart")))]
    ends = [day for schedule in schedules if (day := _date(schedule.get("valid_to") or schedule.get("until")))]
    # What has no end in one of its schedules goes on.
    ends_on = max(ends) if len(ends) == len(schedules) and ends else None
    starts_on = min(starts, default=None)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on = None
    return {"dayParts": list(dict.fromkeys(parts)), "startsOn": starts_on, "endsOn": ends_on}


def _day_parts(schedule: Told) -> list[str]:
    days = [day for code in re.findall(r"[A-Z]{2}", str(schedule.get("byday") or "")) if (day := _DAYS.get(code))]
    opens, closes = str(schedule.get("opens_at") or ""), str(schedule.get("closes_at") or "")
    text = " ".join(days) + f" {opens[:5]}-{closes[:5]}" if opens and closes else " ".join(days)
    if not days:
        text = _text(schedule, "description")
    try:
        found = read_day_parts(text)
    except UnreadableError:
        return []
    # An hour that nobody gave is every hour.
    return found if days or len(found) < len(PARTS) * len(_DAYS) else []


def _told_by_path(service: Told) -> dict[str, Any]:
    """Return what attributes say under the path of a property, as Vonk itself tells what has no field.

    What is not read as that property takes it was somebody else's word, and is left out.
    """
    said: dict[str, list[str]] = {}
    for each in _list(service, "attributes"):
        path = own_paths().get(_text(each, "link_type").lower())
        if path is not None and (value := _text(each, "value")):
            said.setdefault(path, []).append(value)
    told: dict[str, Any] = {}
    for path, values in said.items():
        with suppress(UnreadableError):
            told[path] = values if path == _INTERESTS else read_value(path, "|".join(values))
    return told


def _put(offer: dict[str, Any], path: str, value: object) -> None:
    *parents, name = path.split(".")
    at = offer
    for parent in parents:
        # Offers of one service share what holds wherever it is given.
        at[parent] = dict(at.get(parent) or {})
        at = at[parent]
    at[name] = value


def _interests(service: Told) -> list[str]:
    others = [each for each in _list(service, "attributes") if _text(each, "link_type").lower() not in own_paths()]
    terms = [each.get("taxonomy_term") for each in others]
    names = [clean_line(_text(term, "name"))[:LINE_LENGTH] for term in terms if isinstance(term, Mapping)]
    return list(dict.fromkeys(name for name in names if name))[:50]


def _languages(service: Told) -> list[str]:
    codes = [_text(each, "code") for each in _list(service, "languages")]
    return list(dict.fromkeys(code for code in codes if code and tag_is_valid(code)))[:50]


def _cost(service: Told) -> float | None:
    amounts = [amount for each in _list(service, "cost_options") if (amount := _number(each.get("amount"))) is not None]
    return min(amounts) if amounts and 0 <= min(amounts) <= 10_000 else None  # noqa: PLR2004 - what an offer may cost


def _contact(service: Told) -> dict[str, Any]:
    phones = [_text(each, "number").strip('"') for each in _list(service, "phones")]
    phone = next((each for each in phones if _PHONE.fullmatch(each)), None)
    mail = _text(service, "email")
    return {"email": mail if _MAIL.fullmatch(mail) else None, "phone": phone}


def _age(told: object) -> int | None:
    age = _number(told)
    return int(age) if age is not None and 0 <= age <= _OLDEST else None


def _date(told: object) -> str | None:
    try:
        return read_date(str(told)) if told else None
    except UnreadableError:
        return None


def _number(told: object) -> float | None:
    try:
        return float(told) if isinstance(told, int | float | str) and not isinstance(told, bool) else None
    except ValueError:
        return None


def _key(told: object) -> str:
    return re.sub(r"[^A-Za-z0-9._~:-]+", "-", str(told or ""))[:60]


def _list(told: Told, name: str) -> list[Told]:
    found = told.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _text(told: Told, name: str) -> str:
    found = told.get(name)
    return clean(found) if isinstance(found, str) else ""
