"""How a wish goes on with a refusal in its next clause: nee, bang voor honden en ook voor katten, de reden ervan."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from matching.interests.dutch import Token, common_words
from matching.interests.refusing_clauses import content

_NOT_I = (["ik", "niet"], ["mij", "niet"], ["ikke", "niet"], ["ik", "nooit"])
_YES: Final = frozenset({"ja", "wel", "graag", "prima"})


class RefusedWords(NamedTuple):
    """The places of the words that a wish refuses, of those by which it does, and of what says neither.

    What is settled denies nothing else any more; what is aside only gives a reason or feeling, and asks for nothing.
    """

    words: set[int]
    refusing: set[int]
    settled: set[int]
    aside: set[int]


def answered_no(found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int]) -> set[int]:
    """Return what a mere no answers: what was said before it (zingen? nee; tuin ja, kantoor nee)."""
    before, start, end = clause
    said = common_words().denying
    words = [token.text for token in tokens[start:end]]
    telling = [word for word in words if word not in said["stressing"]]
    if telling == ["nee"] or telling in _NOT_I:
        found.aside.update(range(start, end))
        return content(tokens, before, start)
    if words[-1] == "nee" and said["no"].isdisjoint(words):
        # Tuin ja, kantoor nee: the no answers what stands before it, and after any yes.
        found.aside.add(end - 1)
        return content(tokens, start + max((at + 1 for at, word in enumerate(words) if word in _YES), default=0), end)
    return set()


def added(found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int]) -> set[int]:
    """Return what a clause adds to a refusal with the same word: bang voor honden, en ook voor katten."""
    before, start, end = clause
    words = [token.text for token in tokens[start:end]]
    joined = [word for word in words if word not in common_words().denying["going_on"]]
    is_added = len(joined) < len(words) and joined[:1] and joined[0] in {token.text for token in tokens[before:start]}
    return content(tokens, start, end) if is_added and _follows_a_refusal(found, tokens, clause) else set()


def named_after(found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int]) -> set[int]:
    """Return what a clause names that was only pointed at: daar word ik niet blij van, van bridge."""
    before, start, end = clause
    said = common_words().denying
    points = not said["pointing"].isdisjoint(token.text for token in tokens[before:start])
    if found.words or not points or not tokens[start].after_comma or not _follows_a_refusal(found, tokens, clause):
        return set()
    joined = [token.text for token in tokens[start:end] if token.text not in said["going_on"]]
    is_named = joined[:1] and joined[0] in common_words().heart["prepositions"]
    return content(tokens, start, end) if is_named else set()


def _follows_a_refusal(found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int]) -> bool:
    """Tell whether the clause before refuses something, and this one wishes for nothing."""
    before, start, end = clause
    said = common_words().denying
    is_refused = any(before <= at < start for at in found.refusing)
    is_no = not said["no"].isdisjoint(token.text for token in tokens[before:start])
    is_refused |= is_no and found.settled.isdisjoint(range(before, start))
    return before < start and is_refused and said["wishing"].isdisjoint(token.text for token in tokens[start:end])


def conclude(found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int]) -> None:
    """Put aside what is only the reason of a refusal: bang voor water dus geen zwemmen; hoeft niet, ik kan het al."""
    before, start, end = clause
    words = {token.text for token in tokens[start:end]}
    said = common_words().denying
    if tokens[start].text == "dus" and not said["no"].isdisjoint(words):
        found.aside.update(range(before, start))
    is_reason = not said["enough"].isdisjoint(words) and not said["having"].isdisjoint(words)
    if is_reason and said["wishing"].isdisjoint(words) and any(before <= at < start for at in found.refusing):
        found.aside.update(range(start, end))
