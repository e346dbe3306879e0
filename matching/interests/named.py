"""Which words of a wish ask for nothing: names (ik woon in Houten) and what is told aside (ik heb twee kinderen)."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from matching.interests.dutch import Token, common_words
from matching.interests.lexicon import communities
from matching.interests.terms import Terms
from matching.interests.word_list import is_word

_ARTICLE: Final = "de"
_ANY_NUMBER: Final = "2"
_NUMBERS: Final = frozenset({"twee", "drie", "vier", "vijf", "zes", "zeven", "acht"})
_LONGEST_ASIDE: Final = max(aside.count(" ") + 1 for aside in common_words().asides)


def named_in(tokens: Sequence[Token], terms: Terms) -> set[int]:
    """Return where names stand: after "woon in", with a capital after a word for people or places, and streets."""
    return {
        place
        for place, token in enumerate(tokens)
        if _is_named(tokens, place)
        or (_is_street(token.text) and token.text not in terms.single and token.text not in terms.asked)
        or _is_surname(tokens, place, terms)
    }


def told_aside(tokens: Sequence[Token]) -> set[int]:
    """Return where someone only tells of his own life: ik heb twee kinderen; that is no wish."""
    words = [_ANY_NUMBER if token.text in _NUMBERS or token.text.isdigit() else token.text for token in tokens]
    aside: set[int] = set()
    for start in range(len(words)):
        for end in range(start + 2, min(start + _LONGEST_ASIDE, len(words)) + 1):
            if " ".join(words[start:end]) in common_words().asides:
                aside |= set(range(start, end))
    return aside | _lacked(words)


def kin_told_of(tokens: Sequence[Token]) -> set[int]:
    """Return where someone tells of his own people: me vrouw vergeet alles asks for no company of women."""
    words = [token.text for token in tokens]
    naming = common_words().naming
    told = set()
    for place in range(1, len(words)):
        mine = place - 1 if words[place - 1] not in naming["own"] else place - 2
        if mine >= 0 and words[mine] in naming["mine"] and _is_told_of(words, mine, place):
            told.add(place)
    return told


def lands_told_of(tokens: Sequence[Token]) -> set[int]:
    """Return where someone tells in which country he was: in Turkije was ik herder asks for no countries."""
    before = common_words().naming["being_from"]
    return {
        place
        for place in range(1, len(tokens))
        if tokens[place - 1].text in before and tokens[place].text in _countries()
    }


@cache
def _countries() -> frozenset[str]:
    """Return the names of countries."""
    return frozenset(country for community in communities() for country in community.countries)


def _is_told_of(words: Sequence[str], mine: int, place: int) -> bool:
    """Tell whether a word behind mijn names people of whom is only told; a child of one's own may come along."""
    naming = common_words().naming
    if mine and words[mine - 1] in naming["beside"]:
        return words[place] in naming["grown"]
    ends = mine > 0 and place + 1 == len(words)
    is_doing = not naming["doing"].isdisjoint(words[place + 1 : place + 2])
    return words[place] in naming["kin"] or (words[place] in naming["kin_who"] and (ends or is_doing))


def _lacked(words: Sequence[str]) -> set[int]:
    """Return where someone tells what he lacks, which he neither asks for nor refuses: ik heb geen papieren."""
    naming = common_words().naming
    return {
        at
        for place in range(1, len(words) - 1)
        if words[place] == "geen"
        and not naming["lacking"].isdisjoint(words[max(place - 2, 0) : place])
        and words[place + 1] not in naming["wishes"]
        for at in (place, place + 1)
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
    if not _has_own_capital(tokens, place):
        return False
    # Pannen verkocht in de Bijenkorf, geleerd bij Hoogovens.
    is_employer = before == _ARTICLE and place > 1 and tokens[place - 2].text in naming["employers"]
    return is_employer or before in naming["places"] | naming["people"] or before == "bij"


def _is_surname(tokens: Sequence[Token], place: int, terms: Terms) -> bool:
    """Tell whether a word with a capital follows one that is no word: Willie Wortel, in a text that has others too."""
    if not place or not tokens[place].counts:
        return False
    before, token = tokens[place - 1], tokens[place]
    return (
        all(each.written[0].isupper() and not each.written.isupper() for each in (before, token))
        and token.position == before.position + 1
        and is_word(token.text)
        and not is_word(before.text)
        and before.text not in terms.single
        and before.text not in terms.phrase_words
        and any(each.written.islower() for each in tokens)
    )


def _has_own_capital(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word of everyday has a capital where the word before it has none: in Hoorn, no Op Het Water."""
    written = tokens[place].written
    return (
        written[0].isupper()
        and not written.isupper()
        and tokens[place - 1].written.islower()
        and is_word(tokens[place].text)
    )
