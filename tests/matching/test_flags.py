"""Flags as bits: the same yes and no for every row as when each had a place of its own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.catalogue.flags import count_flags, pack_flags, place_of, set_flag, unpack_flags

answers = st.lists(st.booleans(), max_size=200)


@given(answers)
def test_bits_say_for_each_row_what_was_said(said: list[bool]) -> None:
    flags = pack_flags(np.array(said, np.bool_))
    assert unpack_flags(flags, len(said)).tolist() == said
    assert [bool(int(flags[word]) >> bit & 1) for word, bit in map(place_of, range(len(said)))] == said
    assert count_flags(flags[None]) == [sum(said)]


@given(answers.filter(bool), st.data())
def test_one_row_changes_and_no_other(said: list[bool], data: st.DataObject) -> None:
    flags = pack_flags(np.array(said, np.bool_))
    row, is_so = data.draw(st.integers(0, len(said) - 1)), data.draw(st.booleans())
    set_flag(flags, row, is_so=is_so)
    said[row] = is_so
    assert unpack_flags(flags, len(said)).tolist() == said
    assert count_flags(flags[None]) == [sum(said)]
