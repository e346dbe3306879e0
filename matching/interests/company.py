"""The company of a word: what is not surely the heart of a wish counts only where the words around it bear it out."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import Token, common_words
from matching.interests.evidence import Grade, Sign
from matching.interests.forms import Reading
from matching.interests.heart import WhatIsRead, certainly_read, clearly_read, doubtful_places, says_much
from matching.interests.likeness import place_phrase
from matching.interests.naming import are_kin, likeness_to_names
from matching.parameters import parameters_of

_ALIKE: Final = parameters_of("likeness").number("bears_out")
_MOST_WEIGHED: Final = parameters_of("reading").count("most_taken_apart")


class ToldTogether(NamedTuple):
    """A concept that words tell together, and where these stand."""

    concept: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Doubts:
    """Which words of a Dutch wish need company, and what company they have."""

    tokens: Sequence[Token]
    places: AbstractSet[int]
    led_to: Sequence[AbstractSet[int]]
    """What each word leads to."""

    has_heart: bool
    vocabulary: Vocabulary

    @classmethod
    def about(
        cls,
        tokens: Sequence[Token],
        readings: Sequence[Reading],
        told: Sequence[ToldTogether],
        denied: AbstractSet[int],
        vocabulary: Vocabulary,
    ) -> "Doubts":
        """Return the doubts about the words of a wish; what it refuses is refused as it stands."""
        together = {place for each in told for place in each.places} - denied
        as_deed = {
            place
            for each in told
            if _is_done(each.concept, vocabulary) and any(says_much(tokens[at]) for at in each.places)
            for place in each.places
        }
        as_deed |= {
            place
            for place, reading in enumerate(readings)
            for concept, sign in reading.concepts.items()
            if sign.grade is Grade.CERTAIN and _is_done(concept, vocabulary)
        }
        as_deed -= denied
        read = WhatIsRead(
            (clearly_read(readings) | together) - denied, (certainly_read(readings) | together) - denied, as_deed
        )
        places = doubtful_places(tokens, readings, read) - denied
        led_to = [reading.concepts.keys() for reading in readings]
        return cls(tokens, places, led_to, not as_deed <= places, vocabulary)

    def without(self, places: AbstractSet[int]) -> "Doubts":
        """Return the doubts about all words but some."""
        return replace(self, places=self.places - places)

    def settle(self, readings: list[Reading]) -> None:
        """Make guesses of what doubtful words lead to without company; of a long wish only the first are weighed."""
        doubted = [place for place in sorted(self.places) if readings[place].concepts]
        for number, place in enumerate(doubted):
            concepts = {
                concept: Sign(sign.strength, min(sign.grade, self.grade_of(concept, (place,))))
                if number < _MOST_WEIGHED
                else sign.weakened(1, Grade.GUESS)
                for concept, sign in readings[place].concepts.items()
            }
            readings[place] = replace(readings[place], concepts=concepts)

    def grade_of(self, concept: int, places: Sequence[int]) -> Grade:
        """Return how sure a concept may be to which the words at some places lead."""
        joining = common_words().heart["prepositions"]
        saying = {place for place in places if self.tokens[place].counts and self.tokens[place].text not in joining}
        is_doubted = bool(saying) and saying <= self.places
        return Grade.GUESS if is_doubted and not self._is_borne(concept, places) else Grade.CERTAIN

    def _is_borne(self, concept: int, places: Sequence[int]) -> bool:
        """Tell whether the words around some words are like what these lead to, or lead to its kin.

        How, where and with whom goes with anything that one would do; not so what it asks of someone, by one word.
        """
        if self.has_heart and not _is_done(concept, self.vocabulary):
            said = self.vocabulary.concepts[concept]
            if len(places) > 1 or said.meaning.side is None:
                return len(places) > 1 or said.meaning.load is None
        others = {other for at, led_to in enumerate(self.led_to) if at not in places for other in led_to}
        if any(are_kin(concept, other, self.vocabulary) for other in others):
            return True
        rest = " ".join(token.text for at, token in enumerate(self.tokens) if at not in places)
        return place_phrase(rest) is not None and bool(likeness_to_names(rest, self.vocabulary)[concept] >= _ALIKE)


def _is_done(concept: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a concept says what one would do, rather than how, where, with whom or on which side."""
    said = vocabulary.concepts[concept]
    return not (said.setting or said.meaning.people or said.meaning.side is not None)
