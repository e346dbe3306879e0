"""What someone does with a thing: postzegels sparen is collecting, and uien kweken is a kitchen garden."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import fold, inflected_from
from matching.interests.lexicon import deeds, things
from matching.parameters import parameters_of

_REACH: Final = parameters_of("reading").count("deed_within")


def deeds_in(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield where a verb and the nearest thing stand, and the concept of doing the one with the other."""
    for place, word in enumerate(words):
        table = deeds().get(word)
        if table is None:
            continue
        nearby = sorted(
            range(max(place - _REACH, 0), min(place + _REACH + 1, len(words))), key=lambda at: abs(at - place)
        )
        for at in nearby:
            concept = table.get(_kind_of(words[at]), table.get("*")) if at != place and _kind_of(words[at]) else None
            if concept is not None:
                yield (place, at), vocabulary.number_of(concept)
                break


@cache
def _kinds() -> dict[str, str]:
    """Return the class of each thing."""
    return {fold(thing.word): thing.kind for thing in things()}


def _kind_of(word: str) -> str:
    """Return the class of the thing of which a word is a form, or nothing."""
    kinds = _kinds()
    return kinds.get(word) or next((kinds[form] for form in inflected_from(word) if form in kinds), "")
