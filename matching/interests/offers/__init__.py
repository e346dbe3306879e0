"""Reading what partners write: an offer by its parts, each of which says something else."""

from matching.interests.offers.clarity import Clarity, clarity_of
from matching.interests.offers.reading import Texts, resolve_offer, unknown_words, whom_of
from matching.interests.offers.whom import Whom, groups_named, tokens_of_community
from matching.interests.offers.witnesses import Shown

__all__ = [
    "Clarity",
    "Shown",
    "Texts",
    "Whom",
    "clarity_of",
    "groups_named",
    "resolve_offer",
    "tokens_of_community",
    "unknown_words",
    "whom_of",
]
