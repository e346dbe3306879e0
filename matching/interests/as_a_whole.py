"""What a wish says as a whole: where none of its words says clearly what is wished, the whole of it asks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import common_words, tokens_of
from matching.interests.evidence import Grade
from matching.interests.finding import Mention, is_clear
from matching.interests.heart import says_much
from matching.interests.meant import chances_of
from matching.parameters import parameters_of

_ASKED: Final = parameters_of("meant").number("asked")
_MOST_ASKED: Final = parameters_of("reading").count("most_meant")
_HINT: Final = parameters_of("strength").number("hint")


def with_what_the_whole_says(found: Sequence[Mention], heard: str, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return what a wish names; where nothing of it is clear, also what it may say as a whole, the likeliest first.

    Only words tell: the whole orders what they guess, and asks. It never asks what is delicate.
    """
    chances = None if any(map(is_clear, found)) else chances_of(heard, vocabulary)
    if chances is None or not _says_something(heard):
        return tuple(found)
    known = {each.concept for each in found}
    likely = sorted(map(int, (chances >= _ASKED).nonzero()[0]), key=lambda concept: -chances[concept])
    asked = [
        Mention(concept, _HINT, heard, Grade.GUESS, float(chances[concept]))
        for concept in likely[:_MOST_ASKED]
        if concept not in known and not vocabulary.concepts[concept].meaning.delicate
    ]
    return (*(replace(each, chance=float(chances[each.concept])) for each in found), *asked)


def _says_something(heard: str) -> bool:
    """Tell whether a word says more than that it was long ago."""
    return any(says_much(token) and token.text not in common_words().former for token in tokens_of(heard))
