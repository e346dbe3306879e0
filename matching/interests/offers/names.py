"""Which words of an offer are names: of houses, streets, districts, organizations, and what stands in quotes."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from matching.interests.dutch import Token, common_words, tokens_of
from matching.interests.offers.text import Text, part_words, words_of
from matching.parameters import parameters_of

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»\n]{1,60})[\"“”„«»]|(?<!\w)['‘]([^'‘’\n]{2,60})['’](?!\w)")
_SHORTEST_LETTER_WORD: Final = parameters_of("offers").count("shortest_letter_word")
_SHORTEST_CONTENT: Final = parameters_of("offers").count("shortest_content")
_MOST_OF_A_TITLE: Final = parameters_of("offers").count("most_of_a_title")
_MOSTLY: Final = parameters_of("offers").number("mostly_capitals")


def names_in(text: Text, *, known: Collection[str] = (), strange: Collection[int] = ()) -> set[int]:
    """Return the places of the words that are names, or have a capital and are known as one from elsewhere.

    Strange words are in no vocabulary: what stands beside one, with a capital too, makes a name with it.
    """
    tokens = text.tokens
    named = _quoted(text) | _places(text)
    if _shouts(tokens):
        return named
    starts = {sentence.start for sentence in text.sentences} | text.parted
    if tokens and _has_telling_capitals(tokens, starts):
        inside = set(range(len(tokens))) - starts - _listed(tokens, starts)
    else:
        inside = {
            at
            for place in strange
            if _has_capital(tokens[place]) and place not in starts
            for at in (place - 1, place + 1)
            if at in range(len(tokens)) and at not in starts
        }
    for place, token in enumerate(tokens):
        if not _has_capital(token) or token.text in _said("known"):
            continue
        follows = place and _is_followed_by_name(tokens[place - 1], is_named=place - 1 in named)
        if place in inside or token.text in known or _is_letter_word(token) or follows:
            named.add(place)
    return _untold(text, named)


def names_of(place: str) -> frozenset[str]:
    """Return the words, folded, by which people call a place: all but what kind of house it is."""
    words = frozenset(token.text for token in tokens_of(place) if token.counts)
    return words - _said("houses") - common_words().function


def named_by_title(title: Text, description: Text) -> tuple[set[int], set[int]]:
    """Return where title and description name who does what the description says: de veilige haven biedt."""
    end = min((title.sentences[0].end, *title.parted))
    called = [place for place in range(end) if title.tokens[place].counts]
    words = [title.tokens[place].text for place in called]
    named: set[int] = set()
    for sentence in description.sentences if 0 < len(words) <= _MOST_OF_A_TITLE else ():
        places = [place for place in range(sentence.start, sentence.end) if description.tokens[place].counts]
        *subject, does = [description.tokens[place].text for place in places[: len(words) + 1]] or [""]
        if subject == words and does in _said("does"):
            named.update(places[: len(words)])
    if not named:
        return set(), set()
    return _untold(title, called), _untold(description, named)


def _untold(text: Text, places: Iterable[int]) -> set[int]:
    """Return the places of names that do not say themselves what they are."""
    return {place for place in places if not _tells_itself(text.tokens[place].text)}


def _said(kind: str) -> frozenset[str]:
    return words_of("names", kind)


def _quoted(text: Text) -> set[int]:
    """Return the words that stand in quotes."""
    spans = [found.span() for found in _QUOTED.finditer(text.written)]
    return {place for place, token in enumerate(text.tokens) for start, end in spans if start <= token.start < end}


def _places(text: Text) -> set[int]:
    """Return the words that make the name of a town or quarter, with a capital."""
    words = [token.text for token in text.tokens]
    return {
        place
        for start, token in enumerate(text.tokens)
        if _has_capital(token)
        for name in _known_places().get(token.text, ())
        if words[start : start + len(name)] == list(name)
        for place in range(start, start + len(name))
    }


@cache
def _known_places() -> dict[str, list[tuple[str, ...]]]:
    """Return the names of towns and quarters by their first word."""
    places: dict[str, list[tuple[str, ...]]] = {}
    for name in part_words()["names"]["places"]:
        words = tuple(name.split())
        places.setdefault(words[0], []).append(words)
    return places


def _shouts(tokens: Sequence[Token]) -> bool:
    """Tell whether a text is written in capitals, which then say nothing."""
    return sum(token.written.isupper() for token in tokens) > _MOSTLY * max(len(tokens), 1) and len(tokens) > 1


def _has_telling_capitals(tokens: Sequence[Token], starts: Collection[int]) -> bool:
    """Tell whether a capital inside a sentence makes a name: not where every word has one."""
    return any(
        token.written[0].islower()
        and len(token.text) >= _SHORTEST_CONTENT
        and token.text not in common_words().function
        for place, token in enumerate(tokens)
        if place not in starts
    )


def _listed(tokens: Sequence[Token], starts: Collection[int]) -> set[int]:
    """Return the words with a capital that only go on with a list: Koken, Bakken, Wandelen."""
    listed: set[int] = set()
    for place in range(1, len(tokens)):
        before = place - 1 in starts or place - 1 in listed
        if tokens[place].after_comma and before and _has_capital(tokens[place - 1]):
            listed.add(place)
    return listed


def _is_followed_by_name(before: Token, *, is_named: bool) -> bool:
    """Tell whether a word with a capital is a name for what stands before it: De Kat, de Rozenhof, Buurthuis Gein."""
    is_article = before.text in _said("articles")
    return is_named or is_article or before.text in _said("houses")


def _is_letter_word(token: Token) -> bool:
    """Tell whether a word is written in capitals throughout."""
    letters = [letter for letter in token.written if letter.isalpha()]
    return len(letters) >= _SHORTEST_LETTER_WORD and all(letter.isupper() for letter in letters)


def _has_capital(token: Token) -> bool:
    return token.written[0].isupper()


def _tells_itself(word: str) -> bool:
    """Tell whether a name says by its last part what it is: De Weggeefwinkel."""
    return word.endswith(tuple(_said("telling")))
