"""Sentences on how to sign up, where it is and what the rules are: they say little of what one does there."""

import re
from enum import Enum
from functools import cache
from typing import Final

from matching.interests.offers.text import SentenceSpan, part_words, words_of
from matching.parameters import parameters_of

_FIRST_WORDS: Final = parameters_of("offers").count("first_words")


class Tells(Enum):
    """What a sentence of an offer tells of."""

    DOING = "doing"
    ASKING = "asking"
    PRACTICAL = "practical"


def told_by(sentence: SentenceSpan) -> Tells:
    """Return what a sentence tells of: what one does there, what is asked of who joins, or how to come."""
    if _pattern("anywhere").search(sentence.words) or _at_start(sentence.words):
        return Tells.PRACTICAL
    return Tells.ASKING if _pattern("asks").search(sentence.words) else Tells.DOING


def invited_to(sentence: SentenceSpan) -> int:
    """Return from which of its words on a practical sentence says what for: loop binnen voor een praatje."""
    words = sentence.words.split(" ")
    invites = words_of("practical", "invites")
    return next((place for place, word in enumerate(words) if word in invites), len(words))


def _at_start(words: str) -> bool:
    """Tell whether a practical matter stands among the first words, where a sentence says what it is about."""
    found = _pattern("sentences").search(words)
    return found is not None and words.count(" ", 0, found.start()) < _FIRST_WORDS


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(part_words()['practical'][kind])})")
