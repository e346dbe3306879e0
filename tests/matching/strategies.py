from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from matching.facts import ClientProfile, LoadCapacity, Needs, OfferFacts, Point, Travel
from matching.vocabulary import (
    DayPart,
    DutchLevel,
    Goal,
    Guidance,
    Indication,
    LoadAxis,
    OfferKind,
    OfferStatus,
    Precision,
    TravelMode,
)
from tests.matching.builders import TODAY

WORDS = ("hout", "koken", "fietsen", "katten", "tuinieren", "Willem II", "kinderen", "schaken", "?")

levels = st.none() | st.integers(0, 3)
hours = st.none() | st.sampled_from((0, 0.1, 0.3, 1, 2.5, 4, 8, 16, 24))
answers = st.sampled_from((None, True, False))
points = st.none() | st.builds(Point, st.floats(51.8, 52.0), st.floats(4.3, 4.6))
days = st.none() | st.integers(-3, 60).map(lambda days: TODAY + timedelta(days=days))
loads = st.fixed_dictionaries({}, optional=dict.fromkeys(LoadAxis, levels))
languages = st.lists(st.sampled_from(("nl", "tr", "ar", "en-GB")), max_size=2).map(tuple)
phrases = st.lists(st.sampled_from(WORDS), max_size=3, unique=True).map(tuple)


def some(values: Any, *, most: int = 4) -> Any:
    return st.frozensets(st.sampled_from(values), max_size=most)


offers = st.builds(
    OfferFacts,
    id=st.sampled_from([f"offer-{number}" for number in range(30)]),
    organization_id=st.just("organization"),
    kind=st.sampled_from(OfferKind),
    title=st.sampled_from(WORDS),
    status=st.sampled_from((*[OfferStatus.PUBLISHED] * 6, *OfferStatus)),
    in_review=st.sampled_from((*[False] * 5, True)),
    description=st.sampled_from(("", *WORDS)),
    interests=phrases,
    goals=some(Goal),
    point=points,
    precision=st.sampled_from(Precision),
    day_parts=some(DayPart),
    starts_on=days,
    ends_on=days,
    minimum_hours_per_week=hours,
    load=loads,
    dutch_level=st.none() | st.sampled_from(DutchLevel),
    indication=st.sampled_from((*[None] * 5, *Indication)),
    conduct_certificate=answers,
    minimum_age=st.none() | st.integers(16, 60),
    maximum_age=st.none() | st.integers(60, 90),
    women_only=answers,
    wheelchair=answers,
    seated=answers,
    quiet=answers,
    guidance=st.none() | st.sampled_from(Guidance),
    languages=languages,
    cost_euros=st.none() | st.sampled_from((0, 2.5, 7.35, 10)),
    available_places=st.none() | st.integers(0, 4),
    group_size=st.none() | st.integers(1, 40),
    ladder_step=st.none() | st.integers(1, 6),
)

clients = st.builds(
    ClientProfile,
    interests=phrases,
    avoid=phrases,
    goals=some(Goal),
    load_capacity=st.builds(LoadCapacity, hours_per_week=hours, start_hours_per_week=hours, levels=loads),
    current_hours_per_week=st.sampled_from((0, 0.1, 3)),
    social_wish=levels,
    day_parts=some(DayPart, most=12),
    point=points,
    precision=st.sampled_from(Precision),
    travel=st.builds(Travel, st.sampled_from(TravelMode), st.none() | st.integers(0, 90)),
    dutch_level=st.none() | st.sampled_from(DutchLevel),
    languages=languages,
    indications=st.none() | some(Indication),
    age=st.none() | st.integers(14, 95),
    women_only_welcome=answers,
    needs=st.builds(Needs, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(Guidance)),
    max_cost_euros=st.none() | st.sampled_from((0, 2.5, 7.35)),
    max_group_size=st.none() | st.integers(1, 30),
    ladder_step=st.none() | st.integers(1, 6),
    ladder_goal=st.none() | st.integers(1, 6),
    conduct_certificate_possible=answers,
)

catalogues = st.lists(offers, max_size=12, unique_by=lambda offer: offer.id)
