"""How each phrase of a client was read, told with the names of its concepts, so that a coach sees what was sought."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from matching.answer import NamedConcept, ReadWish
from matching.interests import Vocabulary, understand
from matching.vocabulary import Language, WishState


def read_wishes(
    phrases: Iterable[str], vocabulary: Vocabulary, language: Language, *, answered: Collection[str]
) -> tuple[ReadWish, ...]:
    """Return how each phrase was read, once however often it is said; words that offers use are understood as such."""
    distinct: dict[str, str] = {}
    for phrase in phrases:
        distinct.setdefault(phrase.casefold(), phrase)
    return tuple(_read(phrase, vocabulary, language, is_found=phrase in answered) for phrase in distinct.values())


@lru_cache(maxsize=4096)
def _read(phrase: str, vocabulary: Vocabulary, language: Language, *, is_found: bool) -> ReadWish:
    read = understand(phrase, vocabulary)
    if read.state is WishState.NOT_UNDERSTOOD and is_found:
        return ReadWish(phrase, WishState.UNDERSTOOD, (), (), ())

    def named(numbers: Sequence[int]) -> tuple[NamedConcept, ...]:
        concepts = [vocabulary.concepts[number] for number in numbers]
        return tuple(NamedConcept(each.id, each.labels[language]) for each in concepts)

    return ReadWish(phrase, read.state, named(read.concepts), named(read.avoids), named(read.did_you_mean))
