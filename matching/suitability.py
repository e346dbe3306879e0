"""Whether an offer has to do with what was asked: only then does it suit, however well all else fits."""

from collections.abc import Sequence

from matching.answer import Match
from matching.interests import is_open
from matching.scoring import SUITABLE


def suits(match: Match, interests: Sequence[str]) -> bool:
    """Whether an offer answers one of the wishes well enough; who leaves it open is suited by any offer."""
    if not interests or any(is_open(phrase) for phrase in interests):
        return True
    return any(found.strength >= SUITABLE for found in match.interests)
