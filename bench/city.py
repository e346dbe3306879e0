"""A synthetic city: offers and clients as welfare partners and coaches would write them, the same every time."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeVar

from matching.facts import ClientProfile, LoadCapacity, Needs, OfferFacts, Point, Travel
from matching.vocabulary import (
    DayPart,
    DutchLevel,
    Goal,
    Guidance,
    Indication,
    LoadAxis,
    OfferKind,
    Precision,
    TravelMode,
)

Value = TypeVar("Value")

TODAY: Final = date(2026, 11, 22)

CITY: Final = 10_000
"""How many offers the city has; a nation has more, elsewhere."""

_TOWNS: Final = 341
_MIDDLE: Final = Point(51.9225, 4.4792)
_SPREAD_DEGREES: Final = 0.025

_MADE_OF: Final = tomllib.loads(Path(__file__).with_name("city.toml").read_text(encoding="utf-8"))


def make_offers(count: int, *, seed: int = 1) -> Iterator[OfferFacts]:
    """Yield so many offers, spread around the middle of the city."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark needs repeatable chance
    for number in range(count):
        yield _offer(f"offer-{number:07d}", chance)


def make_nation(count: int) -> Iterator[OfferFacts]:
    """Yield so many offers: the first of them in the city, all others around towns elsewhere in the country."""
    chance = random.Random(3)  # noqa: S311 - a benchmark needs repeatable chance
    towns = [Point(chance.uniform(51.3, 53.3), chance.uniform(4.0, 6.9)) for _ in range(_TOWNS)]
    for number, offer in enumerate(make_offers(count)):
        if number < CITY:
            yield offer
            continue
        town = chance.randrange(_TOWNS)
        organization = f"{offer.organization_id}-{town}"
        yield replace(offer, point=_point(chance, towns[town]), organization_id=organization)


def make_clients(count: int, *, seed: int = 2) -> list[ClientProfile]:
    """Return so many clients, each with a few wishes and usual limits."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark needs repeatable chance
    return [_client(chance) for _ in range(count)]


def _offer(offer_id: str, chance: random.Random) -> OfferFacts:
    theme, other = chance.choice(_MADE_OF["themes"]), chance.choice(_MADE_OF["themes"])
    mixed = _happens(chance, 30)
    sheltered = theme["kind"] == OfferKind.SHELTERED_WORK
    return OfferFacts(
        id=offer_id,
        organization_id=f"organization-{chance.randrange(300)}",
        kind=OfferKind(theme["kind"]),
        title=f"{theme['title']} in {chance.choice(_MADE_OF['places'])}",
        description=" ".join(
            [theme["description"], *([other["description"]] if mixed else []), *chance.sample(_MADE_OF["extras"], 2)]
        ),
        interests=(*theme["interests"], *other["interests"][:mixed]),
        goals=frozenset(chance.sample(tuple(Goal), 2)),
        point=_point(chance),
        precision=Precision.PC6,
        day_parts=frozenset(chance.sample(tuple(DayPart), chance.randint(1, 5))),
        starts_on=TODAY + timedelta(days=30) if _happens(chance, 10) else None,
        ends_on=TODAY + timedelta(days=chance.randint(-20, 400)) if _happens(chance, 20) else None,
        minimum_hours_per_week=_maybe(chance, chance.choice((1, 1, 2, 2, 3, 4, 4, 8))),
        load={axis: _maybe(chance, chance.choice((0, 0, 0, 1, 1, 1, 1, 2, 2, 3))) for axis in LoadAxis},
        dutch_level=_maybe(chance, chance.choice((DutchLevel.A1, DutchLevel.A1, DutchLevel.A2, DutchLevel.B1))),
        indication=chance.choice(tuple(Indication)) if sheltered else None,
        conduct_certificate=_happens(chance, 10),
        minimum_age=18,
        women_only=_happens(chance, 5),
        wheelchair=_maybe(chance, _happens(chance, 70)),
        seated=_maybe(chance, _happens(chance, 60)),
        quiet=_maybe(chance, _happens(chance, 30)),
        guidance=chance.choice(tuple(Guidance)),
        languages=tuple(chance.sample(("nl", "tr", "ar", "en", "pl"), 2)),
        cost_euros=chance.choice((0, 0, 0, 0, 0, 2.5, 5)),
        available_places=_maybe(chance, chance.choice((0, 1, 2, 2, 3, 3, 4, 5, 5, 8))),
        group_size=chance.choice((2, 4, 6, 8, 12, 20)),
        ladder_step=chance.randint(2, 5),
    )


def _happens(chance: random.Random, percent: int) -> bool:
    return chance.random() * 100 < percent


def _maybe(chance: random.Random, value: Value) -> Value | None:
    return value if _happens(chance, 90) else None


def _point(chance: random.Random, middle: Point = _MIDDLE) -> Point:
    return Point(
        middle.latitude + chance.gauss(0, _SPREAD_DEGREES), middle.longitude + chance.gauss(0, 1.6 * _SPREAD_DEGREES)
    )


def _client(chance: random.Random) -> ClientProfile:
    return ClientProfile(
        interests=tuple(chance.sample(_MADE_OF["wishes"], chance.randint(2, 4))),
        avoid=tuple(chance.sample(_MADE_OF["avoids"], chance.randint(0, 2))),
        goals=frozenset(chance.sample(tuple(Goal), 1)),
        load_capacity=LoadCapacity(
            hours_per_week=chance.choice((4, 8, 16)),
            start_hours_per_week=chance.choice((1, 2)),
            levels={axis: chance.choice((1, 2, 2, 2, 3, 3)) for axis in LoadAxis},
        ),
        social_wish=chance.randint(0, 3),
        day_parts=frozenset(chance.sample(tuple(DayPart), 10)),
        point=_point(chance),
        precision=Precision.PC6,
        travel=Travel(
            mode=chance.choice((TravelMode.BIKE, TravelMode.WALK, TravelMode.PUBLIC_TRANSPORT)), max_minutes=30
        ),
        dutch_level=chance.choice((DutchLevel.A2, DutchLevel.B1, DutchLevel.C1)),
        languages=("nl", *chance.sample(("tr", "ar", "pl"), 1)),
        indications=frozenset(),
        age=chance.randint(25, 64),
        women_only_welcome=_happens(chance, 50),
        needs=Needs(guidance=chance.choice((Guidance.NONE, Guidance.SOME))),
        max_cost_euros=chance.choice((None, 0, 5)),
        ladder_step=chance.randint(1, 3),
        ladder_goal=chance.randint(3, 5),
        conduct_certificate_possible=_happens(chance, 80),
    )
