"""How well an offer suits a client: five components of 0..1, and their weights."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

import numpy as np

from matching.catalogue.columns import AXES, Columns, number_of
from matching.catalogue.postings import Floats, Rows
from matching.judging.bounds import FACILITIES, Bounds
from matching.parameters import parameters_of
from matching.vocabulary import Attendance, LoadAxis, LoadLevel

_READ: Final = parameters_of("scoring")

WEIGHTS: Final = {
    name: _READ.number(f"{name}_weight") for name in ("interest", "load", "distance", "schedule", "growth")
}
_WEIGHTS: Final = np.array(tuple(WEIGHTS.values()), np.float32)[:, None]

MIDDLING: Final = _READ.number("middling")
"""What an unknown counts for: never as fine, never as bad."""

SUITABLE: Final = parameters_of("strength").number("suitable")
"""From this strength on, an offer has to do with what was asked."""

_ON_SITE: Final = number_of(Attendance.ON_SITE)
_SOCIAL: Final = AXES.index(LoadAxis.SOCIAL)
_HALF: Final = np.float32(0.5)
_ONE: Final = np.float32(1)

# What an easy offer is made of; together one. A need that a client does not have is met.
_AXIS_SHARE: Final = _READ.number("axis_share")
_HOURS_SHARE: Final = np.float32(_READ.number("hours_share"))
_CONTACT_SHARE: Final = _READ.number("contact_share")
_GROUP_SHARE: Final = _READ.number("group_share")
_GUIDANCE_SHARE: Final = _READ.number("guidance_share")
_FACILITY_SHARE: Final = _READ.number("facility_share")
# What growth is made of; together one. A client without goals or ladder is free to grow.
_LANGUAGE_SHARE: Final = _READ.number("language_share")
_GOALS_SHARE: Final = _READ.number("goals_share")
_STEP_SHARE: Final = _READ.number("step_share")


def _table(*rows: Sequence[float], share: float) -> Floats:
    """Return how levels suit, float32, one row each, with a last place for what was not said: -1 leads there."""
    return np.array([(*row, MIDDLING) for row in rows], np.float32) * np.float32(share)


_COMFORT: Final = _table(*_READ.table("comfort"), share=_AXIS_SHARE)
_CONTACT: Final = _table(*_READ.table("contact"), share=_CONTACT_SHARE)
_GUIDED: Final = _table(*_READ.table("guided"), share=_GUIDANCE_SHARE)
_THERE: Final = _table((0, 1), share=_FACILITY_SHARE).ravel()
_EASY_GROUP: Final = _READ.row("easy_group")
_BIGGEST_GROUP: Final = _READ.count("biggest_group")
_HIGHEST_STEP: Final = parameters_of("paths").count("highest_step")
_COMMON_LANGUAGE: Final = _table(_READ.row("common_language"), share=_LANGUAGE_SHARE).ravel()
_HOURS_A_DAY_PART: Final = np.float32(_READ.number("hours_a_day_part"))
_PATIENCE_DAYS: Final = np.float32(_READ.number("patience_days"))
_USUAL_MINUTES: Final = _READ.number("usual_minutes")
_FAR: Final = _READ.number("distance_at_most")
_EACH_STEP_FURTHER: Final = _READ.number("each_step_further")
_SAME_STEP: Final = _READ.number("same_step")
_OTHER_STEP: Final = _READ.number("other_step")


def components_of(rows: Rows, columns: Columns, bounds: Bounds, interest: Floats) -> Floats:
    """Return the components of offers: 0..1, float32, one row per component as weighed, one column per offer."""
    components = np.empty((len(WEIGHTS), len(rows)), np.float32)
    components[0] = interest
    components[1] = _load(rows, columns, bounds)
    components[2] = _distance(rows, columns, bounds)
    components[3] = _schedule(rows, columns, bounds)
    components[4] = _growth(rows, columns, bounds)
    return components


def shares_of(multipliers: Mapping[str, float]) -> Floats:
    """Return the shares, some weighing more or less: float32, a column that sums to one, one row per component."""
    if not multipliers:
        return _WEIGHTS
    weights = [weight * multipliers.get(name, 1) for name, weight in WEIGHTS.items()]
    whole = sum(weights)
    return np.array([weight / whole for weight in weights], np.float32)[:, None] if whole else _WEIGHTS


def total_of(components: Floats, shares: Floats) -> Floats:
    """Return the weighted sum of the components: 0..1, float32, one per offer."""
    # Summed row by row, not as a matrix product: that may round differently from place to place.
    total: Floats = (shares * components).sum(axis=0)
    return total


def _load(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    # One look-up for five axes: the levels of an offer were made one number when it was written.
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
    """Return how levels suit a capacity, float32, one per number that the levels of all axes together make."""
    digits = [LoadLevel.HEAVY if most is None else min(most, LoadLevel.HEAVY) for most in capacity]
    comfort = np.zeros(1, np.float32)
    for most in reversed(digits):
        comfort = (comfort[:, None] + np.roll(_COMFORT[most], 1)).ravel()
    return comfort


@cache
def _group_table(wish: int) -> Floats:
    easy = _EASY_GROUP[wish]
    fit = [min(1, easy / max(size, 1)) for size in range(_BIGGEST_GROUP + 1)]
    return _table(fit, share=_GROUP_SHARE).ravel()


def _hours(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    start = bounds.client.load_capacity.start_hours_per_week or 0
    span = np.float32(2 * max(bounds.hours_left - start, 1))
    above = (columns.minimum_hours.take(rows) - np.float32(start)) / span
    # Unknown hours come out as half: fmin passes over what is not a number.
    fit: Floats = 1 - np.fmax(np.fmin(above, _HALF), np.float32(0))
    fit *= _HOURS_SHARE
    return fit


def _distance(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    most = max(bounds.client.travel.max_minutes or _USUAL_MINUTES, 1)
    near: Floats = 1 - np.minimum(bounds.minutes_of(rows) * np.float32(_FAR / most), np.float32(_FAR))
    near[np.isnan(near)] = MIDDLING
    # What is done at home or by phone is as near as can be.
    near[columns.attendance.take(rows) != _ON_SITE] = 1
    return near


def _schedule(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    soon = columns.remember(("soon", bounds.today), lambda columns: _soon(columns, bounds.today)).take(rows)
    if not bounds.day_parts:
        return soon
    # So many free day parts as the hours need are enough: more common ones make nothing better.
    common = np.bitwise_count(columns.day_parts.take(rows) & np.uint32(bounds.day_parts))
    needed = columns.remember("needed", lambda columns: np.fmax(columns.minimum_hours / _HOURS_A_DAY_PART, _ONE))
    fit: Floats = soon * np.minimum(common / needed.take(rows), _ONE)
    return fit


def _soon(columns: Columns, today: int) -> Floats:
    """Return one for what runs already, less the longer one has to wait, half at the least: float32, one per row."""
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
        # Without a goal every step up is a way on.
        goal = _HIGHEST_STEP if client.ladder_goal is None else client.ladder_goal
        growth += _step_table(client.ladder_step, goal).take(columns.ladder_step.take(rows))
    growth += np.float32(free)
    return growth


@cache
def _step_table(now: int, goal: int) -> Floats:
    """Return how each step of the ladder suits, float32: onward to the goal, the smallest step first."""
    fit = [_step_fit(step, now, goal) for step in range(_HIGHEST_STEP + 1)]
    return _table(fit, share=_STEP_SHARE).ravel()


def _step_fit(step: int, now: int, goal: int) -> float:
    if now < step <= goal:
        return 1 - _EACH_STEP_FURTHER * (step - now - 1)
    return _SAME_STEP if step == now else _OTHER_STEP


def _language(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    spoken_by_client = bounds.language_mask, bounds.easy_languages
    return columns.remember(
        ("languages", *spoken_by_client), lambda columns: _understood(columns, *spoken_by_client)
    ).take(rows)


def _understood(columns: Columns, language_mask: int, easy_languages: int) -> Floats:
    spoken = columns.languages
    common = (spoken & np.uint64(language_mask)) != 0
    easy = (spoken & np.uint64(easy_languages)) != 0
    fit: Floats = _COMMON_LANGUAGE.take(common.view(np.int8) + easy.view(np.int8))
    fit[spoken == 0] = _COMMON_LANGUAGE[-1]
    return fit
