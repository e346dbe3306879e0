"""An answer of the API, ready for cards: exactly what any other tool would receive, and nothing beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.matching_tables.board.drawing import Mark, MinuteRing, Plan, Spot
from matching import TravelSpeeds, enumerate_words, number_in_words, word_of
from matching.facts import Point
from matching.vocabulary import DayPart, Language, TravelMode

_SIGN_WIDTH, _SIGN_HEIGHT = 60, 54
_HOME_WIDTH: Final = 110
_MOST_PARTS: Final = 3
_HINT: Final = "interest-hint"


@dataclass(frozen=True, slots=True)
class TryPlan:
    """How far each match is, and in which direction from where the client sets out."""

    rings: tuple[MinuteRing, ...]
    spots: Mapping[str, Spot]


def say_when(offer: Mapping[str, Any], words: Mapping[str, str], language: Language) -> str:
    """Say when an offer is."""
    parts = (offer.get("schedule") or {}).get("dayParts") or ()
    if len(parts) > _MOST_PARTS:
        return words["day_parts"].format(number=len(parts))
    return enumerate_words([word_of(DayPart(part), language) for part in parts], language) or words["any_day"]


def say_where(offer: Mapping[str, Any]) -> str:
    """Say where an offer is."""
    location = offer["location"]
    return ", ".join(filter(None, (location.get("name"), location.get("address") or location.get("postcode"))))


def say_far(travel: Mapping[str, Any], words: Mapping[str, str], mode: str, language: Language) -> str:
    """Say how long the way there is, and how far."""
    minutes = words["one_minute" if travel["minutes"] == 1 else "minutes"].format(minutes=travel["minutes"])
    return words["far"].format(minutes=minutes, mode=mode, km=number_in_words(round(travel["km"], 1), language))


def draw_plan(
    center: Point | None, matches: Sequence[Mapping[str, Any]], speeds: TravelSpeeds, mode: TravelMode
) -> TryPlan | None:
    """Draw the plan; None when it is not known where the client sets out."""
    if center is None:
        return None
    plan = Plan(center, speeds)
    rings = plan.rings_by(mode)
    marks = {
        str(number): Mark(Point(location["latitude"], location["longitude"]), _SIGN_WIDTH, _SIGN_HEIGHT)
        for number, match in enumerate(matches, 1)
        if (location := match["offer"]["location"]).get("latitude") is not None
    }
    return TryPlan(rings, plan.place({"home": Mark(center, _HOME_WIDTH, _SIGN_HEIGHT)} | marks, rings))


def sort_said(match: Mapping[str, Any]) -> tuple[Sequence[str], Sequence[str]]:
    """Return why a match fits, and what to mind or to ask: a hint counts as a reason, and is read as a question."""
    why = [each["text"] for each in match["reasons"] if each["code"] != _HINT]
    asks = [each["text"] for each in match["reasons"] if each["code"] == _HINT]
    return why, [*asks, *(each["text"] for each in match["cautions"])]
