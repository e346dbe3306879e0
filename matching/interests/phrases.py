"""Finding the phrases of the vocabulary in a text: words that stand close together mean something as one."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import Token, common_words
from matching.interests.forms import Reading
from matching.interests.terms import LISTED_AS_WORD, Phrase
from matching.parameters import parameters_of

_MOST_TOKENS_A_WORD: Final = parameters_of("reading").count("most_tokens_a_word")


def phrases_in(
    tokens: list[Token], readings: list[Reading], vocabulary: Vocabulary
) -> Iterator[tuple[Phrase, tuple[int, ...]]]:
    """Yield each phrase whose words stand close together, in any order."""
    places: dict[str, list[int]] = {}
    for index, reading in enumerate(readings):
        for word in sorted(reading.phrase_words):
            places.setdefault(word, []).append(index)
    for word, indices in places.items():
        for phrase in vocabulary.terms.phrases.get(word, ()):
            if all(each in places for each in phrase.words):
                nearby = next(filter(None, (_nearby(phrase, index, places, tokens) for index in indices)), ())
                if nearby and not _spans_wishes(nearby, tokens):
                    yield phrase, nearby


def words_of(tokens: Sequence[Token], phrases: Iterable[tuple[Phrase, tuple[int, ...]]]) -> set[int]:
    """Return the words of listed phrases, wherever they stand: slecht leren lezen, dus les in lezen is no hobby."""
    inside = {index for phrase, places in phrases if phrase.strength == LISTED_AS_WORD for index in places}
    said = {tokens[index].text for index in inside}
    return {index for index, token in enumerate(tokens) if token.text in said}


def _nearby(phrase: Phrase, index: int, places: dict[str, list[int]], tokens: list[Token]) -> tuple[int, ...]:
    """Return where the words of a phrase stand around one of them, or nothing."""
    if phrase.ordered:
        return _in_order(phrase, index, places, tokens)
    chosen = [_nearest(places[word], index, tokens) for word in phrase.words]
    return tuple(chosen) if _close(chosen, phrase, tokens) and len(set(chosen)) == len(chosen) else ()


def _nearest(places: list[int], index: int, tokens: list[Token]) -> int:
    """Return which of some places stands nearest to a word; of two as near, the first."""
    after = bisect_left(places, index)
    nearby = places[max(after - 1, 0) : after + 1]
    return min(nearby, key=lambda place: abs(tokens[place].position - tokens[index].position))


def _in_order(phrase: Phrase, index: int, places: dict[str, list[int]], tokens: list[Token]) -> tuple[int, ...]:
    """Return where the words of a phrase follow each other, one of them standing at the index."""
    starts = places[phrase.words[0]]
    reach = _MOST_TOKENS_A_WORD * (len(phrase.words) + phrase.gaps)
    for start in starts[bisect_left(starts, index - reach) : bisect_right(starts, index)]:
        chosen = [start]
        for word in phrase.words[1:]:
            after = bisect_right(places[word], chosen[-1])
            if after == len(places[word]):
                return ()
            chosen.append(places[word][after])
        if index in chosen and _close(chosen, phrase, tokens):
            return tuple(chosen)
    return ()


def _close(chosen: list[int], phrase: Phrase, tokens: list[Token]) -> bool:
    """Tell whether words stand as close together as the words of a phrase should."""
    first, last = min(chosen), max(chosen)
    if not phrase.gaps and last - first >= len(phrase.words):
        return False
    return tokens[last].position - tokens[first].position < len(phrase.words) + phrase.gaps


def is_parted(places: Collection[int], tokens: Sequence[Token]) -> bool:
    """Tell whether a preposition parts the words of a phrase: muurschilderingen maken met de hele straat."""
    return any(tokens[place].text in common_words().heart["around"] for place in _inside(places))


def _spans_wishes(places: Collection[int], tokens: Sequence[Token]) -> bool:
    """Tell whether a new wish begins within the words of a phrase: ik heb een computer en wil leren zingen."""
    said = common_words().heart
    return any(
        tokens[place].text in said["wishing"] and tokens[place - 1].text in said["and"] for place in _inside(places)
    )


def _inside(places: Collection[int]) -> list[int]:
    return [place for place in range(min(places) + 1, max(places)) if place not in places]
