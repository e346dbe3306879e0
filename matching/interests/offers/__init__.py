"""Reading what partners write: an offer by its parts, each of which says something else."""

from matching.interests.offers.clarity import Clarity, clarity_of
from matching.interests.offers.peoples import tokens_of_community
from matching.interests.offers.reading import Texts, resolve_offer, unknown_words, whom_of
from matching.interests.offers.whom import Whom, company_in, groups_named
from matching.interests.offers.witnesses import Shown

__all__ = [
    "Clarity",
    "Shown",
    "Texts",
    "Whom",
    "clarity_of",
    "company_in",
    "groups_named",
    "resolve_offer",
    "tokens_of_community",
    "unknown_words",
    "whom_of",
]
