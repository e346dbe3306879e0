"""What a phrase is made of: words that are read together, what they lead to, and how much of all they say."""

from collections.abc import Container, Mapping, Sequence
from typing import Final, NamedTuple

from matching.interests.denials import denied_words
from matching.interests.dutch import Token, common_words, tokens_of
from matching.interests.finding import Mention
from matching.interests.languages import DUTCH, language_of
from matching.interests.likeness import told_by_words
from matching.parameters import parameters_of

_LEAST_SAID: Final = parameters_of("strength").number("least_said")
_UNREAD_ABROAD: Final = parameters_of("strength").number("unread_abroad")
_SHORTEST: Final = parameters_of("reading").count("shortest_free_word")
_ALL: Final = 1.0


class WishPart(NamedTuple):
    """Words of a phrase that are read together."""

    reached: dict[int, float]
    """How well each concept would fulfil them."""

    share: float
    """How much they count beside other parts: surely read words that say much count most."""

    said: float
    """How much of all that the phrase says they say, 0..1; what is read twice counts once."""

    unknown: str = ""
    """The word itself, where the vocabulary lacks it."""

    is_beside: bool = False
    """Whether they only say how, where or with whom: buiten, met kinderen."""


def parts_of(
    phrase: str,
    named: Sequence[Mention],
    reached: Sequence[Mapping[int, float]],
    unknown: Sequence[str],
    *,
    beside: Container[int],
) -> tuple[WishPart, ...]:
    """Return the parts of a phrase, the surest first, and then each word that the vocabulary lacks by itself.

    What is only concepts beside others (how, where, with whom) is a part beside others.
    """
    by_words: dict[str, dict[int, float]] = {}
    for found, concepts in zip(named, reached, strict=True):
        part = by_words.setdefault(found.words, {})
        for concept, strength in concepts.items():
            part[concept] = max(strength, part.get(concept, 0))
    doing = {found.words for found in named if found.concept not in beside}
    tokens = tokens_of(phrase)
    words = [{token.text for token in tokens_of(each)} for each in by_words]
    said = _said_by(tokens, wished={word for each in words for word in each})
    all_said = sum(said.values())
    left = dict(said)

    parts = [
        _part(part, own, said, left, strength=max(part.values(), default=0))._replace(is_beside=written not in doing)
        for (written, part), own in zip(by_words.items(), words, strict=True)
    ]
    lacking = [_part({}, {word}, said, left, strength=1)._replace(unknown=word) for word in unknown]
    return tuple(part._replace(said=part.said / all_said if all_said else _ALL) for part in (*parts, *lacking))


def _part(
    concepts: dict[int, float], words: set[str], said: Mapping[str, float], left: dict[str, float], *, strength: float
) -> WishPart:
    """Return a part by its words, and take what they say from what no part has said yet."""
    most = max((said.get(word, 0) for word in words), default=0)
    return WishPart(concepts, strength * (_LEAST_SAID + most), sum(left.pop(word, 0) for word in words))


def _said_by(tokens: Sequence[Token], *, wished: set[str]) -> dict[str, float]:
    """Return how much each word says, 0..1; ordinary words and what is refused say nothing of what is wished."""
    denied = denied_words(tuple(tokens), DUTCH)
    refused = {tokens[place].text for place in denied.words | denied.saying} - wished
    plain = common_words().plain | common_words().former
    words = sorted({token.text for token in tokens if token.counts} - plain - refused)
    told_by = dict(zip(words, told_by_words(words), strict=True))
    if language_of(tokens) != DUTCH:
        # Which words are ordinary ones is known of Dutch only: what was read says most.
        told_by |= dict.fromkeys(told_by.keys() - wished, _UNREAD_ABROAD)
    return {word: float(len(word) >= _SHORTEST) if told is None else told for word, told in told_by.items()}
