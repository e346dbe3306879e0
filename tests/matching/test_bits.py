from collections.abc import Iterable
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from matching import from_bits, to_bits
from matching.catalogue.bits import PINNED
from matching.catalogue.columns import mask_of, values_of
from matching.vocabulary import DayPart, Goal

# As stored offers and handovers have it since the first migration: a new value comes last, with the next number.
GOALS = "meeting exercise health creativity learning skills remove-barriers helping-others"
DAY_PARTS = " ".join(
    f"{day}-{part}"
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for part in ("morning", "afternoon", "evening")
)


def bits(closed_list: Iterable[StrEnum]) -> dict[int, str]:
    return {PINNED[word]: word.value for word in closed_list}


def test_what_is_stored_means_what_it_meant() -> None:
    assert bits(Goal) == dict(enumerate(GOALS.split()))
    assert bits(DayPart) == dict(enumerate(DAY_PARTS.split()))


def test_a_set_that_was_stored_is_read_as_it_was() -> None:
    assert from_bits(0b1000_0001, Goal) == [Goal.MEETING, Goal.HELPING_OTHERS]
    assert from_bits(1 << 20 | 0b10, DayPart) == [DayPart.MON_AFTERNOON, DayPart.SUN_EVENING]
    assert to_bits([DayPart.SUN_EVENING, DayPart.MON_AFTERNOON, DayPart.SUN_EVENING], DayPart) == 1 << 20 | 0b10
    assert (to_bits(None, Goal), from_bits(0, Goal)) == (0, [])


@given(st.sets(st.sampled_from(DayPart)), st.sets(st.sampled_from(Goal)))
def test_the_columns_have_the_bits_of_the_database(day_parts: set[DayPart], goals: set[Goal]) -> None:
    assert to_bits(list(day_parts), DayPart) == mask_of(day_parts)
    assert set(values_of(to_bits(list(goals), Goal), Goal)) == goals
    assert set(from_bits(to_bits(list(goals), Goal), Goal)) == goals
