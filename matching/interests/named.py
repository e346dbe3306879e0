"""Which words of a wish name a place or a person, and so ask for nothing: ik woon in Houten, mijn vriendin Roos."""

from collections.abc import Container, Sequence

from matching.interests.dutch import Token, common_words
from matching.interests.word_list import is_word


def named_in(tokens: Sequence[Token], listed: Container[str]) -> set[int]:
    """Return where names stand: after "woon in", with a capital after a word for people or places, and streets."""
    return {
        place
        for place, token in enumerate(tokens)
        if _is_named(tokens, place) or (_is_street(token.text) and token.text not in listed)
    }


def _is_street(word: str) -> bool:
    """Tell whether a word is a street or district of which the beginning is a name: Molenwijk, kerkstraat."""
    ends = common_words().place_ends
    return not is_word(word) and word not in ends and word.endswith(ends)


def _is_named(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word is a name by the words before it; by a capital only where none would stand otherwise."""
    if place < 1 or not tokens[place].counts or tokens[place].text in common_words().plain:
        return False
    naming = common_words().naming
    before = tokens[place - 1].text
    if place > 1 and before in {"in", "te"} and tokens[place - 2].text in naming["living"]:
        return True
    return _has_own_capital(tokens, place) and before in naming["places"] | naming["people"]


def _has_own_capital(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word of everyday has a capital where the word before it has none: in Hoorn, no Op Het Water."""
    written = tokens[place].written
    return (
        written[0].isupper()
        and not written.isupper()
        and tokens[place - 1].written.islower()
        and is_word(tokens[place].text)
    )
