"""The words for groups of people: vrouwen, ouderen, vrouwenhuis."""

import re
from functools import cache

from matching.interests.dutch import fold
from matching.interests.offers.text import part_words, words_of
from matching.vocabulary import Audience

AUDIENCES = frozenset(Audience)


def said(kind: str) -> frozenset[str]:
    """Return the words of one kind that tell for whom something is, folded."""
    return words_of("whom", kind)


@cache
def audience_words() -> dict[str, tuple[str, ...]]:
    """Return which groups each word names, once."""
    by_word: dict[str, tuple[str, ...]] = {}
    for group, words in part_words()["whom"]["audience"].items():
        for word in map(fold, words.split()):
            by_word[word] = (*by_word.get(word, ()), group)
    return by_word


def in_compound(word: str) -> tuple[str, ...]:
    """Return the groups for whom a word is by its first part: vrouwenhuis, ouderensoos."""
    found = _compound().fullmatch(word)
    return _first_parts()[found.group(1)] if found else ()


@cache
def _compound() -> re.Pattern[str]:
    # The longest first, or a shorter part would take the beginning of a longer one.
    firsts = sorted(_first_parts(), key=len, reverse=True)
    return re.compile(rf"({'|'.join(firsts)})(?:{'|'.join(said('endings'))})")


@cache
def _first_parts() -> dict[str, tuple[str, ...]]:
    parts: dict[str, tuple[str, ...]] = {}
    for group, words in part_words()["whom"]["compounds"].items():
        for word in words.split():
            parts[word] = (*parts.get(word, ()), group)
    return parts
