"""What someone does with a thing: postzegels sparen is collecting, and uien kweken is a kitchen garden."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import common_words, fold, inflected_from
from matching.interests.lexicon import deeds, things
from matching.interests.word_list import is_verb
from matching.parameters import parameters_of

_REACH: Final = parameters_of("reading").count("deed_within")


def deeds_in(
    words: Sequence[str], vocabulary: Vocabulary, apart: AbstractSet[int] = frozenset()
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield where a verb and the things it is done with stand, and the concept of doing the one with the other.

    A sign stands before the words that are told to be apart.
    """
    for place, word in enumerate(words):
        table = deeds().get(word)
        if table is None or _is_loved(words, place):
            continue
        around = range(max(place - _REACH, 0), min(place + _REACH + 1, len(words)))
        near = (at for at in around if at != place and not _is_beside(words, at))
        meant = {at: _concept_of(words[at], table) for at in near if not _is_of_another(words, place, at, apart)}
        nearest = min((at for at in meant if meant[at]), key=lambda at: abs(at - place), default=None)
        if nearest is not None:
            # Uien en wortels snijden: what else is done so goes with the nearest.
            together = (at for at in meant if meant[at] == meant[nearest])
            yield (place, *together), vocabulary.number_of(meant[nearest])


def _is_of_another(words: Sequence[str], place: int, at: int, apart: AbstractSet[int]) -> bool:
    """Tell whether a thing goes with another verb than the one at a place: naaien en kleding vermaken."""
    first, last = sorted((place, at))
    between = words[first + 1 : last]
    listing = common_words().heart["and"]
    has_own_verb = place < at < len(words) - 1 and is_verb(words[at + 1]) and not listing.isdisjoint(between)
    is_list = all(word in listing or _kind_of(word) for word in between)
    return has_own_verb or not (is_list or apart.isdisjoint(range(first + 1, last + 1)))


def _is_loved(words: Sequence[str], place: int) -> bool:
    """Tell whether a verb says what someone loves, and not what he keeps: ik hou (erg) van zwaluwen."""
    return words[place] in common_words().heart["loving"] and "van" in words[place + 1 : place + 3]


@cache
def infinitives_of_deeds() -> tuple[str, ...]:
    """Return the verbs of which it is known what is done with which things."""
    return tuple(form for form in deeds() if form.endswith("en"))


def _is_beside(words: Sequence[str], at: int) -> bool:
    """Tell whether a word stands behind a preposition by which it is no thing that something is done to."""
    said = common_words().heart
    before = words[max(at - 2, 0) : at]
    if before and before[-1] in said["articles"]:
        before = before[:-1]
    return bool(before) and before[-1] in said["around"]


def _concept_of(word: str, table: Mapping[str, str]) -> str:
    """Return the concept of doing something with the thing of which a word is a form, or nothing."""
    kind = _kind_of(word)
    return table.get(kind, table.get("*", "")) if kind else ""


@cache
def _kinds() -> dict[str, str]:
    """Return the class of each thing."""
    return {fold(thing.word): thing.kind for thing in things()}


def _kind_of(word: str) -> str:
    """Return the class of the thing of which a word is a form, or nothing."""
    kinds = _kinds()
    return kinds.get(word) or next((kinds[form] for form in inflected_from(word) if form in kinds), "")
