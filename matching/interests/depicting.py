"""What is drawn, painted or written about is not what one does: who paints horses asks for no stable."""

from collections.abc import Iterator, Sequence

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import Token, common_words
from matching.interests.evidence import Grade
from matching.interests.forms import Reading, weakened
from matching.interests.naming import are_kin


def doubt_what_is_depicted(tokens: Sequence[Token], readings: list[Reading], vocabulary: Vocabulary) -> None:
    """Make guesses of what is depicted, but for what is akin to depicting it: gedichten schrijven is poetry.

    Who writes Dutch asks for Dutch.
    """
    for place, token in enumerate(tokens):
        if token.text in common_words().heart["depicting"] and readings[place].concepts:
            for at in _objects(tokens, place):
                if not (_is_taught(readings[at], vocabulary) or _are_akin(readings[at], readings[place], vocabulary)):
                    readings[at] = weakened(readings[at], 1, Grade.GUESS)


def _objects(tokens: Sequence[Token], place: int) -> Iterator[int]:
    """Yield the word right before a verb, or the first that counts behind it: ik schilder graag honden."""
    if place and tokens[place - 1].counts and not tokens[place].after_comma:
        yield place - 1
        return
    for at in range(place + 1, len(tokens)):
        if tokens[at].after_comma or tokens[at].text in common_words().heart["prepositions"]:
            return
        if tokens[at].counts and tokens[at].text not in common_words().plain:
            yield at
            return


def _is_taught(reading: Reading, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.concepts[concept].meaning.teaches for concept in reading.concepts)


def _are_akin(one: Reading, other: Reading, vocabulary: Vocabulary) -> bool:
    return any(are_kin(concept, another, vocabulary) for concept in one.concepts for another in other.concepts)
