"""Which of all that an offer seems to show holds: one word alone may stand for something else, two seldom do."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from matching.interests.concepts import Vocabulary
from matching.interests.evidence import Grade
from matching.interests.naming import names
from matching.interests.relations import MUCH_NARROWER
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn

_READ: Final = parameters_of("strength")
_HINT: Final = _READ.number("hint")
_LONE_HINT: Final = _READ.number("lone_hint")
_MOST_LIKELY: Final = _READ.number("most_likely")
_WITNESS: Final = parameters_of("offers").number("witness")
_ENOUGH_WORDS: Final = parameters_of("offers").count("enough_words")
WEIGHTS: Final = {
    FoundIn.TITLE: _READ.number("in_title"),
    FoundIn.INTERESTS: _READ.number("in_interests"),
    FoundIn.DESCRIPTION: _READ.number("in_description"),
}
"""How much the place counts where an offer says something."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A concept that an offer shows, how surely, where, and by which words, verbatim."""

    concept: int
    strength: float
    where: FoundIn
    words: str
    grade: Grade = Grade.CERTAIN


class Seeming(NamedTuple):
    """Something that an offer seems to show, and how surely its words were read, wherever they stand."""

    shown: Shown
    read: Grade
    is_stated: bool = False
    """Whether a sentence says with this one word what one does there (we sjoelen), or a whole title (Biljarten)."""


def witnessed(found: Sequence[Seeming], words: int, vocabulary: Vocabulary) -> list[Shown]:
    """Return the surest showing of each concept; nothing is certain that no other word of the offer bears out.

    Of how many words an offer is made counts: what is hardly more than a title has no other words to go by.
    """
    has_witnesses = words >= _ENOUGH_WORDS
    by_concept: defaultdict[int, dict[str, Seeming]] = defaultdict(dict)
    for each in found:
        own = by_concept[each.shown.concept]
        known = own.setdefault(each.shown.words, each)
        if each.shown.strength > known.shown.strength:
            own[each.shown.words] = each
    return [_attested(list(own.values()), found, vocabulary, strict=has_witnesses) for own in by_concept.values()]


def _attested(own: Sequence[Seeming], all_found: Sequence[Seeming], vocabulary: Vocabulary, *, strict: bool) -> Shown:
    """Return the surest showing of one concept: certain where two words agree, and likely where only one says so."""
    surest = _together([each.shown for each in own])
    if surest.grade is Grade.CERTAIN:
        is_titled = _is_titled(surest, own) and names(surest.words, surest.concept, vocabulary)
        is_borne_out = not strict or is_titled or _borne_out(surest, all_found, vocabulary) >= _WITNESS
        return surest if is_borne_out else replace(surest, grade=Grade.LIKELY)
    for each in sorted(own, key=lambda each: -each.shown.strength):
        is_sure = each.is_stated or _agreed(each, all_found, vocabulary)
        if is_sure and names(each.shown.words, surest.concept, vocabulary):
            return replace(surest, grade=Grade.CERTAIN, where=each.shown.where, words=each.shown.words)
    return surest


def _is_titled(shown: Shown, own: Iterable[Seeming]) -> bool:
    """Tell whether a whole title says this and nothing else."""
    return any(each.is_stated and each.shown.where is shown.where is FoundIn.TITLE for each in own)


def _borne_out(shown: Shown, others: Iterable[Seeming], vocabulary: Vocabulary) -> float:
    """Return how strongly other words of an offer lead to a concept or its kin: naailes, and patronen knippen.

    What is wider (children) bears out only what a title says, or what is named as such: no playing, for speelgoed.
    """
    is_named = shown.where is FoundIn.TITLE or names(shown.words, shown.concept, vocabulary)
    kinship = _kinship if is_named else _narrowness
    return max((other.shown.strength * kinship(shown, other.shown, vocabulary) for other in others), default=0)


def _agreed(found: Seeming, others: Iterable[Seeming], vocabulary: Vocabulary) -> bool:
    """Tell whether what a word of an offer says is said by its title or a tag too, one of them as it is listed."""
    return _speaks(found) and any(
        _kinship(found.shown, other.shown, vocabulary) >= MUCH_NARROWER
        and not found.shown.where is other.shown.where is FoundIn.DESCRIPTION
        and Grade.CERTAIN in {found.read, other.read}
        and _speaks(other)
        for other in others
    )


def _speaks(found: Seeming) -> bool:
    """Tell whether a word of an offer is more than a guess or a hint."""
    return min(found.read, found.shown.grade) > Grade.GUESS and found.shown.strength > _HINT


def _kinship(one: Shown, other: Shown, vocabulary: Vocabulary) -> float:
    """Return how near what two different words of an offer lead to is, 0..1."""
    return max(_narrowness(one, other, vocabulary), _narrowness(other, one, vocabulary))


def _narrowness(wide: Shown, narrow: Shown, vocabulary: Vocabulary) -> float:
    """Return how much of what one word leads to another fulfils, 0..1; the same words bear out nothing."""
    # Most pairs are no kin at all, and of those the words need not be compared.
    reach = vocabulary.reach[wide.concept].get(narrow.concept, 0)
    if not reach:
        return 0
    first, second = wide.words.lower(), narrow.words.lower()
    return 0 if first in second or second in first else reach


def _together(shown: list[Shown]) -> Shown:
    """Return the surest showing, as sure as all of them together make it; a hint by itself says little."""
    surest = max(shown, key=lambda each: (each.grade, each.strength))
    # However many words hint at a concept, one that names it counts more.
    most = 1.0 if surest.grade is Grade.CERTAIN else _MOST_LIKELY
    if len(shown) == 1:
        lone_hint = surest.strength <= _HINT * WEIGHTS[surest.where]
        grade = min(surest.grade, Grade.LIKELY) if surest.where is FoundIn.DESCRIPTION else surest.grade
        return replace(surest, strength=min(surest.strength, most) * (_LONE_HINT if lone_hint else 1), grade=grade)
    # Different words for one thing confirm each other, as independent witnesses do.
    doubt = math.prod(1 - each.strength for each in shown)
    return replace(surest, strength=min(max(*(each.strength for each in shown), 1 - doubt), most))
