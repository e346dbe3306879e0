"""How much each offer appeals to a client: what is wished, what invites, what is avoided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.columns import UNKNOWN, Columns, mask_of
from matching.catalogue.hits import Hits
from matching.catalogue.postings import Floats
from matching.judging.bounds import Bounds
from matching.judging.inclination import temper
from matching.judging.scoring import MIDDLING
from matching.judging.suitability import is_answer
from matching.judging.whom import remaining_of
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
    """How each offer, a row each, answers what a client asks."""

    interest: Floats
    """How well it answers all wishes together, 0..1, float32."""
    answers: NDArray[np.bool_]
    """Whether it has anything of any wish; whatever has, where nothing is asked or all is left open."""
    likeness: Floats
    """How alike it is to the wish that it is most like, about -1..1, float32."""


def appeal_of(wishes: Sequence[Hits], likeness: Sequence[Floats], *, rows: int) -> Appeal:
    """Return how offers appeal by what they show of some wishes, and by how alike they are to each."""
    if not likeness:
        return Appeal(np.full(rows, MIDDLING, np.float32), np.ones(rows, np.bool_), np.zeros(rows, np.float32))
    # A client whose wishes were all unread still has likeness to go by: that orders offers, and never asserts.
    nothing = np.zeros(rows, np.float32)
    interest, surest = _interest_of(wishes, nothing) if wishes else (nothing, nothing)
    most_alike = np.maximum.reduce(likeness)
    alike = np.clip((most_alike - _UNLIKE) / (_QUITE_ALIKE - _UNLIKE), 0, 1)
    # What is answered in full cannot be answered better: likeness fills a part of what is left to wish.
    interest = np.asarray(interest + _LIKENESS * alike * (1 - interest), np.float32)
    return Appeal(interest, is_answer(surest), most_alike)


def _interest_of(wishes: Sequence[Hits], nothing: Floats) -> tuple[Floats, Floats]:
    """Return how well offers answer all wishes, and the surest that they show: 0..1, float32, one per row."""
    best, surest, doubt = nothing.copy(), nothing.copy(), nothing + 1
    for hits in wishes:
        # Only the rows that show anything of a wish are touched; no row stands in it twice.
        rows, answered = hits.rows, hits.answered
        best[rows] = np.maximum(best.take(rows), answered)
        surest[rows] = np.maximum(surest.take(rows), hits.strengths)
        # What answers leave to wish for, half at the least: no answer rules out another wish.
        doubt[rows] *= 1 - answered * _HALF
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


def remaining_share_of(avoided: Iterable[Hits], columns: Columns, bounds: Bounds) -> Floats:
    """Return the share of the score that remains by what is avoided or less wanted: 0..1, float32, one per row."""
    remaining = np.ones(len(columns.kind), np.float32)
    for hits in avoided:
        # The worst of what is avoided counts, not the product: naming a dislike twice makes it no heavier.
        clear = hits.strengths >= _CLEAR
        rows = hits.rows[clear]
        # Half a hint of what is avoided is no reason to put an offer lower.
        remaining[rows] = np.minimum(remaining.take(rows), 1 - _AVOIDED * hits.strengths[clear])
    for axis in bounds.avoided_axes:
        np.minimum(remaining, _LEVEL_AVOIDED[columns.load[axis]], out=remaining)
    heavy = bounds.soon_heavy
    if heavy:
        remaining *= columns.remember(("hinted", heavy), lambda columns: _hinted(heavy, columns))
    # Whom an offer is for and what hints at a load are independent of what is avoided, so these do multiply.
    remaining *= columns.remember(("whom", bounds.belonging), lambda columns: remaining_of(columns, bounds.belonging))
    remaining *= columns.remember(("stale", bounds.today), lambda columns: _fresh_or_stale(columns, bounds.today))
    temper(remaining, columns, leaning=bounds.leaning, speaks_dutch=bounds.speaks_dutch)
    return remaining


def _fresh_or_stale(columns: Columns, today: int) -> Floats:
    """Return the share that remains where nobody has said for long that it still holds: float32, one per row."""
    return np.where(columns.stale_from <= today, _STALE, _ONE)


def _hinted(heavy: Iterable[int], columns: Columns) -> Floats:
    """Return the share that remains where words hint at a load on axes too heavy soon: 0..1, float32, one per row."""
    remaining = np.ones(len(columns.kind), np.float32)
    for axis in heavy:
        remaining[columns.hints[axis] != UNKNOWN] *= _HINTED_TOO_HEAVY
    return remaining


def invitation_of(columns: Columns, bounds: Bounds) -> Floats:
    """Return how small, low and easy to start offers are for who does not know yet: 0..1, float32, one per row."""
    # Unknown hours count as some hours: an offer is not punished for a field that its partner left empty.
    hours = np.fmin(np.nan_to_num(columns.minimum_hours, nan=_SOME_HOURS), _MANY_HOURS)
    small = 1 - hours / _MANY_HOURS
    step = _FIRST_STEPS[columns.ladder_step]
    few = np.where(columns.group_size > 0, np.minimum(_FEW / np.maximum(columns.group_size, 1), _ONE), _HALF)
    light = np.where(columns.goals & _LIGHT_GOALS != 0, _ONE, _HALF)
    soon = np.where(columns.starts_on > bounds.today + _SOON_DAYS, _HALF, _ONE)
    ease = _INVITED * soon * _INVITING_KINDS[columns.kind] * (small + step + few + light) / 4
    return np.asarray(ease, np.float32)
