"""How well an offer suits a client: five components of 0..1, and their weights."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

import numpy as np

from matching.columns import AXES, UNKNOWN, Columns, mask_of
from matching.inclination import temper
from matching.limits import FACILITIES, Bounds
from matching.load_hints import HINTED_LEVEL
from matching.postings import Floats, Hits, Rows
from matching.vocabulary import Goal, LoadAxis, LoadLevel


def _table(*rows: Sequence[float], share: float) -> Floats:
    return np.array(rows, np.float32) * np.float32(share)


# "De motivatie en de wens van mensen om te werken hebben meer invloed op de kans van slagen dan hun afstand tot de
# arbeidsmarkt" (Amsterdam's own end report): the wish weighs more than all the rest.
WEIGHTS: Final = {"interest": 0.6, "load": 0.12, "distance": 0.05, "schedule": 0.03, "growth": 0.2}
_WEIGHTS: Final = np.array(tuple(WEIGHTS.values()), np.float32)[:, None]

MIDDLING: Final = 0.5
"""What an unknown counts for: never as fine, never as bad."""

SUITABLE: Final = 0.4
"""From this strength on, an offer has to do with what was asked."""

_SOCIAL: Final = AXES.index(LoadAxis.SOCIAL)
_BREADTH: Final = 0.4
_LEVEL_AVOIDED: Final = np.array((1, 1, 0.93, 0.8, 1), np.float32)
_HINTED_TOO_HEAVY: Final = np.float32(0.9)
_AVOIDED: Final = np.float32(0.6)
_MEANT: Final = 0.8

_HALF: Final = np.float32(0.5)
_ONE: Final = np.float32(1)

# What invites someone who does not know yet; it never outweighs a clear wish.
_INVITED: Final = np.float32(0.6)
_SOME_HOURS: Final = 3.0
_MANY_HOURS: Final = np.float32(6)
_LIGHT_GOALS: Final = np.uint32(mask_of((Goal.MEETING, Goal.EXERCISE, Goal.HEALTH, Goal.CREATIVITY)))
_FEW: Final = np.float32(8)
_SOON_DAYS: Final = 30
# Activity, placement, course, work experience, sheltered work.
_INVITING_KINDS: Final = np.array((1, 1, 0.7, 0.5, 0.5), np.float32)
_FIRST_STEPS: Final = np.array((0.5, 1, 1, 0.8, 0.5, 0.2, 0, 0.5), np.float32)

# What an easy offer is made of; together one. A need that a client does not have is met.
_AXIS_SHARE: Final = 0.07
_HOURS_SHARE: Final = np.float32(0.13)
_CONTACT_SHARE: Final = 0.17
_GROUP_SHARE: Final = 0.11
_GUIDANCE_SHARE: Final = 0.12
_FACILITY_SHARE: Final = 0.04
# What growth is made of; together one. A client without goals or ladder is free to grow.
_LANGUAGE_SHARE: Final = 0.12
_GOALS_SHARE: Final = 0.44
_STEP_SHARE: Final = 0.44

# In each table the last place of a row stands for what the partner did not say: -1 leads there.
# How demands of 0..3 suit a capacity of 0..3: a little to spare is best.
_COMFORT: Final = _table(
    (0.7, 0, 0, 0, MIDDLING),
    (0.9, 0.7, 0, 0, MIDDLING),
    (1, 0.9, 0.7, 0, MIDDLING),
    (1, 1, 0.9, 0.7, MIDDLING),
    share=_AXIS_SHARE,
)
# How contact of 0..3 suits a social wish of 0..3: a band, not a maximum.
_CONTACT: Final = _table(
    (1, 0.75, 0.4, 0.1, MIDDLING),
    (0.75, 1, 0.75, 0.4, MIDDLING),
    (0.4, 0.75, 1, 0.75, MIDDLING),
    (0.1, 0.4, 0.75, 1, MIDDLING),
    share=_CONTACT_SHARE,
)
# How no, some and intensive guidance suit a need of as much.
_GUIDED: Final = _table((1, 1, 1, MIDDLING), (0.3, 1, 1, MIDDLING), (0.1, 0.4, 1, MIDDLING), share=_GUIDANCE_SHARE)
_THERE: Final = _table((0, 1, MIDDLING), share=_FACILITY_SHARE).ravel()
_EASY_GROUP: Final = (4, 8, 16, 30)
_BIGGEST_GROUP: Final = 63
_HIGHEST_STEP: Final = 6
_COMMON_LANGUAGE: Final = _table((0.2, 0.7, 1, MIDDLING), share=_LANGUAGE_SHARE).ravel()
_HOURS_A_DAY_PART: Final = np.float32(4)
_PATIENCE_DAYS: Final = np.float32(360)
_USUAL_MINUTES: Final = 45


def interest_of(wishes: Sequence[Hits], *, rows: int) -> tuple[Floats, Floats]:
    """How well each offer answers all wishes together, mostly by its best one; and what that one leaves to wish for."""
    if not wishes:
        middling = np.full(rows, MIDDLING, np.float32)
        return middling, middling
    first, *others = wishes
    doubt = least_doubt = first.doubts
    for hits in others:
        doubt = doubt * hits.doubts
        least_doubt = np.minimum(least_doubt, hits.doubts)
    interest: Floats = (1 - _BREADTH) * 2 * (1 - least_doubt)
    if others:
        interest += _BREADTH * (1 - doubt / least_doubt)
    return interest, least_doubt


def avoided_of(
    avoided: Mapping[str, Mapping[int, float]], wished: Collection[Mapping[int, float]]
) -> dict[str, dict[int, float]]:
    """What a client wants to avoid: only the thing itself, and never what the same client asks for."""
    return {
        phrase: {
            concept: strength
            for concept, strength in strengths.items()
            if strength >= _MEANT and not any(wish.get(concept, 0) >= _MEANT for wish in wished)
        }
        for phrase, strengths in avoided.items()
    }


def penalty_of(avoided: Iterable[Hits], columns: Columns, bounds: Bounds) -> Floats:
    """What remains of a score by what a client avoids, may find too heavy as described, or is less inclined to."""
    remaining = np.ones(len(columns.kind), np.float32)
    for hits in avoided:
        shown = hits.clear_rows
        remaining[shown] = np.minimum(remaining.take(shown), 1 - _AVOIDED * hits.strengths.take(shown))
    for axis in bounds.avoided_axes:
        np.minimum(remaining, _LEVEL_AVOIDED[columns.load[axis]], out=remaining)
    heavy = tuple(axis for axis, most in enumerate(bounds.capacity) if most is not None and most < HINTED_LEVEL)
    if heavy:
        remaining *= columns.remember(("hinted", heavy), lambda: _hinted(heavy, columns))
    temper(remaining, columns, leaning=bounds.leaning, speaks_dutch=bounds.speaks_dutch)
    return remaining


def _hinted(heavy: Iterable[int], columns: Columns) -> Floats:
    """What remains when words hint at a load on axes that are too heavy soon."""
    remaining = np.ones(len(columns.kind), np.float32)
    for axis in heavy:
        remaining[columns.hints[axis] != UNKNOWN] *= _HINTED_TOO_HEAVY
    return remaining


def invitation_of(columns: Columns, bounds: Bounds) -> Floats:
    """How inviting each offer is to someone who does not know yet: small, low and easy to start."""
    hours = np.fmin(np.nan_to_num(columns.minimum_hours, nan=_SOME_HOURS), _MANY_HOURS)
    small = 1 - hours / _MANY_HOURS
    step = _FIRST_STEPS[columns.ladder_step]
    few = np.where(columns.group_size > 0, np.minimum(_FEW / np.maximum(columns.group_size, 1), np.float32(1)), _HALF)
    light = np.where(columns.goals & _LIGHT_GOALS != 0, np.float32(1), _HALF)
    soon = np.where(columns.starts_on > bounds.today + _SOON_DAYS, _HALF, np.float32(1))
    ease = _INVITED * soon * _INVITING_KINDS[columns.kind] * (small + step + few + light) / 4
    return np.asarray(ease, np.float32)


def components_of(rows: Rows, columns: Columns, bounds: Bounds, interest: Floats) -> Floats:
    """The components of some offers, in the order of the weights, one row each."""
    components = np.empty((len(WEIGHTS), len(rows)), np.float32)
    components[0] = interest
    components[1] = _load(rows, columns, bounds)
    components[2] = _distance(rows, bounds)
    components[3] = _schedule(rows, columns, bounds)
    components[4] = _growth(rows, columns, bounds)
    return components


def shares_of(multipliers: Mapping[str, float]) -> Floats:
    """The share of each component in a score, some weighing more or less than usual; together they stay one."""
    if not multipliers:
        return _WEIGHTS
    weights = [weight * multipliers.get(name, 1) for name, weight in WEIGHTS.items()]
    whole = sum(weights)
    return np.array([weight / whole for weight in weights], np.float32)[:, None] if whole else _WEIGHTS


def total_of(components: Floats, shares: Floats) -> Floats:
    """The weighted sum of components."""
    # Summed row by row, not as a matrix product: that may round differently from place to place.
    total: Floats = (shares * components).sum(axis=0)
    return total


def _load(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    ease: Floats = _comfort_table(bounds.capacity).take(columns.load_number.take(rows))
    ease += _hours(rows, columns, bounds)
    met = _FACILITY_SHARE * (len(FACILITIES) - len(bounds.facilities))
    for name in bounds.facilities:
        ease += _THERE.take(getattr(columns, name).take(rows))
    if bounds.guidance:
        ease += _GUIDED[bounds.guidance].take(columns.guidance.take(rows))
    else:
        met += _GUIDANCE_SHARE
    wish = bounds.client.social_wish
    if wish is None:
        met += _CONTACT_SHARE + _GROUP_SHARE
    else:
        ease += _CONTACT[wish].take(columns.load[_SOCIAL].take(rows))
        ease += _group_table(wish).take(np.minimum(columns.group_size.take(rows), _BIGGEST_GROUP))
    ease += np.float32(met)
    return ease


@lru_cache(maxsize=256)
def _comfort_table(capacity: tuple[int | None, ...]) -> Floats:
    """How the levels of all axes together, as the number that they make, suit a capacity."""
    digits = [LoadLevel.HEAVY if most is None else min(most, LoadLevel.HEAVY) for most in capacity]
    comfort = np.zeros(1, np.float32)
    for most in reversed(digits):
        comfort = (comfort[:, None] + np.roll(_COMFORT[most], 1)).ravel()
    return comfort


@cache
def _group_table(wish: int) -> Floats:
    easy = _EASY_GROUP[wish]
    fit = [min(1, easy / max(size, 1)) for size in range(_BIGGEST_GROUP + 1)]
    return _table([*fit, MIDDLING], share=_GROUP_SHARE).ravel()


def _hours(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    start = bounds.client.load_capacity.start_hours_per_week or 0
    span = np.float32(2 * max(bounds.hours_left - start, 1))
    above = (columns.minimum_hours.take(rows) - np.float32(start)) / span
    # Unknown hours come out as half: fmin passes over what is not a number.
    fit: Floats = 1 - np.fmax(np.fmin(above, _HALF), np.float32(0))
    fit *= _HOURS_SHARE
    return fit


def _distance(rows: Rows, bounds: Bounds) -> Floats:
    most = max(bounds.client.travel.max_minutes or _USUAL_MINUTES, 1)
    near: Floats = 1 - np.minimum(bounds.minutes_of(rows) * np.float32(0.7 / most), np.float32(0.7))
    near[np.isnan(near)] = MIDDLING
    return near


def _schedule(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    soon = columns.remember(("soon", bounds.today), lambda: _soon(columns, bounds.today)).take(rows)
    if not bounds.day_parts:
        return soon
    common = np.bitwise_count(columns.day_parts.take(rows) & np.uint32(bounds.day_parts))
    needed = columns.remember("needed", lambda: np.fmax(columns.minimum_hours / _HOURS_A_DAY_PART, _ONE))
    fit: Floats = soon * np.minimum(common / needed.take(rows), _ONE)
    return fit


def _soon(columns: Columns, today: int) -> Floats:
    """One for what runs already, less the longer one has to wait, half at the least."""
    wait = np.maximum(columns.starts_on - today, 0).astype(np.float32) / _PATIENCE_DAYS
    return np.asarray(1 - np.minimum(wait, _HALF), np.float32)


def _growth(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    growth = _language(rows, columns, bounds)
    free = 0.0
    if bounds.goals:
        shared = np.bitwise_count(columns.goals.take(rows) & np.uint32(bounds.goals))
        growth += shared * np.float32(_GOALS_SHARE / bounds.goals.bit_count())
    else:
        free += _GOALS_SHARE
    client = bounds.client
    if client.ladder_step is None:
        free += _STEP_SHARE
    else:
        goal = _HIGHEST_STEP if client.ladder_goal is None else client.ladder_goal
        growth += _step_table(client.ladder_step, goal).take(columns.ladder_step.take(rows))
    growth += np.float32(free)
    return growth


@cache
def _step_table(now: int, goal: int) -> Floats:
    """How each step of the participation ladder suits: onward to the goal, the smallest step first."""
    fit = [_step_fit(step, now, goal) for step in range(_HIGHEST_STEP + 1)]
    return _table([*fit, MIDDLING], share=_STEP_SHARE).ravel()


def _step_fit(step: int, now: int, goal: int) -> float:
    if now < step <= goal:
        return 1 - 0.05 * (step - now - 1)
    return 0.75 if step == now else 0.5


def _language(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    spoken_by_client = bounds.language_mask, bounds.easy_languages
    return columns.remember(("languages", *spoken_by_client), lambda: _understood(columns, *spoken_by_client)).take(
        rows
    )


def _understood(columns: Columns, language_mask: int, easy_languages: int) -> Floats:
    spoken = columns.languages
    common = (spoken & np.uint64(language_mask)) != 0
    easy = (spoken & np.uint64(easy_languages)) != 0
    fit: Floats = _COMMON_LANGUAGE.take(common.view(np.int8) + easy.view(np.int8))
    fit[spoken == 0] = _COMMON_LANGUAGE[-1]
    return fit
