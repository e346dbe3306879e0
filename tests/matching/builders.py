from dataclasses import replace
from datetime import date
from typing import Any

from matching import Answer, Catalogue, Question, rank
from matching.facts import ClientProfile, LoadCapacity, Needs, OfferFacts, Point, Travel
from matching.vocabulary import (
    DayPart,
    DutchLevel,
    Goal,
    Guidance,
    LoadAxis,
    OfferKind,
    Precision,
    TravelMode,
)

TODAY = date(2026, 11, 22)
HOME = Point(51.9, 4.5)
NEARBY = Point(51.905, 4.505)

_OFFER = OfferFacts(
    id="offer",
    organization_id="organization",
    kind=OfferKind.PLACEMENT,
    title="Meubels maken in de houtwerkplaats",
    description="We zagen en schuren samen.",
    interests=("houtbewerking",),
    goals=frozenset({Goal.SKILLS}),
    point=NEARBY,
    precision=Precision.ADDRESS,
    day_parts=frozenset({DayPart.MON_MORNING, DayPart.THU_MORNING}),
    minimum_hours_per_week=2,
    maximum_hours_per_week=8,
    load=dict.fromkeys(LoadAxis, 1),
    dutch_level=DutchLevel.A2,
    conduct_certificate=False,
    minimum_age=18,
    women_only=False,
    wheelchair=True,
    seated=True,
    quiet=True,
    guidance=Guidance.SOME,
    languages=("nl",),
    cost_euros=0,
    available_places=3,
    group_size=5,
    ladder_step=3,
)

_CLIENT = ClientProfile(
    interests=("iets met hout",),
    goals=frozenset({Goal.SKILLS}),
    load_capacity=LoadCapacity(hours_per_week=8, start_hours_per_week=2, levels=dict.fromkeys(LoadAxis, 2)),
    social_wish=1,
    day_parts=frozenset({DayPart.MON_MORNING, DayPart.WED_AFTERNOON}),
    point=HOME,
    precision=Precision.ADDRESS,
    travel=Travel(mode=TravelMode.BIKE, max_minutes=20),
    dutch_level=DutchLevel.B1,
    languages=("nl",),
    indications=frozenset(),
    age=57,
    women_only_welcome=False,
    needs=Needs(guidance=Guidance.SOME),
    max_cost_euros=5,
    max_group_size=12,
    ladder_step=2,
    ladder_goal=4,
    conduct_certificate_possible=True,
)


def an_offer(offer_id: str = "offer", **changes: Any) -> OfferFacts:
    return replace(_OFFER, id=offer_id, **changes)


def a_client(**changes: Any) -> ClientProfile:
    return replace(_CLIENT, **changes)


def an_unspoken_offer(offer_id: str = "offer", **changes: Any) -> OfferFacts:
    return OfferFacts(id=offer_id, organization_id="organization", kind=OfferKind.ACTIVITY, title="Hout", **changes)


def a_strict_client() -> ClientProfile:
    return a_client(
        load_capacity=LoadCapacity(hours_per_week=0, levels=dict.fromkeys(LoadAxis, 0)),
        travel=Travel(mode=TravelMode.WALK, max_minutes=1),
        dutch_level=DutchLevel.A0,
        needs=Needs(wheelchair=True, seated=True, quiet=True, guidance=Guidance.INTENSIVE),
        max_cost_euros=0,
        max_group_size=1,
        conduct_certificate_possible=False,
        age=16,
    )


def a_catalogue(*offers: OfferFacts) -> Catalogue:
    catalogue = Catalogue()
    for offer in offers:
        catalogue.put(offer)
    return catalogue


def ask(*offers: OfferFacts, client: ClientProfile | None = None, on: date = TODAY, **changes: Any) -> Answer:
    return rank(a_catalogue(*offers), Question(client=client or a_client(), on=on, **changes))
