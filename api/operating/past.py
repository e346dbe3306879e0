"""A made-up past for the demo: a year and a half of counts, so that a report has something to tell."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from random import Random
from typing import Final

from sqlmodel import Session, select

from api.catalogue.offers.tables import Offer
from api.clients.participations.vocabulary import ParticipationKind
from api.handovers.vocabulary import Outcome
from api.matches.unmet_wishes.tables import UnmetWish
from api.operating.seeding import SEED_DATA
from api.platform.clock import AMSTERDAM
from api.reports.periods import Period, list_halves, read_period
from api.tallies.actions import count, hold_mark
from api.tallies.calendar import half_of
from api.tallies.queries import find_beginning
from api.tallies.vocabulary import BEGAN, UNKNOWN, Dimension, Measure

SEED: Final = 2026
HALVES: Final = 3
STARTS_A_MONTH: Final = range(24, 42)
_OUTCOMES: Final = (Outcome.NEXT_STEP, Outcome.NEXT_STEP, Outcome.PAID_WORK, Outcome.STOPPED, Outcome.STOPPED)
_LASTING: Final = {Measure.AFTER_3_MONTHS: 0.82, Measure.AFTER_6_MONTHS: 0.71, Measure.AFTER_12_MONTHS: 0.58}


def make_up_past(session: Session, today: date) -> None:
    """Count what could have happened in the half-years before this one, where nothing was counted yet."""
    if find_beginning(session) is not None:
        return
    newest = read_period(half_of(today))
    oldest = newest
    for _ in range(HALVES):
        oldest = oldest.before
    hold_mark(session, BEGAN, datetime.combine(oldest.starts_on, time(), tzinfo=AMSTERDAM))
    offers = session.exec(select(Offer).order_by(Offer.title)).all()
    chance = Random(SEED)  # noqa: S311 - the same past for everybody
    for half in list_halves(oldest.starts_on, today)[1:]:
        _make_up_half(session, half, offers, chance)
    week = newest.before.ends_on.isocalendar()
    last = f"{week.year}-W{week.week - 1:02}"
    for wish in json.loads((SEED_DATA / "unmet_wishes.json").read_text(encoding="utf-8")):
        session.add(UnmetWish(week=last, **wish))


def _make_up_half(session: Session, half: Period, offers: Sequence[Offer], chance: Random) -> None:
    for month in half.months:
        for _ in range(chance.choice(STARTS_A_MONTH)):
            # Some places are asked for far more often than others.
            offer = offers[int(len(offers) * chance.random() ** 3)]
            _make_up_way(session, half, month.name, offer, chance)
        for _ in range(chance.randrange(8)):
            kind = chance.choices(tuple(ParticipationKind), (6, 4, 1, 1, 1))[0]
            count(session, month.name, Measure.OWN, {Dimension.KIND: kind})


def _make_up_way(session: Session, half: Period, month: str, offer: Offer, chance: Random) -> None:
    step = UNKNOWN if offer.ladder_step is None else str(offer.ladder_step)
    who = {Dimension.ORGANIZATION: offer.organization_id}
    rows = {**who, Dimension.KIND: offer.kind, Dimension.LADDER_STEP: step}
    count(session, month, Measure.ANSWERED, who)
    count(session, month, Measure.STARTS, rows)
    if chance.random() < 0.7:  # noqa: PLR2004 - seven in ten are still told of in the next half-year
        count(session, half.next.name, Measure.WENT_ON, rows)
    if chance.random() < 0.12:  # noqa: PLR2004 - one in eight waits in vain
        count(session, month, Measure.EXPIRED, who)
    if step != UNKNOWN and chance.random() < 0.4:  # noqa: PLR2004 - two in five were somewhere before
        count(session, month, Measure.MOVES, {Dimension.RUNGS: f"{max(int(step) - chance.randrange(2), 1)}-{step}"})
    if chance.random() < 0.1:  # noqa: PLR2004 - one in ten had left
        count(session, month, Measure.RE_ENTRIES)
    if chance.random() < 0.6:  # noqa: PLR2004 - the others go on
        if chance.random() < 0.4:  # noqa: PLR2004 - two in five of these stay
            count(session, month, Measure.STAYS, rows)
        else:
            count(session, month, Measure.ENDS, {**rows, Dimension.OUTCOME: chance.choice(_OUTCOMES)})
    for measure, share in _LASTING.items():
        count(session, month, measure, {Dimension.GOES_ON: "yes" if chance.random() < share else "no"})
