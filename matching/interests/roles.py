"""Taking part or contributing: where people are helped, little is asked of who wants to help."""

from dataclasses import replace
from functools import cache
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.relations import MUCH_NARROWER
from matching.interests.resolve import Shown
from matching.vocabulary import FoundIn, OfferKind

_CONTRIBUTING: Final = "iets-voor-een-ander"
_HELPED: Final = (
    "bezoek-krijgen",
    "computerles",
    "eenzaamheid",
    "fietsles",
    "formulieren-hulp",
    "luisterend-oor",
    "maatje-krijgen",
    "mantelzorg-steun",
    "schulden",
    "smartphone-leren",
    "steungesprek",
    "taal-beginners",
    "taalmaatje-krijgen",
    "voedselpakket-krijgen",
)
_TAKING_PART: Final = frozenset({OfferKind.ACTIVITY, OfferKind.COURSE})
_OTHER_ROLE: Final = 0.5
_BY_KIND: Final = 0.7
_SAID_BY_KIND: Final = {
    OfferKind.WORK_EXPERIENCE: ("werkervaring", "werkervaringsplek"),
    OfferKind.SHELTERED_WORK: ("beschut-werk", "beschut werk"),
}


def in_role(shown: Shown, kind: OfferKind, vocabulary: Vocabulary) -> Shown:
    """What an offer of this kind shows: being helped counts for half where one contributes, and the other way round."""
    other = _contributing(vocabulary) if kind in _TAKING_PART else _helped(vocabulary)
    return replace(shown, strength=shown.strength * _OTHER_ROLE) if shown.concept in other else shown


def shown_by_kind(kind: OfferKind, vocabulary: Vocabulary) -> tuple[Shown, ...]:
    """What the kind of an offer says by itself."""
    if kind not in _SAID_BY_KIND:
        return ()
    concept, words = _SAID_BY_KIND[kind]
    return (Shown(vocabulary.number_of(concept), _BY_KIND, FoundIn.INTERESTS, words),)


@cache
def _contributing(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts of doing something for others."""
    reach = vocabulary.reach[vocabulary.number_of(_CONTRIBUTING)]
    return frozenset(concept for concept, share in reach.items() if share >= MUCH_NARROWER)


@cache
def _helped(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the concepts of being helped."""
    return frozenset(map(vocabulary.number_of, _HELPED))
