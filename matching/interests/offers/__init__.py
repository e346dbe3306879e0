"""Reading what partners write: an offer by its parts, each of which says something else."""

from matching.interests.offers.reading import Shown, Texts, resolve_offer, unknown_words

__all__ = ["Shown", "Texts", "resolve_offer", "unknown_words"]
