"""How a wish was understood, to tell it: what it asks for, what it refuses, and what may be meant instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import tokens_of
from matching.interests.evidence import Grade
from matching.interests.finding import Mention, is_clear
from matching.interests.languages import DUTCH, language_of
from matching.interests.open_wishes import is_open
from matching.interests.resolve import Wish, resolve_wish
from matching.interests.spelling import similar
from matching.interests.word_list import is_word
from matching.parameters import parameters_of
from matching.vocabulary import WishState

_CLEARLY_READ: Final = parameters_of("strength").number("clearly_read")
_THING: Final = parameters_of("strength").number("thing")
_MOST_MEANT: Final = parameters_of("reading").count("most_meant")


@dataclass(frozen=True, slots=True)
class Understanding:
    """One phrase of a client as it was read, in numbers of concepts."""

    asked: str
    state: WishState
    concepts: tuple[int, ...] = ()
    avoids: tuple[int, ...] = ()
    did_you_mean: tuple[int, ...] = ()


def leaves_open(phrase: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a phrase leaves it open what someone would like: it says so, or only says what not."""
    read = understand(phrase, vocabulary)
    return read.state is WishState.OPEN or bool(read.avoids and not read.concepts)


@lru_cache(maxsize=16384)
def understand(phrase: str, vocabulary: Vocabulary) -> Understanding:
    """Return how a phrase was understood: a guess is told as one, and what leaves it open is no wish that failed."""
    if is_open(phrase):
        return Understanding(phrase, WishState.OPEN)
    wish = resolve_wish(phrase, vocabulary)
    read = [each for each in wish.named if is_clear(each)]
    clear = _told(read, vocabulary)
    wished = set(_concepts(clear))
    # Niet bepaald een bridgeliefhebber, wel klaverjassen: both are cards.
    refused = (each for each in wish.refused if each.strength >= _CLEARLY_READ and each.concept not in wished)
    avoids = _concepts(refused)
    if clear or (avoids and set(_concepts(wish.named)) <= set(avoids)):
        asked = (each for each in read if each not in clear and not vocabulary.concepts[each.concept].setting)
        return Understanding(phrase, WishState.UNDERSTOOD, _concepts(clear), avoids, _concepts(asked)[:_MOST_MEANT])
    likeliest = sorted(wish.named, key=lambda each: -each.chance)
    guessed = tuple(concept for concept in _concepts(likeliest) if concept not in avoids)[:_MOST_MEANT]
    meant = tuple(dict.fromkeys((*guessed, *_similar(wish, vocabulary))))[:_MOST_MEANT]
    state = WishState.GUESSED if guessed else WishState.NOT_UNDERSTOOD
    return Understanding(phrase, state, guessed, avoids, meant)


def _told(clear: Sequence[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return what is told of what was clearly read: beside what is certain, only what else is as good as said.

    A thing, a setting and another sense of words that lead to what is certain are asked; of one word all is told.
    """
    certain = {each.words for each in clear if each.grade is Grade.CERTAIN}
    if not certain:
        return list(clear)

    def is_told(each: Mention) -> bool:
        is_beside = each.strength <= _THING or vocabulary.concepts[each.concept].setting
        is_other_sense = len(certain) > 1 and any(each.words in words for words in certain)
        return each.grade is Grade.CERTAIN or not (is_beside or is_other_sense)

    return [each for each in clear if is_told(each)]


def _concepts(found: Iterable[Mention]) -> tuple[int, ...]:
    """Return the concepts of some findings."""
    return tuple(each.concept for each in found)


def _similar(wish: Wish, vocabulary: Vocabulary) -> Iterable[int]:
    """Yield the concepts of Dutch words that look like those that are not known; none where they are in no Dutch."""
    terms = vocabulary.terms
    is_dutch = language_of(tokens_of(wish.asked)) == DUTCH
    for unknown in wish.unknown[:_MOST_MEANT] if is_dutch else ():
        for word in similar(unknown, terms.spelling, exists=is_word(unknown)):
            yield from (terms.single.get(word) or terms.foreign.get(word) or terms.asked.get(word, {}))
