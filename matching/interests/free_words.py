"""Words outside the vocabulary that a client and an offer share all the same: a club, a dish, a band."""

from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import Token, bases, plural_bases
from matching.interests.evidence import Grade
from matching.interests.offers import Shown, Texts, unknown_words
from matching.interests.parts import WishPart
from matching.interests.resolve import Wish
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn

_READ: Final = parameters_of("strength")
_SHORTEST: Final = parameters_of("reading").count("shortest_free_word")
_WISHED: Final = _READ.number("free_wished")
_WEIGHTS: Final = {
    FoundIn.TITLE: _READ.number("free_in_title"),
    FoundIn.INTERESTS: _READ.number("free_in_interests"),
    FoundIn.DESCRIPTION: _READ.number("free_in_description"),
}


class FreeWords:
    """A growing table of words that offers use and the vocabulary lacks; numbers go on where concepts end."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._numbers: dict[str, int] = {}

    def find(self, word: str) -> int | None:
        """Return the number of a word that some offer has used."""
        return self._numbers.get(_root(word))

    def intern(self, word: str) -> int:
        """Return the number of a word, a new one when it has none."""
        return self._numbers.setdefault(_root(word), len(self._vocabulary.concepts) + len(self._numbers))

    def show(self, offer: Texts) -> tuple[Shown, ...]:
        """Return the free words of an offer, interned; in a description only what looks like a name."""
        shown: dict[int, Shown] = {}
        texts = [*((FoundIn.INTERESTS, words) for words in offer.interests), (FoundIn.TITLE, offer.title)]
        for where, text in (*texts, (FoundIn.DESCRIPTION, offer.description)):
            for token in unknown_words(text, self._vocabulary, forgiving=where is FoundIn.INTERESTS):
                if _counts(token, where):
                    number = self.intern(token.text)
                    grade = Grade.CERTAIN if where is FoundIn.INTERESTS else Grade.LIKELY
                    shown.setdefault(number, Shown(number, _WEIGHTS[where], where, token.written, grade))
        return tuple(shown.values())

    def strengths(self, wish: Wish) -> dict[int, float]:
        """Return the numbers of a wish's unknown words that some offer has used."""
        numbers = (self.find(word) for word in wish.unknown)
        return {number: _WISHED for number in numbers if number is not None}

    def met(self, part: WishPart) -> WishPart:
        """Return a part of a wish with the number of its word, where the vocabulary lacks it and some offer has it."""
        number = self.find(part.unknown) if part.unknown else None
        return part if number is None else part._replace(reached={number: _WISHED}, share=part.share * _WISHED)


def _counts(token: Token, where: FoundIn) -> bool:
    """Tell whether an unknown word says something; in running text only a name does."""
    return len(token.text) >= _SHORTEST and (where is not FoundIn.DESCRIPTION or token.written[0].isupper())


def _root(word: str) -> str:
    """Return the form by which a free word is known."""
    return (bases(word) or plural_bases(word) or [word])[0]
