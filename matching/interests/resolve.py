"""From words to wishes: what a client asks for and wants to avoid, as concepts with strength."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.denials import DENIALS
from matching.interests.evidence import Grade
from matching.interests.finding import Mention, search, strongest
from matching.interests.parts import WishPart, parts_of
from matching.interests.relations import MUCH_NARROWER
from matching.parameters import parameters_of

_READ: Final = parameters_of("strength")
_WEAKEST: Final = _READ.number("weakest")
_SETTING: Final = _READ.number("setting")
_SETTING_REACHED: Final = _READ.number("setting_reached")
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


@lru_cache(maxsize=16384)
def resolve_wish(phrase: str, vocabulary: Vocabulary) -> Wish:
    """Return what a client's phrase asks for, narrower, broader and related concepts included, and what it refuses."""
    searched = search(phrase, vocabulary)
    named = strongest(searched.found)
    refused = tuple(each for each in strongest(searched.denied) if each.grade > Grade.GUESS)
    avoided = _narrower(refused, vocabulary)
    for each in named:
        avoided.pop(each.concept, None)
    reached = [_reached(each, avoided, vocabulary) for each in named]
    strengths: dict[int, float] = {}
    grades: dict[int, Grade] = {}
    for found, concepts in zip(named, reached, strict=True):
        for concept, strength in concepts.items():
            if strength > strengths.get(concept, 0):
                strengths[concept] = strength
                # What is narrower is what was asked; a neighbour only likely is.
                is_meant = vocabulary.reach[found.concept][concept] >= MUCH_NARROWER
                grades[concept] = found.grade if is_meant else min(found.grade, Grade.LIKELY)
    unknown = tuple(token.text for token in searched.unknown)
    parts = parts_of(phrase, named, reached, unknown)
    return Wish(phrase, strengths, unknown, grades, named, parts, refused, avoided)


def _reached(found: Mention, avoided: Mapping[int, float], vocabulary: Vocabulary) -> dict[int, float]:
    """Return how well each concept that is not avoided would fulfil one thing that a phrase names."""
    reached = {}
    for concept, share in vocabulary.reach[found.concept].items():
        strength = found.strength * share * _share_of_settings(found.concept, concept, vocabulary)
        if strength >= _WEAKEST and concept not in avoided:
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
