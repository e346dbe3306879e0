"""The plan on the board: places with their offers, about where people come from, and who goes where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from api.catalogue.offers.tables import Offer
from api.matching_tables.board.drawing import Mark, Plan, Ring, Spot, center_of, roughly
from api.matching_tables.facts import TableFacts
from matching.facts import Point
from matching.vocabulary import TravelMode

_MOST_NUMBERS: Final = 4
_LONGEST_LABEL: Final = 8
_HEIGHT: Final = 26
_SIGN_WIDTH: Final = 9
_AROUND: Final = 14
_LONGEST_WALK_MINUTES: Final = 30
_LONGEST_RIDE_MINUTES: Final = 60
# About a hundred metres: what is at one counter is at one place.
_ONE_PLACE_DECIMALS: Final = 3


class _Place(NamedTuple):
    """Offers at one place, with their numbers on the board."""

    point: Point
    offers: Mapping[int, Offer]

    @property
    def name(self) -> str:
        return next((each.location_name for each in self.offers.values() if each.location_name), "")

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.offers.values())

    @property
    def key(self) -> str:
        return f"place {next(iter(self.offers))}"

    @property
    def sign(self) -> str:
        shown = " ".join(str(number) for number in list(self.offers)[:_MOST_NUMBERS])
        more = len(self.offers) - _MOST_NUMBERS
        return f"{shown} +{more}" if more > 0 else shown


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """A place with the numbers of what one can do there, and how long one walks to it from the middle."""

    name: str
    numbers: tuple[int, ...]
    sign: str
    walk_minutes: int
    far: str
    spot: Spot
    width: float


@dataclass(frozen=True, slots=True)
class BoardPerson:
    """About where somebody comes from, and where the proposal leads."""

    sign: str
    spot: Spot
    width: float
    goes_to: Spot | None


@dataclass(frozen=True, slots=True)
class NeighbourhoodPlan:
    """All that the plan shows."""

    middle: str
    rings: tuple[Ring, ...]
    places: tuple[BoardPlace, ...]
    people: Mapping[str, BoardPerson]


def draw_neighbourhood(
    facts: TableFacts, gets: Mapping[str, str | None], words: Mapping[str, str]
) -> NeighbourhoodPlan | None:
    """Draw the plan around the place with the most offers; None when nobody knows where anything is."""
    places = _places_of(facts.offers)
    # The board hangs in a room full of people: it shows a neighbourhood, never a home.
    homes = {seat.label: roughly(seat.located.point) for seat in facts.seats if seat.located.point}
    points = [place.point for place in places] or list(homes.values())
    if not points:
        return None
    middle = places[0] if places and len(places[0].offers) > 1 else None
    plan = Plan(middle.point if middle else center_of(points), facts.speeds)
    spots = plan.place(
        {place.key: Mark(place.point, _width_of(place.sign), _HEIGHT) for place in places}
        | {_key_of(label): Mark(point, _width_of(label[:_LONGEST_LABEL]), _HEIGHT) for label, point in homes.items()}
    )
    return NeighbourhoodPlan(
        middle=middle.name if middle else "",
        rings=plan.rings(),
        places=tuple(_show_place(plan, place, spots[place.key], words) for place in places),
        people={label: _show_person(label, spots, places, gets[label]) for label in homes},
    )


def _show_place(plan: Plan, place: _Place, spot: Spot, words: Mapping[str, str]) -> BoardPlace:
    return BoardPlace(
        name=place.name,
        numbers=tuple(place.offers),
        sign=place.sign,
        walk_minutes=plan.minutes_to(place.point, TravelMode.WALK),
        far=_say_far(plan, place.point, words),
        spot=spot,
        width=_width_of(place.sign),
    )


def _show_person(label: str, spots: Mapping[str, Spot], places: Sequence[_Place], offer_id: str | None) -> BoardPerson:
    goes_to = next((spots[place.key] for place in places if offer_id in place.ids), None)
    sign = label[:_LONGEST_LABEL]
    return BoardPerson(sign=sign, spot=spots[_key_of(label)], width=_width_of(sign), goes_to=goes_to)


def _key_of(label: str) -> str:
    # No place has such a key, so that both share one map of names.
    return f"seat {label}"


def _places_of(offers: Mapping[str, Offer]) -> Sequence[_Place]:
    """List the places, the one with the most offers first."""
    found: defaultdict[tuple[float, float], dict[int, Offer]] = defaultdict(dict)
    for number, offer in enumerate(offers.values(), 1):
        if offer.latitude is not None and offer.longitude is not None:
            near = round(offer.latitude, _ONE_PLACE_DECIMALS), round(offer.longitude, _ONE_PLACE_DECIMALS)
            found[near][number] = offer
    places = [_Place(_point_of(next(iter(there.values()))), there) for there in found.values()]
    return sorted(places, key=lambda place: -len(place.offers))


def _say_far(plan: Plan, point: Point, words: Mapping[str, str]) -> str:
    """Say how far a place is from the middle: on foot, by bicycle, or just far."""
    walk, bike = (plan.minutes_to(point, mode) for mode in (TravelMode.WALK, TravelMode.BIKE))
    if not walk:
        return words["here"]
    if walk <= _LONGEST_WALK_MINUTES:
        return words["walk_minutes"].format(walk=walk)
    return words["bike_minutes"].format(bike=bike) if bike <= _LONGEST_RIDE_MINUTES else words["far"]


def _point_of(offer: Offer) -> Point:
    return Point(offer.latitude or 0, offer.longitude or 0)


def _width_of(sign: str) -> float:
    return len(sign) * _SIGN_WIDTH + _AROUND
