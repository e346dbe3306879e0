"""What the words of an offer are taken to say: of all that they lead to, only what they name is certain."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from matching.interests.concepts import Vocabulary
from matching.interests.evidence import Grade
from matching.interests.naming import is_kind_of, named_of
from matching.interests.offers.text import Text, words_of


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


def as_done(found: Showing, text: Text, undone: Collection[str], vocabulary: Vocabulary) -> Showing:
    """Return a finding, only likely where it is a kind of deed that is not done there, and not looked at either."""
    if not undone or found.grade < Grade.CERTAIN:
        return found
    said = {token.text for token in text.tokens[found.first : found.last + 1]}
    attends = vocabulary.concepts[found.concept].meaning.attended
    is_looked_at = attends or not said.isdisjoint(words_of("titles", "looking"))
    is_undone = any(is_kind_of(found.concept, vocabulary.number_of(deed), vocabulary) for deed in undone)
    return found._replace(grade=Grade.LIKELY) if is_undone and not is_looked_at else found
