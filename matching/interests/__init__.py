"""Interests: from the words of clients and offers to concepts that can be compared."""

from matching.interests.concepts import Concept, Vocabulary, hold_vocabulary, load_vocabulary
from matching.interests.dutch import fold
from matching.interests.evidence import Grade
from matching.interests.finding import Mention, find_concepts
from matching.interests.free_words import FreeWords
from matching.interests.meanings import Involvement
from matching.interests.offers import (
    Clarity,
    Shown,
    Texts,
    Whom,
    clarity_of,
    company_in,
    groups_named,
    resolve_offer,
    tokens_of_community,
    whom_of,
)
from matching.interests.open_wishes import is_open
from matching.interests.parts import WishPart
from matching.interests.resolve import Wish, resolve_avoided, resolve_wish
from matching.interests.roles import asked_role, in_role, shown_by_kind, teaches_dutch
from matching.interests.suggest import Suggestion, suggest
from matching.interests.understanding import Understanding, leaves_open, understand

__all__ = [
    "Clarity",
    "Concept",
    "FreeWords",
    "Grade",
    "Involvement",
    "Mention",
    "Shown",
    "Suggestion",
    "Texts",
    "Understanding",
    "Vocabulary",
    "Whom",
    "Wish",
    "WishPart",
    "asked_role",
    "clarity_of",
    "company_in",
    "find_concepts",
    "fold",
    "groups_named",
    "hold_vocabulary",
    "in_role",
    "is_open",
    "leaves_open",
    "load_vocabulary",
    "resolve_avoided",
    "resolve_offer",
    "resolve_wish",
    "shown_by_kind",
    "suggest",
    "teaches_dutch",
    "tokens_of_community",
    "understand",
    "whom_of",
]
