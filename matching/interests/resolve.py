"""From words to wishes: what a client asks for and wants to avoid, as concepts with strength."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Final

from matching.interests.as_a_whole import with_what_the_whole_says
from matching.interests.concepts import Vocabulary
from matching.interests.denials import DENIALS
from matching.interests.dutch import tokens_of
from matching.interests.evidence import Grade
from matching.interests.finding import Mention, search, strongest
from matching.interests.naming import Likeness, is_kind_of, likeness_to_names, named_of
from matching.interests.offers import company_in, groups_named
from matching.interests.parts import WishPart, parts_of
from matching.interests.relations import MUCH_NARROWER, ONE_STEP
from matching.parameters import parameters_of
from matching.vocabulary import Audience

_READ: Final = parameters_of("strength")
_WEAKEST: Final = _READ.number("weakest")
_CLEARLY_READ: Final = _READ.number("clearly_read")
_AUDIENCES: Final = frozenset(Audience)
_AMONG_OWN: Final = _READ.number("among_own")
_SETTING: Final = _READ.number("setting")
_SETTING_REACHED: Final = _READ.number("setting_reached")
_AT_ALL_ALIKE: Final = parameters_of("likeness").number("at_all_alike")
_ONLY = re.compile(r"(alleen|enkel|de hele dag|steeds)\b(?! zijn| thuis)", re.IGNORECASE)
# "Geen kinderen" among what is avoided means the same as "kinderen".
_DENIAL = re.compile(rf"\b(?:{'|'.join(sorted(DENIALS))}|no|not)\b", re.IGNORECASE)
_LISTED = re.compile(r"[,;/+]|\b(?:en|of|and|or)\b")


@dataclass(frozen=True, slots=True)
class Wish:
    """One phrase of a client: how well and how surely each concept fulfils it, what it refuses, what is unknown."""

    asked: str
    strengths: dict[int, float]
    unknown: tuple[str, ...]
    grades: dict[int, Grade]
    named: tuple[Mention, ...]
    """The concepts that the phrase names, the surest first, without their neighbours."""

    parts: tuple[WishPart, ...] = ()
    """The words that it is made of: who asks for children and computers is best served by both."""

    refused: tuple[Mention, ...] = ()
    avoided: dict[int, float] = field(default_factory=dict)
    """What the phrase refuses, with all that is narrower."""
    groups: frozenset[str] = frozenset()
    """The groups and communities that the phrase names."""


@lru_cache(maxsize=16384)
def resolve_wish(phrase: str, vocabulary: Vocabulary) -> Wish:
    """Return what a client's phrase asks for, narrower, broader and related concepts included, and what it refuses."""
    searched = search(phrase, vocabulary)
    led_to = _fit_to_ask(strongest(searched.found), vocabulary)
    if not (led_to or searched.denied):
        led_to = _among_own(phrase, vocabulary)
    named = _as_named(with_what_the_whole_says(led_to, searched.heard, vocabulary), vocabulary)
    refused = tuple(each for each in strongest(searched.denied) if each.grade > Grade.GUESS)
    avoided = _narrower(refused, vocabulary)
    for each in named:
        avoided.pop(each.concept, None)
    reached = [_reached(each, avoided, vocabulary) for each in named]
    strengths: dict[int, float] = {}
    grades: dict[int, Grade] = {}
    alike = likeness_to_names(phrase, vocabulary)
    for found, concepts in zip(named, reached, strict=True):
        for concept, strength in concepts.items():
            if strength > strengths.get(concept, 0):
                strengths[concept] = strength
                grades[concept] = _grade_of(found, concept, alike, vocabulary)
    unknown = tuple(token.text for token in searched.unknown)
    # What only the whole says has no words of its own.
    by_words = len(led_to)
    parts = parts_of(phrase, named[:by_words], reached[:by_words], unknown, beside=_beside_others(vocabulary))
    groups = frozenset(groups_named(token.text for token in tokens_of(phrase)))
    return Wish(phrase, strengths, unknown, grades, named, parts, refused, avoided, groups)


def _fit_to_ask(found: tuple[Mention, ...], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return all findings but a mere hint at what is delicate: who uses his talents told of no addiction."""
    return tuple(each for each in found if each.strength >= _CLEARLY_READ or not _is_delicate(each.concept, vocabulary))


def _is_delicate(concept: int, vocabulary: Vocabulary) -> bool:
    """Tell whether it may hurt to be asked about a concept."""
    return vocabulary.concepts[concept].meaning.delicate


def _among_own(phrase: str, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return meeting each other for who only names people: met andere Kaapverdianen samen zijn."""
    if not company_in(phrase) - _AUDIENCES:
        return ()
    meeting = (each.number for each in vocabulary.concepts if each.meaning.meeting)
    return tuple(Mention(number, _AMONG_OWN, phrase, Grade.LIKELY) for number in meeting)


def _grade_of(found: Mention, concept: int, alike: Likeness, vocabulary: Vocabulary) -> Grade:
    """Return how sure it is that who says one thing asks for a concept: what is narrower, where it is at all like it.

    A neighbour likely is, and one that is not like it is a guess.
    """
    if concept == found.concept:
        return found.grade
    # A hint proves nothing of its kin, and a neighbour of a neighbour is none: drawing parts mends no bikes.
    share = vocabulary.reach[found.concept][concept]
    if found.strength < _CLEARLY_READ or (share < MUCH_NARROWER and share not in ONE_STEP):
        return Grade.GUESS
    if alike[concept] < _AT_ALL_ALIKE:
        return min(found.grade, Grade.LIKELY if is_kind_of(concept, found.concept, vocabulary) else Grade.GUESS)
    return found.grade if is_kind_of(concept, found.concept, vocabulary) else min(found.grade, Grade.LIKELY)


def _as_named(found: tuple[Mention, ...], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return all findings; of what the same words lead to, only what they name is certain."""
    certain: dict[str, list[int]] = {}
    has_heart = any(
        each.grade is Grade.CERTAIN and not vocabulary.concepts[each.concept].setting and each.strength >= _CLEARLY_READ
        for each in found
    )
    for each in found:
        if each.grade is Grade.CERTAIN:
            certain.setdefault(each.words, []).append(each.concept)
    return tuple(
        replace(each, grade=Grade.LIKELY)
        if each.grade is Grade.CERTAIN
        and (
            (has_heart and vocabulary.concepts[each.concept].setting)
            or each.concept not in named_of(each.words, certain[each.words], vocabulary)
        )
        else each
        for each in found
    )


@cache
def _beside_others(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts that say how, where or with whom, rather than what."""
    return frozenset(each.number for each in vocabulary.concepts if each.setting or each.meaning.people)


def _reached(found: Mention, avoided: Mapping[int, float], vocabulary: Vocabulary) -> dict[int, float]:
    """Return how well each concept that is not avoided would fulfil one thing that a phrase names."""
    reached = {}
    for concept, share in vocabulary.reach[found.concept].items():
        strength = found.strength * share * _share_of_settings(found.concept, concept, vocabulary)
        is_hurtful = concept != found.concept and found.grade is Grade.GUESS and _is_delicate(concept, vocabulary)
        if strength >= _WEAKEST and concept not in avoided and not is_hurtful:
            reached[concept] = strength
    return reached


def _narrower(found: Iterable[Mention], vocabulary: Vocabulary) -> dict[int, float]:
    """Return how strongly each concept is meant by what was found: itself and what is narrower, no neighbours."""
    strengths: dict[int, float] = {}
    for each in found:
        for concept, share in vocabulary.reach[each.concept].items():
            if share >= MUCH_NARROWER:
                strengths[concept] = max(each.strength * share, strengths.get(concept, 0))
    return strengths


def _share_of_settings(asked: int, reached: int, vocabulary: Vocabulary) -> float:
    """Return how much counts of how, where or with whom: less as a wish, and little as an answer to another one."""
    if vocabulary.concepts[asked].setting:
        return _SETTING
    return _SETTING_REACHED if vocabulary.concepts[reached].setting else 1


@lru_cache(maxsize=4096)
def resolve_avoided(phrase: str, vocabulary: Vocabulary) -> Wish:
    """Return what a client wants to stay away from: what is named and what is narrower, no neighbours."""
    named: list[Mention] = []
    unknown: list[str] = []
    # Who avoids "alleen maar koffie drinken" likes coffee, but not all day long.
    for part in () if _ONLY.match(phrase.lstrip()) else _LISTED.split(_DENIAL.sub("", phrase)):
        searched = search(part, vocabulary)
        unknown += [token.text for token in searched.unknown]
        named += _meant(strongest(searched.found))
    strengths = _narrower(named, vocabulary)
    grades = dict.fromkeys(strengths, Grade.CERTAIN)
    return Wish(phrase, strengths, tuple(unknown), grades, tuple(named))


def _meant(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return what is avoided by itself: men at sports are neither all men nor all sports."""
    surest = {each.words for each in found if each.strength == found[0].strength}
    longest = max(surest, key=len, default="")
    return found if all(words in longest for words in surest) else ()
