"""The contract's hard limits once more, one offer at a time, to judge the columns by."""

from matching.facts import ClientProfile, OfferFacts
from matching.geography import TravelSpeeds, distance_km
from matching.vocabulary import DutchLevel, LoadAxis, OfferStatus
from tests.matching.builders import TODAY

POLICY_CAP_HOURS = 20
CODES = (
    "status",
    "ended",
    "full",
    "hours",
    "day-parts",
    *(f"load-{axis}" for axis in LoadAxis),
    "dutch-level",
    "indication",
    "conduct-certificate",
    "age",
    "women-only",
    "cost",
    "wheelchair",
    "seated",
    "quiet",
    "group-size",
    "travel-time",
)


def is_considered(offer: OfferFacts) -> bool:
    return offer.status not in {OfferStatus.DRAFT, OfferStatus.WITHDRAWN}


def failed_limits(offer: OfferFacts, client: ClientProfile) -> list[str]:
    failed = {
        **_failed_by_the_offer(offer),
        **_failed_by_what_is_asked(offer, client),
        **_failed_by_place_and_people(offer, client),
        **{f"load-{axis}": _above(offer.load.get(axis), client.load_capacity.levels.get(axis)) for axis in LoadAxis},
    }
    return [code for code in CODES if failed[code]]


def is_in_reach(offer: OfferFacts, client: ClientProfile) -> bool:
    """Whether it is not absurdly far: at most three times what the client travels, or an hour."""
    most = client.travel.max_minutes
    return not _above(_minutes(offer, client), None if most is None else max(3 * most, 60))


def _above(demand: float | None, most: float | None) -> bool:
    return demand is not None and most is not None and demand > most


def _failed_by_the_offer(offer: OfferFacts) -> dict[str, bool]:
    return {
        "status": offer.status is not OfferStatus.PUBLISHED or offer.in_review,
        "ended": offer.ends_on is not None and offer.ends_on < TODAY,
        "full": offer.available_places == 0,
    }


def _failed_by_what_is_asked(offer: OfferFacts, client: ClientProfile) -> dict[str, bool]:
    own_hours = client.load_capacity.hours_per_week
    cap = POLICY_CAP_HOURS if own_hours is None else min(own_hours, POLICY_CAP_HOURS)
    level, own_level = (
        None if each is None else tuple(DutchLevel).index(each) for each in (offer.dutch_level, client.dutch_level)
    )
    return {
        "hours": _above(offer.minimum_hours_per_week, round(cap - client.current_hours_per_week, 6)),
        "day-parts": bool(offer.day_parts and client.day_parts) and not offer.day_parts & client.day_parts,
        "dutch-level": _above(level, own_level),
        "indication": bool(offer.indication)
        and client.indications is not None
        and offer.indication not in client.indications,
        "conduct-certificate": offer.conduct_certificate is True and client.conduct_certificate_possible is False,
    }


def _failed_by_place_and_people(offer: OfferFacts, client: ClientProfile) -> dict[str, bool]:
    needs = client.needs
    return {
        "age": _above(offer.minimum_age, client.age) or _above(client.age, offer.maximum_age),
        "women-only": offer.women_only is True and client.women_only_welcome is False,
        "cost": _above(offer.cost_euros, client.max_cost_euros),
        "wheelchair": needs.wheelchair and offer.wheelchair is False,
        "seated": needs.seated and offer.seated is False,
        "quiet": needs.quiet and offer.quiet is False,
        "group-size": _above(offer.group_size, client.max_group_size),
        "travel-time": _above(_minutes(offer, client), client.travel.max_minutes),
    }


def _minutes(offer: OfferFacts, client: ClientProfile) -> float | None:
    if offer.point is None or client.point is None:
        return None
    return TravelSpeeds().minutes(distance_km(client.point, offer.point), mode=client.travel.mode)
