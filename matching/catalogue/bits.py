"""Sets out of a closed list as one number: a bit for each value, as the database keeps them.

The bit of a value is pinned here, whatever its place in the list: every stored offer and handover depends on it. A new
value gets the next number; a number is never given to another value.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from matching.vocabulary import DayPart, Goal

Word = TypeVar("Word", bound=StrEnum)

PINNED: Final[dict[StrEnum, int]] = {
    Goal.MEETING: 0,
    Goal.EXERCISE: 1,
    Goal.HEALTH: 2,
    Goal.CREATIVITY: 3,
    Goal.LEARNING: 4,
    Goal.SKILLS: 5,
    Goal.REMOVE_BARRIERS: 6,
    Goal.HELPING_OTHERS: 7,
    DayPart.MON_MORNING: 0,
    DayPart.MON_AFTERNOON: 1,
    DayPart.MON_EVENING: 2,
    DayPart.TUE_MORNING: 3,
    DayPart.TUE_AFTERNOON: 4,
    DayPart.TUE_EVENING: 5,
    DayPart.WED_MORNING: 6,
    DayPart.WED_AFTERNOON: 7,
    DayPart.WED_EVENING: 8,
    DayPart.THU_MORNING: 9,
    DayPart.THU_AFTERNOON: 10,
    DayPart.THU_EVENING: 11,
    DayPart.FRI_MORNING: 12,
    DayPart.FRI_AFTERNOON: 13,
    DayPart.FRI_EVENING: 14,
    DayPart.SAT_MORNING: 15,
    DayPart.SAT_AFTERNOON: 16,
    DayPart.SAT_EVENING: 17,
    DayPart.SUN_MORNING: 18,
    DayPart.SUN_AFTERNOON: 19,
    DayPart.SUN_EVENING: 20,
}


def to_bits(words: Sequence[Word] | None, closed_list: type[Word]) -> int:
    """Return a set out of a pinned list as one number."""
    return sum(1 << PINNED[closed_list(word)] for word in set(words or ()))


def from_bits(bits: int, closed_list: type[Word]) -> list[Word]:
    """Return the set again, in the order of the list."""
    return [*_words_of(bits, closed_list)]


# Offers share a few sets: mornings, weekdays, the same two goals.
@lru_cache(maxsize=4096)
def _words_of(bits: int, closed_list: type[Word]) -> tuple[Word, ...]:
    return tuple(word for word in closed_list if bits >> PINNED[word] & 1)
