from hypothesis import given
from hypothesis import strategies as st

from api.clients.schemas import ClientWrite
from api.matches.unmet_wishes.sketch import FEWEST, Unmet, bits_of, count_at_least, print_of

prints = st.binary(min_size=16, max_size=16)
keys = st.binary(min_size=32, max_size=32)
cells = st.sampled_from((("3073", "wood"), ("3073", "sailing"), ("3074", "wood")))
CELL = ("3073", "wood")


def count(key: bytes, clients: list[bytes]) -> int:
    bits = bits_of(key, [Unmet(*CELL, each) for each in clients])
    return count_at_least(bits.get(CELL, 0))


@given(keys, st.sets(prints, max_size=FEWEST - 1), st.integers(1, 4))
def test_fewer_than_five_clients_are_never_told_however_often_they_ask(
    key: bytes, clients: set[bytes], times: int
) -> None:
    assert count(key, [*clients] * times) == 0


@given(keys, st.sets(prints, max_size=60))
def test_never_more_are_told_than_there_were_and_in_steps_of_five(key: bytes, clients: set[bytes]) -> None:
    told = count(key, [*clients])
    assert told <= len(clients)
    assert told % FEWEST == 0


@given(keys, st.lists(st.tuples(cells, prints), max_size=30), st.data())
def test_in_which_portions_it_was_written_down_makes_no_difference(
    key: bytes, asked: list[tuple[tuple[str, str], bytes]], data: st.DataObject
) -> None:
    found = [Unmet(*cell, client) for cell, client in asked]
    half = data.draw(st.integers(0, len(found)))
    merged = bits_of(key, found[:half])
    for cell, bits in bits_of(key, found[half:]).items():
        merged[cell] = merged.get(cell, 0) | bits
    assert merged == bits_of(key, found)


def test_the_bits_of_one_client_differ_by_week_by_wish_and_by_neighbourhood() -> None:
    client = b"z" * 16
    some_keys = [bytes([number]) * 32 for number in range(40)]
    found = [Unmet("3073", "wood", client), Unmet("3073", "sailing", client), Unmet("3074", "wood", client)]
    by_week = [tuple(bits_of(key, found).values()) for key in some_keys]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        # A few may be the same by chance, one in a thousand each.
        assert sum(bits[one] == bits[other] for bits in by_week) <= 2
    assert len({bits[0] for bits in by_week}) >= len(some_keys) - 4


def test_who_asks_anew_with_other_wishes_or_another_load_is_the_same_client() -> None:
    first = ClientWrite.model_validate({"interests": ["zeilen"], "age": 57})
    again = ClientWrite.model_validate({"interests": ["hout"], "age": 57, "socialWish": 2})
    other = ClientWrite.model_validate({"interests": ["zeilen"], "age": 58})
    assert print_of(first) == print_of(again)
    assert print_of(first) != print_of(other)
