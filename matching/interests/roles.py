"""Taking part or contributing: where people are helped, little is asked of who wants to help."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import common_words, tokens_of
from matching.interests.evidence import Grade
from matching.interests.finding import find_concepts
from matching.interests.meanings import DUTCH, Involvement
from matching.interests.offers import Shown
from matching.interests.relations import MUCH_NARROWER
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn, OfferKind

_LESSONS: Final = ("les", "lessen", "cursus")
_READ: Final = parameters_of("strength")
_SURE: Final = _READ.number("sure")
_TAKING_PART: Final = frozenset({OfferKind.ACTIVITY, OfferKind.COURSE})
_OTHER_ROLE: Final = _READ.number("other_side")
_BY_KIND: Final = _READ.number("said_by_kind")


@lru_cache(maxsize=4096)
def asked_role(phrase: str, vocabulary: Vocabulary) -> Involvement | None:
    """Return the side on which a phrase puts a client; None when it says neither, or both."""
    words = [token.text for token in tokens_of(phrase)]
    said = common_words()
    # Who says "wie wil mij helpen" asks for help, whatever its words say one by one.
    gives, takes = _says_any(words, said.giving_sayings), _says_any(words, said.taking_sayings)
    if gives == takes:
        gives, takes = _gives(words, phrase, vocabulary), _takes(words, phrase, vocabulary)
    if gives == takes:
        return None
    return Involvement.CONTRIBUTING if gives else Involvement.TAKING_PART


def _says_any(words: Sequence[str], sayings: Iterable[str]) -> bool:
    """Tell whether a phrase says one of some sayings."""
    text = f" {' '.join(words)} "
    return any(f" {saying} " in text for saying in sayings)


def _gives(words: Sequence[str], phrase: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a phrase asks to do something for others, or to do a task or trade: taalcoach worden."""
    said = common_words()
    becomes = any(after == "worden" and word.endswith(said.becoming) for word, after in pairwise(words))
    sides = _contributing(vocabulary) | _work(vocabulary)
    helps = becomes or _teaches(words) or not said.giving.isdisjoint(words)
    return helps or not sides.isdisjoint(_surely(phrase, vocabulary))


def _takes(words: Sequence[str], phrase: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a phrase asks to learn or be helped; who only wants to get to know people does not learn."""
    said = common_words()
    learns = not _teaches(words) and (not said.taking.isdisjoint(words) or any(map(_is_lesson, words)))
    is_helped = not _helped(vocabulary).isdisjoint(_surely(phrase, vocabulary))
    return is_helped or (learns and said.acquainting.isdisjoint(words))


def _teaches(words: Sequence[str]) -> bool:
    """Tell whether a phrase asks to teach something to others: iets aan kinderen leren."""
    return "leren" in words and "aan" in words[: words.index("leren")]


def _surely(phrase: str, vocabulary: Vocabulary) -> set[int]:
    """Return the concepts that a phrase names surely."""
    return {each.concept for each in find_concepts(phrase, vocabulary) if each.strength >= _SURE}


def in_role(shown: Shown, kind: OfferKind, vocabulary: Vocabulary) -> Shown:
    """Weigh what an offer of this kind shows: being helped is half where one contributes, and the other way round."""
    other = _contributing(vocabulary) if kind in _TAKING_PART else _helped(vocabulary)
    if shown.concept not in other:
        not_done = _work(vocabulary) if kind in _TAKING_PART else _attended(vocabulary)
        return replace(shown, grade=min(shown.grade, Grade.LIKELY)) if shown.concept in not_done else shown
    return replace(shown, strength=shown.strength * _OTHER_ROLE, grade=min(shown.grade, Grade.LIKELY))


@cache
def shown_by_kind(kind: OfferKind, vocabulary: Vocabulary) -> tuple[Shown, ...]:
    """Return what the kind of an offer says by itself."""
    return tuple(
        Shown(concept.number, _BY_KIND, FoundIn.INTERESTS, concept.meaning.kind_said)
        for concept in vocabulary.concepts
        if concept.meaning.kind is kind
    )


def _is_lesson(word: str) -> bool:
    """Tell whether a word is a lesson in something: naailes, taallessen, computercursus."""
    return word.endswith(_LESSONS) and word not in common_words().plain


def teaches_dutch(shown: Iterable[Shown], kind: OfferKind, vocabulary: Vocabulary) -> bool:
    """Tell whether an offer clearly teaches or practises Dutch with who joins."""
    lessons = _dutch_lessons(vocabulary)
    return kind in _TAKING_PART and any(each.concept in lessons and each.strength >= _SURE for each in shown)


@cache
def _dutch_lessons(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts of learning Dutch."""
    return frozenset(concept.number for concept in vocabulary.concepts if concept.meaning.teaches == DUTCH)


@cache
def _contributing(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts of doing something for others, and what is narrower."""
    return frozenset(
        reached
        for concept in vocabulary.concepts
        if concept.meaning.side is Involvement.CONTRIBUTING
        for reached, share in vocabulary.reach[concept.number].items()
        if share >= MUCH_NARROWER
    )


@cache
def _helped(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts of being helped."""
    return frozenset(
        concept.number for concept in vocabulary.concepts if concept.meaning.side is Involvement.TAKING_PART
    )


@cache
def _attended(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts for which one comes oneself."""
    return frozenset(concept.number for concept in vocabulary.concepts if concept.meaning.attended)


@cache
def _work(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts that are a task or a trade."""
    return frozenset(concept.number for concept in vocabulary.concepts if concept.meaning.work)
