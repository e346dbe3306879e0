"""How clearly an offer says what one does there: what is read in it, and what a reader misses."""

from typing import NamedTuple

from matching.interests.concepts import Vocabulary
from matching.interests.evidence import Grade
from matching.interests.offers.practical import Tells, told_by
from matching.interests.offers.reading import Texts, resolve_offer
from matching.interests.offers.text import read_text
from matching.interests.offers.witnesses import Shown


class Clarity(NamedTuple):
    """What is read in the texts of an offer, the surest first, and what is not clear in them."""

    shown: tuple[Shown, ...]
    is_activity_clear: bool
    """Whether something is certain, so that a match can say it as it is."""
    is_practical_only: bool
    """Whether the description tells only how to sign up, where it is and what the rules are."""
    is_title_clear: bool
    """Whether the title by itself says anything of what one does."""
    unknown_interests: tuple[str, ...]
    """The interest words in which nothing is read, as written."""


def clarity_of(texts: Texts, vocabulary: Vocabulary) -> Clarity:
    """Return how clearly these texts say what one does there."""
    shown = resolve_offer(texts, vocabulary)
    told = [told_by(sentence) for sentence in read_text(texts.description).sentences if sentence.words]
    return Clarity(
        shown=shown,
        is_activity_clear=any(each.grade is Grade.CERTAIN for each in shown),
        is_practical_only=bool(told) and Tells.DOING not in told,
        is_title_clear=bool(resolve_offer(texts._replace(interests=(), description=""), vocabulary)),
        # Each by itself: an unknown word beside a known one is found by nobody who asks for it.
        unknown_interests=tuple(
            words for words in texts.interests if not resolve_offer(Texts("", (words,), kind=texts.kind), vocabulary)
        ),
    )
