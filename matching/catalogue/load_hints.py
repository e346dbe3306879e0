"""What words say of the load: "kratten tillen" may be heavy also when the partner did not fill in how heavy."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from matching.catalogue.columns import AXES
from matching.catalogue.postings import Quote
from matching.facts import OfferFacts
from matching.interests import Shown, Vocabulary, resolve_avoided
from matching.parameters import parameters_of
from matching.vocabulary import LoadAxis, LoadLevel

HINTED_LEVEL: Final = LoadLevel.MODERATE
"""How much a load is taken for that is only described."""

_READ: Final = parameters_of("strength")
_SURE: Final = _READ.number("clear")


def hints_of(offer: OfferFacts, shown: Iterable[Shown], vocabulary: Vocabulary) -> dict[int, Quote]:
    """Return the words that hint at a load, by the place of its axis, where the partner did not say how much it is."""
    hints: dict[int, Quote] = {}
    for each in shown:
        axis = _axis(each.concept, vocabulary)
        # What the partner filled in is believed over what the text seems to say.
        if axis is not None and each.strength >= _SURE and offer.load.get(axis) is None:
            hints.setdefault(AXES.index(axis), Quote(each.where, each.words))
    return hints


def avoided_axes(avoided: Iterable[str], vocabulary: Vocabulary) -> tuple[int, ...]:
    """Find the axes of which a client wants little: who avoids noise avoids much noise, however it is said."""
    return tuple(sorted(set().union(*(_axes_of(phrase, vocabulary) for phrase in avoided))))


@lru_cache(maxsize=4096)
def _axes_of(phrase: str, vocabulary: Vocabulary) -> frozenset[int]:
    strengths = resolve_avoided(phrase, vocabulary).strengths
    axes = {_axis(concept, vocabulary) for concept, strength in strengths.items() if strength >= _SURE}
    return frozenset(place for place, axis in enumerate(AXES) if axis in axes)


def _axis(concept: int, vocabulary: Vocabulary) -> LoadAxis | None:
    return vocabulary.concepts[concept].meaning.load if concept < len(vocabulary.concepts) else None
