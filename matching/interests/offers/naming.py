"""What the words of an offer are taken to say: of all that they lead to, only what they name is certain."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from matching.interests.concepts import Vocabulary
from matching.interests.evidence import Grade
from matching.interests.naming import named_of
from matching.interests.offers.text import Text


class Showing(NamedTuple):
    """A concept that a text leads to, how strongly and how surely, and from which word to which."""

    concept: int
    strength: float
    grade: Grade
    first: int
    last: int


def as_named(found: Sequence[Showing], text: Text, vocabulary: Vocabulary) -> Iterator[Showing]:
    """Yield all findings; of what the same words lead to, only what they name is certain."""
    certain: dict[tuple[int, int], list[int]] = {}
    for each in found:
        if each.grade is Grade.CERTAIN:
            certain.setdefault((each.first, each.last), []).append(each.concept)
    for each in found:
        if each.grade is Grade.CERTAIN:
            meant = named_of(text.quote(each.first, each.last), certain[each.first, each.last], vocabulary)
            if each.concept not in meant:
                yield each._replace(grade=Grade.LIKELY)
                continue
        yield each
