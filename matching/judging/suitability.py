"""Whether an offer has to do with what was asked: only then does it suit, however well all else fits."""

from collections.abc import Iterable, Sequence

from matching.answer import InterestMatch, Match
from matching.interests import leaves_open, load_vocabulary
from matching.judging.scoring import SUITABLE


def suits(match: Match, interests: Sequence[str]) -> bool:
    """Tell whether an offer answers one of the wishes well enough; who leaves it open is suited by any offer."""
    if not interests or any(leaves_open(phrase, load_vocabulary()) for phrase in interests):
        return True
    return answers(match.interests)


def answers(interests: Iterable[InterestMatch]) -> bool:
    """Tell whether what an offer has of the wishes is enough to call it an answer."""
    return any(found.strength >= SUITABLE for found in interests)
