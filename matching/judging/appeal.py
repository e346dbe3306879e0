"""How much each offer appeals to a client: what is wished, what invites, what is avoided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.columns import UNKNOWN, Columns, mask_of
from matching.catalogue.hits import Hits, is_answer
from matching.catalogue.postings import Floats, Rows
from matching.judging.bounds import Bounds
from matching.judging.inclination import temper
from matching.judging.running import FoundInRunning, Running
from matching.judging.scoring import MIDDLING
from matching.judging.whom import Fit, remaining_of
from matching.parameters import parameters_of
from matching.vocabulary import Goal

_READ: Final = parameters_of("appeal")
_BREADTH: Final = np.float32(_READ.number("breadth"))
_STALE: Final = np.float32(_READ.number("stale"))
_LEVEL_AVOIDED: Final = np.array((*_READ.row("level_avoided"), 1), np.float32)
_HINTED_TOO_HEAVY: Final = np.float32(_READ.number("hinted_too_heavy"))
_AVOIDED: Final = np.float32(_READ.number("avoided"))
_MEANT: Final = parameters_of("strength").number("meant")
_CLEAR: Final = np.float32(parameters_of("strength").number("clear"))
_ALIKE: Final = parameters_of("likeness")
_LIKENESS: Final = np.float32(_ALIKE.number("likeness_share"))
_UNLIKE: Final = np.float32(_ALIKE.number("unlike"))
_QUITE_ALIKE: Final = np.float32(_ALIKE.number("quite_alike"))
_HALF: Final = np.float32(0.5)
_ONE: Final = np.float32(1)

# What invites someone who does not know yet; it never outweighs a clear wish.
_INVITED: Final = np.float32(_READ.number("invited"))
_SOME_HOURS: Final = _READ.number("some_hours")
_MANY_HOURS: Final = np.float32(_READ.number("many_hours"))
_LIGHT_GOALS: Final = np.uint32(mask_of((Goal.MEETING, Goal.EXERCISE, Goal.HEALTH, Goal.CREATIVITY)))
_FEW: Final = np.float32(_READ.number("few_people"))
_SOON_DAYS: Final = _READ.count("soon_days")
# Activity, placement, course, work experience, sheltered work.
_INVITING_KINDS: Final = np.array(_READ.row("inviting_kinds"), np.float32)
_FIRST_STEPS: Final = np.array((*_READ.row("first_steps"), MIDDLING), np.float32)


class Appeal(NamedTuple):
    """How each offer in the running, one per place, answers what a client asks."""

    interest: Floats
    """How well it answers all wishes together, 0..1, float32."""
    answers: NDArray[np.bool_]
    """Whether it has anything of any wish; whatever has, where nothing is asked or all is left open."""
    likeness: Floats
    """How alike it is to the wish that it is most like, about -1..1, float32."""


def appeal_of(wishes: Sequence[Hits], likeness: Floats | None, running: Running) -> Appeal:
    """Return how offers appeal by what they show of some wishes, and by how alike they are to each, a row per wish."""
    nothing = np.zeros(len(running.rows), np.float32)
    if likeness is None:
        return Appeal(nothing + np.float32(MIDDLING), np.ones(len(nothing), np.bool_), nothing)
    # A client whose wishes were all unread still has likeness to go by: that orders offers, and never asserts.
    interest, surest = _interest_of([running.found_by(hits) for hits in wishes], nothing)
    most_alike = likeness.max(axis=0)
    alike = np.minimum(np.maximum((most_alike - _UNLIKE) / (_QUITE_ALIKE - _UNLIKE), 0), 1)
    # What is answered in full cannot be answered better: likeness fills a part of what is left to wish.
    interest = np.asarray(interest + _LIKENESS * alike * (1 - interest), np.float32)
    return Appeal(interest, is_answer(surest), most_alike)


def _interest_of(wishes: Sequence[FoundInRunning], nothing: Floats) -> tuple[Floats, Floats]:
    """Return how well offers answer all wishes, and the surest that they show: 0..1, float32, one per place."""
    best, surest, doubt = nothing.copy(), nothing.copy(), nothing + 1
    for places, strengths, answered in wishes:
        # Only what shows anything of a wish is touched; no place stands in it twice.
        best[places] = np.maximum(best.take(places), answered)
        surest[places] = np.maximum(surest.take(places), strengths)
        # What answers leave to wish for, half at the least: no answer rules out another wish.
        doubt[places] *= 1 - answered * _HALF
    others = wishes[1:]
    if not others:
        return best, surest
    # One wish answered in full is all that a single wish can ask; of several, the others count for their share.
    others_answered = (1 - doubt / (1 - best * _HALF)) / np.float32(1 - _HALF ** len(others))
    return np.asarray((1 - _BREADTH) * best + _BREADTH * others_answered, np.float32), surest


def avoided_of(
    avoided: Mapping[str, Mapping[int, float]], wished: Collection[Mapping[int, float]]
) -> dict[str, dict[int, float]]:
    """Return what a client wants to avoid: only the thing itself, and never what the same client asks for."""
    return {
        phrase: {
            concept: strength
            for concept, strength in strengths.items()
            # A wish is the firmer word: what a client asks for is not kept away by what the same client avoids.
            if strength >= _MEANT and not any(wish.get(concept, 0) >= _MEANT for wish in wished)
        }
        for phrase, strengths in avoided.items()
    }


def remaining_share_of(avoided: Iterable[Hits], columns: Columns, bounds: Bounds, running: Running, fit: Fit) -> Floats:
    """Return the share of the score that remains by what is avoided or less wanted: 0..1, float32, one per place."""
    rows = running.rows
    remaining = np.ones(len(rows), np.float32)
    for places, strengths, _ in map(running.found_by, avoided):
        # The worst of what is avoided counts, not the product: naming a dislike twice makes it no heavier.
        # Half a hint of what is avoided is no reason to put an offer lower.
        share = np.where(strengths >= _CLEAR, 1 - _AVOIDED * strengths, _ONE)
        remaining[places] = np.minimum(remaining.take(places), share)
    for axis in bounds.avoided_axes:
        np.minimum(remaining, _LEVEL_AVOIDED.take(columns.load[axis].take(rows)), out=remaining)
    heavy = bounds.soon_heavy
    if heavy:
        remaining *= columns.remember(("hinted", heavy), lambda columns: _hinted(heavy, columns)).take(rows)
    # Whom an offer is for and what hints at a load are independent of what is avoided, so these do multiply.
    remaining *= remaining_of(fit)
    remaining *= np.where(columns.stale_from.take(rows) <= bounds.today, _STALE, _ONE)
    temper(remaining, rows, columns, leaning=bounds.leaning, speaks_dutch=bounds.speaks_dutch)
    return remaining


def _hinted(heavy: Iterable[int], columns: Columns) -> Floats:
    """Return the share that remains where words hint at a load on axes too heavy soon: 0..1, float32, one per row."""
    remaining = np.ones(len(columns.kind), np.float32)
    for axis in heavy:
        remaining[columns.hints[axis] != UNKNOWN] *= _HINTED_TOO_HEAVY
    return remaining


def invitation_of(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    """Return how small, low and easy to start offers are for who does not know yet: 0..1, float32, one per row."""
    # Unknown hours count as some hours: an offer is not punished for a field that its partner left empty.
    hours = np.fmin(np.nan_to_num(columns.minimum_hours.take(rows), nan=_SOME_HOURS), _MANY_HOURS)
    small = 1 - hours / _MANY_HOURS
    step = _FIRST_STEPS[columns.ladder_step.take(rows)]
    size = columns.group_size.take(rows)
    few = np.where(size > 0, np.minimum(_FEW / np.maximum(size, 1), _ONE), _HALF)
    light = np.where(columns.goals.take(rows) & _LIGHT_GOALS != 0, _ONE, _HALF)
    soon = np.where(columns.starts_on.take(rows) > bounds.today + _SOON_DAYS, _HALF, _ONE)
    ease = _INVITED * soon * _INVITING_KINDS[columns.kind.take(rows)] * (small + step + few + light) / 4
    return np.asarray(ease, np.float32)
