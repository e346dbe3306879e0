"""What a wish may wish or refuse, nobody knows which: it is asked, and told firmly neither way."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final, NamedTuple

from matching.interests.denials import Denied
from matching.interests.dutch import Token, common_words
from matching.interests.participles import is_participle

_LONGEST: Final = max(saying.count(" ") + 1 for saying in common_words().unsure["sayings"])
_OPENINGS: Final = frozenset(saying.partition(" ")[0] for saying in common_words().unsure["sayings"])
_TOPIC: Final = 2
"""So many words that count a question of a thing has at the most: zingen? koken voor anderen?"""


class Led(NamedTuple):
    """Where words lead somewhere, where clearly, and where they say something as one: niet alleen."""

    at_all: AbstractSet[int]
    clearly: AbstractSet[int]
    as_one: AbstractSet[int]


def unsure_words(tokens: Sequence[Token], denied: Denied, led: Led) -> set[int]:
    """Return the places of what is neither surely wished nor refused."""
    unsure = _reported(tokens, denied) | _said_to_be(tokens, denied, led) | _questioned(tokens, denied)
    unsure |= _judged_somehow(tokens, denied) | _doubted(tokens, denied, led) | _of_before(tokens, denied)
    denials = sorted(denied.denying - led.as_one)
    for place in denials:
        unsure |= _left_over(tokens, place, denied, led) | _without(tokens, place, denied)
        unsure |= _told_of(tokens, place, denied)
    for first, second in pairwise(denials):
        unsure |= _twice_denied(tokens, first, second)
    return unsure


def _clause(place: int, denied: Denied) -> range:
    """Return the clause in which a word stands."""
    return next(range(start, end) for start, end in pairwise(denied.starts) if start <= place < end)


def _before(clause: range, denied: Denied) -> range:
    """Return the clause before another one, and nothing before the first."""
    return next((range(*pair) for pair in pairwise(denied.starts) if pair[1] == clause.start), clause[:0])


def _left_over(tokens: Sequence[Token], place: int, denied: Denied, led: Led) -> set[int]:
    """Return all that is said around a denial that reaches nothing: stofzuigen staat niet op mijn verlanglijstje."""
    clause = _clause(place, denied)
    relative = _said("relative")
    start = max((at + 1 for at in range(clause.start + 1, place) if tokens[at].text in relative), default=clause.start)
    end = next((at for at in range(place, clause.stop) if tokens[at].text in relative), clause.stop)
    words = {tokens[at].text for at in range(start, end)}
    is_degree = end > place + 1 and tokens[place + 1].text in _said("degrees")
    if is_degree or tokens[place].text not in _said("nots") or not words.isdisjoint(_said("no_refusal")):
        return set()
    before = _before(clause, denied)
    around = range(before.start if before else clause.start, clause.stop)
    if not denied.settled.isdisjoint(clause) or any(at in led.clearly and at in around for at in denied.words):
        return set()
    said = led.at_all & set(range(start, end))
    # Schaken, dat ga ik niet doen.
    return set(said) if said or tokens[clause.start].text not in _said("pointing") else set(before)


def _doubted(tokens: Sequence[Token], denied: Denied, led: Led) -> set[int]:
    """Return all that is said where a word of ending or dislike was not read: koken kun je vergeten, yoga is passé.

    A word that leads somewhere by itself says what is wished: stoppen met roken.
    """
    if denied.settled or not led.clearly.isdisjoint(denied.words):
        return set()
    doubting = {at for at, token in enumerate(tokens) if token.text in _said("doubting")} - led.clearly
    words = {token.text for token in tokens}
    return set(range(len(tokens))) if doubting and _said("wished_still").isdisjoint(words) else set()


def _of_before(tokens: Sequence[Token], denied: Denied) -> set[int]:
    """Return what someone did before where he now wishes something else: vroeger naaien, nu liever zwemmen."""
    before: set[int] = set()
    for (start, end), (after, last) in pairwise(pairwise(denied.starts)):
        words, then = ([token.text for token in tokens[slice(*each)]] for each in ((start, end), (after, last)))
        turns = then[:1] == ["nu"] and not _said("turning_to").isdisjoint(then) and _said("it").isdisjoint(then)
        before |= set(range(start, end)) if turns and not _said("before").isdisjoint(words) else set()
    return before


def _told_of(tokens: Sequence[Token], place: int, denied: Denied) -> set[int]:
    """Return what was not done or does not end: ik heb lang niet gebreid; ik wil niet dat het koken ophoudt."""
    clause = _clause(place, denied)
    words = [tokens[at].text for at in clause]
    was_not_done = not _said("having").isdisjoint(words) and any(
        is_participle(tokens[at].text) for at in denied.words.intersection(clause)
    )
    does_not_end = not _said("ending").isdisjoint(words[place - clause.start :])
    return set(clause) if was_not_done or does_not_end else set()


def _without(tokens: Sequence[Token], place: int, denied: Denied) -> set[int]:
    """Return what someone tells to be how without it: een dag zonder tekenen is een verspilde dag."""
    clause = _clause(place, denied)
    verb = next((at for at in range(place + 2, clause.stop) if tokens[at].text in _said("being")), None)
    if tokens[place].text != "zonder" or verb is None or tokens[place + 1].text in _said("turning"):
        return set()
    return set(range(place, verb))


def _twice_denied(tokens: Sequence[Token], first: int, second: int) -> set[int]:
    """Return what is denied within what is denied: geen leven waarin ik niet teken."""
    between = range(first + 1, second)
    is_inside = any(tokens[at].text in _said("inside") for at in between) and tokens[first + 1].text not in _said(
        "turning"
    )
    gap = tokens[second].position - tokens[first].position
    if not is_inside or gap > len(between) + 1:
        return set()
    return set(range(first, min(second + _TOPIC + 1, len(tokens))))


def _reported(tokens: Sequence[Token], denied: Denied) -> set[int]:
    """Return what somebody else wants, advises or does: mijn vriendin wil naar de sauna; koken doet mijn man."""
    reported: set[int] = set()
    for start, end in pairwise(denied.starts):
        words = [token.text for token in tokens[start:end]]
        for at, (whose, who) in enumerate(pairwise(words)):
            if whose in _said("whose") and who in _said("others"):
                wants = at == 0 and not _said("wanting").isdisjoint(words[2:3])
                does = at > 0 and words[at - 1] in _said("done_by")
                reported |= set(range(start, end)) if wants or does else set()
    return reported


def _said_to_be(tokens: Sequence[Token], denied: Denied, led: Led) -> set[int]:
    """Return what a saying leaves in doubt, in its clause or else before: vergaderen is een noodzakelijk kwaad."""
    unsure: set[int] = set()
    for place in _sayings(tokens):
        clause = _clause(place, denied)
        unsure |= set(_before(clause, denied) if led.at_all.isdisjoint(clause) else clause)
    return unsure


def _sayings(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield where each saying stands that leaves it in doubt."""
    words = [token.text for token in tokens]
    for at, word in enumerate(words):
        if word in _OPENINGS:
            ends = range(at + 1, min(at + _LONGEST, len(words)) + 1)
            if any(" ".join(words[at:end]) in common_words().unsure["sayings"] for end in ends):
                yield at


def _judged_somehow(tokens: Sequence[Token], denied: Denied) -> set[int]:
    """Return what a clause calls bad in some way that was not read as a refusal: in de winter is vissen een ramp."""
    said = common_words().denying
    judged: set[int] = set()
    for start, end in pairwise(denied.starts):
        words = [token.text for token in tokens[start:end]]
        is_bad = words[-1] in said["bad"] and not said["judging"].isdisjoint(words)
        is_own = not said["rhetorical_or_own"].isdisjoint(words[:1]) or not said["troubling"].isdisjoint(words)
        if is_bad and not is_own and said["no"].isdisjoint(words) and denied.words.isdisjoint(range(start, end)):
            judged |= set(range(start, end))
    return judged


def _questioned(tokens: Sequence[Token], denied: Denied) -> set[int]:
    """Return what someone asks back, and then says nothing good of: cursussen? ik heb er meer gehad dan goed is."""
    questioned: set[int] = set()
    for (start, end), (_, after) in pairwise(pairwise(denied.starts)):
        if tokens[end].after_question and sum(token.counts for token in tokens[start:end]) <= _TOPIC:
            reply = {token.text for token in tokens[end:after]}
            questioned |= set(range(start, end)) if reply.isdisjoint(_said("praising")) else set()
    return questioned - denied.words


def _said(kind: str) -> frozenset[str]:
    """Return the words of one kind around what is unsure."""
    return common_words().unsure[kind]
