"""How well an offer suits a client: five components of 0..1, and their weights."""

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.columns import AXES, UNKNOWN, YES, Columns
from matching.limits import Bounds
from matching.postings import Floats, Rows
from matching.vocabulary import DutchLevel, Language, LoadAxis, LoadLevel

# "De motivatie en de wens van mensen om te werken hebben meer invloed op de kans van slagen dan hun afstand tot de
# arbeidsmarkt" (Amsterdam's own end report): the wish weighs more than all the rest.
WEIGHTS: Final = {"interest": 0.62, "load": 0.13, "distance": 0.07, "schedule": 0.04, "growth": 0.14}

MIDDLING: Final = 0.5
"""What an unknown counts for: never as fine, never as bad."""

SUITABLE: Final = 0.4
"""From this strength on, an offer has to do with what was asked."""

_BREADTH: Final = 0.2
_AVOIDED: Final = np.float32(0.4)
_MEANT: Final = 0.8
_SHOWN: Final = 0.7

# By what is left between capacity and demand: too little, nothing, one step, two steps, three.
_COMFORT: Final = np.array([0, 0.7, 0.9, 1, 1], np.float32)
# By how far the contact an offer brings is from what the client likes: a band, not a maximum.
_SOCIAL_FIT: Final = np.array([1, 0.75, 0.4, 0.1], np.float32)
# By how much guidance is lacking.
_GUIDANCE_FIT: Final = np.array([1, 0.5, 0.2], np.float32)
# By steps on the participation ladder up from where the client is; the smallest step first.
_STEP_FIT: Final = np.array([0.5, 0.8, 1, 0.9, 0.7, 0.5, 0.4], np.float32)
_ONLY_DUTCH: Final = np.float32(0.7)
_NO_COMMON_LANGUAGE: Final = np.float32(0.2)
_EASY_GROUP: Final = (4, 8, 16, 30)
_HOURS_A_DAY_PART: Final = 4
_PATIENCE_DAYS: Final = 180
_USUAL_MINUTES: Final = 45
_LIMITED_DUTCH: Final = frozenset({DutchLevel.A0, DutchLevel.A1, DutchLevel.A2})


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
    return np.stack(
        (
            interest,
            _load(rows, columns, bounds),
            _distance(rows, bounds),
            _schedule(rows, columns, bounds),
            _growth(rows, columns, bounds),
        )
    )


def total_of(components: Floats) -> Floats:
    """The weighted sum of components."""
    weights = np.array(tuple(WEIGHTS.values()), np.float32)[:, None]
    # Summed row by row, not as a matrix product: that may round differently from place to place.
    total: Floats = (weights * components).sum(axis=0)
    return total


def _load(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    client = bounds.client
    parts = [(3.0, _axes(rows, columns, bounds)), (1.0, _hours(rows, columns, bounds))]
    if client.social_wish is not None:
        parts.append((1.5, _social(rows, columns, client.social_wish)))
        parts.append((1.0, _group(rows, columns, client.social_wish)))
    if bounds.guidance:
        parts.append((1.0, _guidance(rows, columns, bounds.guidance)))
    for name in ("wheelchair", "seated", "quiet"):
        if getattr(client.needs, name):
            there: NDArray[np.int8] = getattr(columns, name)[rows]
            parts.append((0.5, np.where(there == YES, np.float32(1), np.where(there == UNKNOWN, MIDDLING, 0))))
    return _mean(parts)


def _mean(parts: list[tuple[float, Floats]]) -> Floats:
    total: Floats = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)  # type: ignore[assignment]
    return total.astype(np.float32)


def _axes(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    capacity = np.array([LoadLevel.HEAVY if most is None else most for most in bounds.capacity], np.int8)[:, None]
    demand = columns.load[:, rows]
    comfort = _COMFORT[np.clip(capacity - demand, -1, 3) + 1]
    per_axis: Floats = np.where(demand == UNKNOWN, np.float32(MIDDLING), comfort).mean(axis=0)
    return per_axis


def _hours(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    start = bounds.client.load_capacity.start_hours_per_week or 0
    above = (columns.minimum_hours[rows] - start) / max(bounds.hours_left - start, 1)
    return np.where(np.isnan(above), np.float32(MIDDLING), 1 - np.clip(above, 0, 1) / 2)


def _social(rows: Rows, columns: Columns, wish: int) -> Floats:
    demand = columns.load[AXES.index(LoadAxis.SOCIAL), rows]
    return np.where(demand == UNKNOWN, np.float32(MIDDLING), _SOCIAL_FIT[np.abs(demand - wish).clip(0, 3)])


def _group(rows: Rows, columns: Columns, wish: int) -> Floats:
    size = columns.group_size[rows]
    easy = np.minimum(1, _EASY_GROUP[min(wish, 3)] / np.maximum(size, 1).astype(np.float32))
    return np.where(size == UNKNOWN, np.float32(MIDDLING), easy)


def _guidance(rows: Rows, columns: Columns, needed: int) -> Floats:
    given = columns.guidance[rows]
    return np.where(given == UNKNOWN, np.float32(MIDDLING), _GUIDANCE_FIT[np.clip(needed - given, 0, 2)])


def _distance(rows: Rows, bounds: Bounds) -> Floats:
    share = bounds.minutes_of(rows) / max(bounds.client.travel.max_minutes or _USUAL_MINUTES, 1)
    near = np.where(share <= 1, 1 - 0.7 * share, 0.3 / np.maximum(share, 1))
    return np.where(np.isnan(near), np.float32(MIDDLING), near)


def _schedule(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    fit = _day_parts(rows, columns, bounds)
    wait = (columns.starts_on[rows] - bounds.today) / _PATIENCE_DAYS
    return (fit * (1 - np.clip(wait, 0, 1) / 2)).astype(np.float32)


def _day_parts(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    if not bounds.day_parts:
        return np.ones(len(rows), np.float32)
    common = np.bitwise_count(columns.day_parts[rows] & np.uint32(bounds.day_parts))
    needed = np.maximum(np.nan_to_num(columns.minimum_hours[rows], nan=1) / _HOURS_A_DAY_PART, 1)
    fit: Floats = np.minimum(1, common / needed).astype(np.float32)
    return fit


def _growth(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    client = bounds.client
    parts = [(1.0, _language(rows, columns, bounds))]
    if client.goals:
        shared = np.bitwise_count(columns.goals[rows] & np.uint32(bounds.goals))
        parts.append((2.0, (shared / len(client.goals)).astype(np.float32)))
    if client.ladder_step is not None:
        parts.append((2.0, _step(rows, columns, client.ladder_step)))
    return _mean(parts)


def _step(rows: Rows, columns: Columns, now: int) -> Floats:
    step = columns.ladder_step[rows]
    return np.where(step == UNKNOWN, np.float32(MIDDLING), _STEP_FIT[np.clip(step - now, -1, 5) + 1])


def _language(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    spoken = columns.languages[rows]
    bits = bounds.languages
    limited = bounds.client.dutch_level in _LIMITED_DUTCH
    own = bounds.language_mask & ~bits.get(Language.DUTCH, 0) if limited else bounds.language_mask
    fit = np.where(spoken & np.uint32(bounds.language_mask), _ONLY_DUTCH, _NO_COMMON_LANGUAGE)
    fit = np.where(spoken & np.uint32(own), np.float32(1), fit)
    return np.where(spoken == 0, np.float32(MIDDLING), fit)
