"""How well an offer suits a client: five components of 0..1, and their weights."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np

from matching.columns import AXES, Columns
from matching.limits import FACILITIES, Bounds
from matching.postings import Floats, Rows
from matching.vocabulary import LoadAxis, LoadLevel


def _table(*rows: Sequence[float]) -> Floats:
    return np.array(rows, np.float32)


# "De motivatie en de wens van mensen om te werken hebben meer invloed op de kans van slagen dan hun afstand tot de
# arbeidsmarkt" (Amsterdam's own end report): the wish weighs more than all the rest.
WEIGHTS: Final = {"interest": 0.62, "load": 0.13, "distance": 0.05, "schedule": 0.04, "growth": 0.16}
_WEIGHTS: Final = np.array(tuple(WEIGHTS.values()), np.float32)[:, None]

MIDDLING: Final = 0.5
"""What an unknown counts for: never as fine, never as bad."""

SUITABLE: Final = 0.4
"""From this strength on, an offer has to do with what was asked."""

_SOCIAL: Final = AXES.index(LoadAxis.SOCIAL)
_BREADTH: Final = 0.4
_AVOIDED: Final = np.float32(0.25)
_MEANT: Final = 0.8
_SHOWN: Final = 0.7

_EASE: Final = {"axes": 3, "social": 1.5, "hours": 1, "group": 1, "guidance": 1, **dict.fromkeys(FACILITIES, 0.5)}
_GROWTH: Final = {"language": 0.5, "goals": 2, "step": 2}

# In each table the last place of a row stands for what the partner did not say: -1 leads there.
# How demands of 0..3 suit a capacity of 0..3: a little to spare is best.
_COMFORT: Final = _table(
    (0.7, 0, 0, 0, MIDDLING), (0.9, 0.7, 0, 0, MIDDLING), (1, 0.9, 0.7, 0, MIDDLING), (1, 1, 0.9, 0.7, MIDDLING)
)
# How contact of 0..3 suits a social wish of 0..3: a band, not a maximum.
_CONTACT: Final = _table(
    (1, 0.75, 0.4, 0.1, MIDDLING),
    (0.75, 1, 0.75, 0.4, MIDDLING),
    (0.4, 0.75, 1, 0.75, MIDDLING),
    (0.1, 0.4, 0.75, 1, MIDDLING),
)
# How no, some and intensive guidance suit a need of as much.
_GUIDED: Final = _table((1, 1, 1, MIDDLING), (0.3, 1, 1, MIDDLING), (0.1, 0.4, 1, MIDDLING))
_THERE: Final = np.array((0, 1, MIDDLING), np.float32)
_EASY_GROUP: Final = (4, 8, 16, 30)
_BIGGEST_GROUP: Final = 63
_HIGHEST_STEP: Final = 6
_COMMON_LANGUAGE: Final = np.array([0.2, 0.7, 1], np.float32)
_HOURS_A_DAY_PART: Final = np.float32(4)
_PATIENCE_DAYS: Final = np.float32(360)
_USUAL_MINUTES: Final = 45


def interest_of(strengths: Floats) -> tuple[Floats, Floats]:
    """How well each offer answers all wishes together, mostly by its best one; and that best one."""
    if not len(strengths):
        middling = np.full(strengths.shape[1], MIDDLING, np.float32)
        return middling, middling
    best = strengths.max(axis=0)
    doubt = np.ones_like(best)
    for strength in strengths:
        doubt *= 1 - strength / 2
    others = 1 - doubt / (1 - best / 2)
    return (1 - _BREADTH) * best + _BREADTH * others, best


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


def penalty_of(avoided: Floats) -> Floats:
    """What remains of a score by how strongly an offer shows what the client wants to avoid."""
    if not len(avoided):
        return np.ones(avoided.shape[1], np.float32)
    strongest = avoided.max(axis=0)
    remaining: Floats = 1 - _AVOIDED * strongest * (strongest >= _SHOWN)
    return remaining


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
    weights = [weight * multipliers.get(name, 1) for name, weight in WEIGHTS.items()]
    whole = sum(weights)
    return np.array([weight / whole for weight in weights], np.float32)[:, None] if whole else _WEIGHTS


def total_of(components: Floats, shares: Floats) -> Floats:
    """The weighted sum of components."""
    # Summed row by row, not as a matrix product: that may round differently from place to place.
    total: Floats = (shares * components).sum(axis=0)
    return total


def _mean(parts: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    whole = sum(weights[name] for name in parts)
    mean: Floats = np.zeros(1, np.float32)
    for name, part in parts.items():
        mean = mean + np.float32(weights[name] / whole) * part
    return mean


def _load(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    demand = columns.load.take(rows, axis=1)
    capacity = [LoadLevel.HEAVY if most is None else min(most, LoadLevel.HEAVY) for most in bounds.capacity]
    parts = {
        "axes": _COMFORT[np.array(capacity)[:, None], demand].sum(axis=0) / np.float32(len(AXES)),
        "hours": _hours(rows, columns, bounds),
    }
    wish = bounds.client.social_wish
    if wish is not None:
        parts["social"] = _CONTACT[wish][demand[_SOCIAL]]
        parts["group"] = _group_table(wish)[np.minimum(columns.group_size.take(rows), _BIGGEST_GROUP)]
    if bounds.guidance:
        parts["guidance"] = _GUIDED[bounds.guidance][columns.guidance.take(rows)]
    for name in bounds.facilities:
        parts[name] = _THERE[getattr(columns, name).take(rows)]
    return _mean(parts, _EASE)


@cache
def _group_table(wish: int) -> Floats:
    easy = _EASY_GROUP[wish]
    fit = [min(1, easy / max(size, 1)) for size in range(_BIGGEST_GROUP + 1)]
    return np.array([*fit, MIDDLING], np.float32)


def _hours(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    start = bounds.client.load_capacity.start_hours_per_week or 0
    span = np.float32(2 * max(bounds.hours_left - start, 1))
    above = (columns.minimum_hours.take(rows) - np.float32(start)) / span
    return _or_middling(1 - np.minimum(np.maximum(above, 0), np.float32(0.5)))


def _or_middling(fit: Floats) -> Floats:
    fit[np.isnan(fit)] = MIDDLING
    return fit


def _distance(rows: Rows, bounds: Bounds) -> Floats:
    most = max(bounds.client.travel.max_minutes or _USUAL_MINUTES, 1)
    return _or_middling(1 - np.minimum(bounds.minutes_of(rows) * np.float32(0.7 / most), np.float32(0.7)))


def _schedule(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    wait = np.maximum(columns.starts_on.take(rows) - bounds.today, 0).astype(np.float32) / _PATIENCE_DAYS
    soon: Floats = 1 - np.minimum(wait, np.float32(0.5))
    if not bounds.day_parts:
        return soon
    common = np.bitwise_count(columns.day_parts.take(rows) & np.uint32(bounds.day_parts))
    needed = np.fmax(columns.minimum_hours.take(rows) / _HOURS_A_DAY_PART, np.float32(1))
    fit: Floats = soon * np.minimum(common / needed, np.float32(1))
    return fit


def _growth(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    client = bounds.client
    parts = {"language": _language(rows, columns, bounds)}
    if bounds.goals:
        shared = np.bitwise_count(columns.goals.take(rows) & np.uint32(bounds.goals))
        parts["goals"] = shared / np.float32(len(client.goals))
    if client.ladder_step is not None:
        goal = _HIGHEST_STEP if client.ladder_goal is None else client.ladder_goal
        parts["step"] = _step_table(client.ladder_step, goal)[columns.ladder_step.take(rows)]
    return _mean(parts, _GROWTH)


@cache
def _step_table(now: int, goal: int) -> Floats:
    """How each step of the participation ladder suits: onward to the goal, the smallest step first."""
    fit = [_step_fit(step, now, goal) for step in range(_HIGHEST_STEP + 1)]
    return np.array([*fit, MIDDLING], np.float32)


def _step_fit(step: int, now: int, goal: int) -> float:
    if now < step <= goal:
        return 1 - 0.05 * (step - now - 1)
    return 0.75 if step == now else 0.5


def _language(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    spoken = columns.languages.take(rows)
    common = (spoken & np.uint64(bounds.language_mask)) != 0
    easy = (spoken & np.uint64(bounds.easy_languages)) != 0
    fit: Floats = _COMMON_LANGUAGE[common.view(np.int8) + easy.view(np.int8)]
    fit[spoken == 0] = MIDDLING
    return fit
