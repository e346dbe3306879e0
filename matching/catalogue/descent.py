"""Lines of descent: whether an offer is an earlier one of the same organization under a new title, season or place."""

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from matching.facts import OfferFacts
from matching.interests import Texts, load_vocabulary, resolve_offer
from matching.interests.dutch import common_words, tokens_of
from matching.interests.likeness import alike
from matching.parameters import parameters_of

_READ: Final = parameters_of("descent")
_LIKELY: Final = _READ.number("likely")
_TELLING: Final = _READ.number("telling")
_WORD_START: Final = _READ.count("word_start")
_PART: Final = re.compile(r"\b(deel|niveau|module) (\d)\b", re.IGNORECASE)
_SIDE_BY_SIDE: Final = timedelta(days=_READ.count("side_by_side_days"))


class DescentSign(StrEnum):
    """What speaks for a line of descent."""

    TITLE = "same-title"
    WORDS = "same-words"
    SUBJECT = "same-subject"
    PLACE = "same-place"
    DAY_PARTS = "same-day-parts"


class Guise(NamedTuple):
    """An offer and when it ran: from a day on, and until a day when it has ended."""

    facts: OfferFacts
    since: date
    until: date | None


class Descent(NamedTuple):
    """How likely two offers are one activity, 0..1, what speaks for it, and the words that they share."""

    strength: float
    signs: tuple[DescentSign, ...]
    shared: tuple[str, ...]


def descent_of(earlier: Guise, later: Guise) -> Descent | None:
    """Return how a later offer descends from an earlier one; None when it does not.

    Only offers of one organization can be one activity: what two partners offer alike are two activities.
    """
    one, other = earlier.facts, later.facts
    if one.organization_id != other.organization_id or one.kind is not other.kind or _run_together(earlier, later):
        return None
    if _are_set_apart(_named(one), _named(other)):
        return None
    here, there = _telling_words(one), _telling_words(other)
    words = _overlap(here, there)
    subject = _same_subject(one, other)
    likeness = alike(f"{one.title} {one.description}", f"{other.title} {other.description}") or 0.0
    # Three witnesses that err in different ways: the words themselves, what they mean, and what is read in them.
    strength = (words + likeness + subject) / len((words, likeness, subject))
    if strength < _LIKELY:
        return None
    signs = {
        DescentSign.TITLE: _overlap(_words(one.title), _words(other.title)) >= _TELLING,
        DescentSign.WORDS: words >= _TELLING,
        DescentSign.SUBJECT: subject >= _TELLING,
        DescentSign.PLACE: bool(one.place and one.place == other.place) or bool(one.point and one.point == other.point),
        DescentSign.DAY_PARTS: bool(one.day_parts & other.day_parts),
    }
    return Descent(strength, tuple(sign for sign, is_there in signs.items() if is_there), tuple(sorted(here & there)))


def _run_together(earlier: Guise, later: Guise) -> bool:
    """Tell whether both run at the same time: two groups then, and not one in a new guise."""
    # A new season is announced while the old one still runs, so a few weeks together say nothing.
    return earlier.until is None or earlier.until > later.since + _SIDE_BY_SIDE


def _telling_words(offer: OfferFacts) -> frozenset[str]:
    return _words(offer.title, offer.description, *offer.interests) - _passing()


def _named(offer: OfferFacts) -> frozenset[str]:
    """Return the words of an offer, in which a part of a course is one word: deel 2."""
    return _words(*(_PART.sub(r"\1\2", text) for text in (offer.title, offer.description)))


def _words(*texts: str) -> frozenset[str]:
    """Return the words that say something, folded."""
    plain = common_words().plain
    return frozenset(
        token.text for text in texts for token in tokens_of(text) if token.counts and token.text not in plain
    )


def _overlap(one: Collection[str], other: Collection[str]) -> float:
    """Return which share of the words of two texts begins as a word of the other does: 0..1."""
    if not one or not other:
        return 0.0
    begun = {_start(word) for word in one} & {_start(word) for word in other}
    shares = [sum(_start(word) in begun for word in words) / len(words) for words in (one, other)]
    return sum(shares) / len(shares)


def _start(word: str) -> str:
    # Wandelen and wandeling, oefening and oefeningen: the same beginning is near enough to count.
    return word[:_WORD_START]


def _same_subject(one: OfferFacts, other: OfferFacts) -> float:
    """Return how much of what is read in two offers is the same: 0..1."""
    here, there = _read(one), _read(other)
    both = here.keys() | there.keys()
    most = sum(max(here.get(each, 0), there.get(each, 0)) for each in both)
    return sum(min(here.get(each, 0), there.get(each, 0)) for each in both) / most if most else 0.0


def _read(offer: OfferFacts) -> Mapping[int, float]:
    texts = Texts(offer.title, offer.interests, offer.description, offer.place, offer.kind)
    return {shown.concept: shown.strength for shown in resolve_offer(texts, load_vocabulary())}


def _are_set_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether each names something that the other's rules out: beginners and advanced, women and men."""
    return any(
        here and there and not here & there
        for here, there in ((_named_in(one, groups), _named_in(other, groups)) for groups in _apart())
    )


def _named_in(words: frozenset[str], groups: tuple[frozenset[str], ...]) -> frozenset[int]:
    return frozenset(place for place, group in enumerate(groups) if words & group)


@cache
def _apart() -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(tuple(map(frozenset, groups)) for groups in _file()["apart"].values())


@cache
def _passing() -> frozenset[str]:
    return frozenset(_file()["passing"])


@cache
def _file() -> dict[str, dict[str, list[list[str]]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
