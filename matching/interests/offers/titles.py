"""What each word of a title is worth: less where it says where one is, or what something is done to or with."""

from itertools import pairwise
from typing import Final

from matching.interests.offers.text import Text, words_of
from matching.parameters import parameters_of

_OF_OFFERS: Final = parameters_of("offers")
_BESIDE_A_DOER: Final = _OF_OFFERS.number("beside_a_doer")
_AROUND: Final = _OF_OFFERS.number("around")
_WITH: Final = "met"
_BESIDES: Final = _OF_OFFERS.number("practical")


def worth_in_title(called: Text) -> list[float]:
    """Return what each word of a title is worth: less where it only says around what one is."""
    worth = [1.0] * len(called.tokens)
    for place, token in enumerate(called.tokens):
        before = called.tokens[place - 1].text
        if place and token.text in words_of("titles", "around") and before not in words_of("titles", "doing"):
            end = next(sentence.end for sentence in called.sentences if place < sentence.end)
            worth[place:end] = [_AROUND] * (end - place)
        elif token.text in words_of("titles", "treats") and _WITH in {each.text for each in called.tokens[:place][-2:]}:
            worth[place] = _BESIDES
    if _is_a_house(called):
        worth[0] = _AROUND
    return worth


def beside_doers(called: Text, worth: list[float]) -> list[float]:
    """Return what the words of a title are worth where one is called by what one does: a rondleider paints nothing."""
    words = [token.text for token in called.tokens]
    bounds = [*sorted({sentence.start for sentence in called.sentences} | called.parted), len(words)]
    for start, end in pairwise(bounds):
        doers = {place for place in range(start, end) if words[place].endswith(tuple(words_of("titles", "doers")))}
        # Those for whom one does it are whom one meets: chauffeur voor ouderen.
        last = next((place for place in range(start, end) if words[place] == "voor"), end) if doers else start
        for place in set(range(start, last)) - doers:
            worth[place] = min(worth[place], _BESIDE_A_DOER)
    return worth


def beside_in_title(called: Text) -> frozenset[int]:
    """Return the words that by themselves say only to what something is done: het monument poetsen."""
    words = [token.text for token in called.tokens]
    beside: set[int] = set()
    bounds = [*sorted({sentence.start for sentence in called.sentences} | called.parted), len(words)]
    for start, end in pairwise(bounds):
        serving = {place for place in range(start, end) if words[place] in words_of("titles", "serves")}
        beside |= set(range(start, end)) - serving if serving else set()
    return frozenset(beside)


def _is_a_house(called: Text) -> bool:
    """Tell whether a title is only the name of a house, in which anything may be done: Theater de Zolder."""
    if not called.tokens or called.tokens[0].text not in words_of("titles", "houses"):
        return False
    called_so = [token for token in called.tokens[1:] if token.text not in words_of("names", "articles")]
    return len(called_so) == 1 and called_so[0].written[0].isupper()
