"""No rule on a text grows faster than the text: each is tried with what was made to slow it down."""

import time
from collections.abc import Callable
from itertools import product

import pytest

from api.platform.web.personal_data import find_personal_data
from api.platform.web.personal_data.accounts import holds_account
from api.platform.web.personal_data.harmless import mark_harmless
from api.platform.web.personal_data.mail_addresses import holds_mail_address
from api.platform.web.personal_data.numbers import holds_bsn, holds_phone_number
from api.platform.web.personal_data.reading import read_plainly
from api.platform.web.texts import PROSE_LENGTH

RULES: list[Callable[[str], object]] = [
    find_personal_data,
    read_plainly,
    holds_account,
    holds_mail_address,
    holds_bsn,
    holds_phone_number,
    mark_harmless,
]
# The halves that the patterns are made of: what starts one, what lets it go on, and what ends it too early.
HALVES = (
    "x@", "@", "dot", " dot ", "a.", "-", " ", "(at", " at ", "1", "0", "06 ", "1/", "01/12 ", "1, ", "10.00 ", "NL",
    "NL12", "N ", "+3", "00 ", "isbn 9", "bus 1 ", "12 j", "5.12", "52.1234 4.", "een ", "nul zes ", "O ", "l",
    "\u0316\u0301", "\u0663", "\ufdfa", "\u200b", "a" * 40,
)  # fmt: skip
TIMES_LONGER = 8
# Eight times the text takes eight times as long; if it grew with the square, 64 times.
MOST_TIMES_SLOWER = 40
ENOUGH_TO_COMPARE_SECONDS = 0.000_5


def seconds(rule: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    rule(text)
    return time.process_time() - begun


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_takes_as_long_as_the_text_is(rule: Callable[[str], object]) -> None:
    pieces = {first + second for first, second in product(HALVES, repeat=2)}
    slowest = sorted(pieces, key=lambda piece: seconds(rule, filled(piece, PROSE_LENGTH // 16)))
    for piece in ("x@dot", *slowest[-3:]):
        short, long = filled(piece, PROSE_LENGTH), filled(piece, PROSE_LENGTH * TIMES_LONGER)
        limit = max(min(seconds(rule, short) for _ in range(3)), ENOUGH_TO_COMPARE_SECONDS) * MOST_TIMES_SLOWER
        assert seconds(rule, long) < limit, piece


def test_the_text_that_stopped_the_event_loop_costs_what_its_length_costs() -> None:
    guileless = "Samen koffie drinken " * 2000
    for text in ("x@" + "dot" * 14_000, "x at " + "dot " * 10_000, "a " + "NL12 " * 8_000):
        text_of_41_kb = filled(text, 41_000)
        assert seconds(find_personal_data, text_of_41_kb) < 0.5 + 50 * seconds(find_personal_data, guileless)


def filled(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]
