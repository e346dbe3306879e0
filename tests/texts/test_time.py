"""No rule on a text grows faster than the text: each is tried with what was made to slow it down."""

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from itertools import product

import pytest

import api
import matching
from api.platform.web.personal_data import find_personal_data
from api.platform.web.personal_data.accounts import holds_account
from api.platform.web.personal_data.harmless import mark_harmless
from api.platform.web.personal_data.mail_addresses import holds_mail_address
from api.platform.web.personal_data.numbers import holds_bsn, holds_phone_number
from api.platform.web.personal_data.reading import read_plainly
from api.platform.web.texts import PROSE_LENGTH
from matching import Texts, load_vocabulary, suggest, whom_of
from matching.interests import resolve_avoided, resolve_offer, resolve_wish

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


def is_done_within(limit_seconds: float, rule: Callable[[str], object], text: str) -> bool:
    """Whether one of a few tries is fast enough: what else a machine does slows one down, and what grows all."""
    return any(seconds(rule, text) < limit_seconds for _ in range(3))


def read_as_wish(text: str) -> object:
    vocabulary = load_vocabulary()
    return resolve_wish(text, vocabulary), resolve_avoided(text, vocabulary)


def read_as_offer(text: str) -> object:
    return resolve_offer(Texts("Samen koken", (), text, "Buurthuis De Kat"), load_vocabulary())


def read_as_title(text: str) -> object:
    return resolve_offer(Texts(text), load_vocabulary())


def read_for_whom(text: str) -> object:
    return whom_of(Texts("Samen koken", (), text))


def suggest_for(text: str) -> object:
    return suggest(text, load_vocabulary(), limit=10)


READERS: list[Callable[[str], object]] = [read_as_wish, read_as_offer, read_as_title, read_for_whom, suggest_for]
# What the readers of wishes and offers look back and ahead for.
SAID = (
    "niet ", "geen ", "zonder ", "liever ", "dan ", "alles behalve ", "en ", "of ", ", ", ": ", "- ", ". ", "? ", "\n",
    "De Kat ", "Jan ", "\u201c", "'", "(", "• ", "<br>", "&amp;", "van 18 tot ", "voor vrouwen ", "turkse ",
    "vrouwen uit ", "koken ", "kokn ", "ge", "hout", "houtbewerkingsmachine", "mel", "xqzv ", "A. ", "بالعربي ", "aan ",
    "meld je aan ",
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_takes_as_long_as_the_text_is(rule: Callable[[str], object]) -> None:
    pieces = {first + second for first, second in product(HALVES, repeat=2)}
    slowest = sorted(pieces, key=lambda piece: seconds(rule, filled(piece, PROSE_LENGTH // 16)))
    for piece in ("x@dot", *slowest[-3:]):
        short, long = filled(piece, PROSE_LENGTH), filled(piece, PROSE_LENGTH * TIMES_LONGER)
        limit = max(min(seconds(rule, short) for _ in range(3)), ENOUGH_TO_COMPARE_SECONDS) * MOST_TIMES_SLOWER
        assert is_done_within(limit, rule, long), piece


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_reading_takes_as_long_as_the_text_is(reader: Callable[[str], object]) -> None:
    reader("wat de woordenschat eerst leest")
    pieces = {*SAID, *(first + second for first, second in zip(SAID, (*SAID[7:], *SAID[:7]), strict=True))}
    slowest = sorted(pieces, key=lambda piece: seconds(reader, filled(piece, PROSE_LENGTH // 16)))
    for piece in slowest[-3:]:
        short, long = filled(piece, PROSE_LENGTH // 4), filled(piece, PROSE_LENGTH // 4 * TIMES_LONGER)
        limit = max(min(seconds(reader, short) for _ in range(3)), ENOUGH_TO_COMPARE_SECONDS) * MOST_TIMES_SLOWER
        assert is_done_within(limit, reader, long), piece


def test_a_pattern_takes_as_long_as_the_text_is() -> None:
    found = {pattern for module in modules() for value in vars(module).values() for pattern in patterns_in(value)}
    assert len(found) > 50
    pieces = [first + second for first, second in product((*HALVES, "(", "'", "\n", "tot "), repeat=2)]
    for pattern in found:
        slowest = max(pieces, key=lambda piece: seconds(searching(pattern), filled(piece, PROSE_LENGTH // 16)))
        short, long = filled(slowest, PROSE_LENGTH), filled(slowest, PROSE_LENGTH * TIMES_LONGER)
        limit = max(seconds(searching(pattern), short), ENOUGH_TO_COMPARE_SECONDS) * MOST_TIMES_SLOWER
        assert is_done_within(limit, searching(pattern), long), (pattern.pattern, slowest)


def modules() -> Iterator[object]:
    for package in (api, matching):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                yield importlib.import_module(module.name)


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, tuple | list | frozenset | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(each)


def searching(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: (pattern.fullmatch(text), sum(1 for _ in pattern.finditer(text)))


def test_the_text_that_stopped_the_event_loop_costs_what_its_length_costs() -> None:
    guileless = "Samen koffie drinken " * 2000
    for text in ("x@" + "dot" * 14_000, "x at " + "dot " * 10_000, "a " + "NL12 " * 8_000):
        text_of_41_kb = filled(text, 41_000)
        assert seconds(find_personal_data, text_of_41_kb) < 0.5 + 50 * seconds(find_personal_data, guileless)


def filled(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]
