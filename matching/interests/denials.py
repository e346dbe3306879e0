"""Which words of a text are denied: geen muziek, ik hou niet van koken, ik was bakker maar dat wil ik niet meer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from matching.interests.clauses import is_set_apart
from matching.interests.dutch import Token, common_words
from matching.interests.languages import DUTCH, tongue_of
from matching.interests.refusals import refused_words
from matching.parameters import parameters_of

DENIALS = frozenset({"geen", "zonder", "niet", "nooit", "niets", "niks", "behalve", "hekel"})
"""The words that deny something in a wish."""

_READ: Final = parameters_of("reading")
_NEARBY: Final = _READ.count("denied_within")
_LONGEST_CLAUSE: Final = _READ.count("longest_clause_of_a_wish")
_OF_A_KIND = ("en", "s")
"""Ends of verbs and plurals."""

_AFTER = frozenset({"niet", "nooit"})
_MODALS = frozenset({"hoef", "hoeft", "hoeven", "durf", "durft", "kan", "kun", "mag", "houd", "hou", "lukt"})
_CAN = frozenset({"kan", "kun", "kon"})
_NOTHING = frozenset({"niks", "niets", "niet", "geen", "nergens"})
_IS = frozenset({"is", "kan", "gaat", "ga", "lukt"})
_NO_MORE = frozenset({"meer", "langer"})
_JUDGED = frozenset({"ik", "het", "me", "mij"})
_PARTED = frozenset({"af", "weg"})
_WITHIN = frozenset({"dus", "maar"})
_NEED_NOT_BE = ["te", "zijn"]
_PITY = frozenset({"jammer", "helaas", "zonde", "spijtig"})
_NEVER_LEARNT = frozenset({"leren", "geleerd"})


class Denied(NamedTuple):
    """The places of the words that are denied, of those by which a wish denies them, and of what only tells why.

    What is settled says by itself what it refuses or praises: een broertje dood, verveelt me nooit.
    """

    words: frozenset[int]
    saying: frozenset[int]
    aside: frozenset[int]
    settled: frozenset[int]
    denying: frozenset[int]
    """The words that deny, of all that might."""

    starts: tuple[int, ...]
    """Where each clause begins, and the end."""


# Each wish is looked at by two readers, right after each other.
@lru_cache(maxsize=256)
def denied_words(tokens: tuple[Token, ...], language: str) -> Denied:
    """Return the places of the words that a client says not to want, and of those that say so."""
    tokens = _as_written(tokens) if language == DUTCH else tokens
    denials = {place for place, token in enumerate(tokens) if token.text in DENIALS}
    breaks = tongue_of(language).breaks if language else frozenset[str]()
    opens = {place for place in range(1, len(tokens)) if tokens[place].text in breaks or _opens(tokens, place)}
    # However long a wish is, each of its clauses is read in one go.
    starts = sorted({0, *opens, *range(0, len(tokens), _LONGEST_CLAUSE), len(tokens)})
    refused = refused_words(tokens, starts, language)
    denials -= refused.settled
    denying = {place for place in denials if _denies(tokens, place)}
    denied = _denied_in_wish(tokens, denying, starts) if denying else set()
    return Denied(
        words=frozenset(refused.words | denied),
        saying=frozenset(refused.refusing | denials),
        aside=frozenset(refused.aside),
        settled=frozenset(refused.settled),
        denying=frozenset(denying),
        starts=tuple(starts),
    )


def _as_written(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the words with what denies as it is written: ik kan nie tege drukte."""
    spoken = common_words().spoken
    if spoken.keys().isdisjoint(token.text for token in tokens):
        return tokens
    return tuple(replace(token, text=spoken.get(token.text, token.text)) for token in tokens)


def _denied_in_wish(tokens: Sequence[Token], denials: set[int], starts: Sequence[int]) -> set[int]:
    """Return what is denied clause by clause, unless a later clause says that it is wished after all."""
    clauses = [tokens[start:end] for start, end in pairwise(starts)]
    wished = [_wished_after_all(clause) for clause in clauses]
    last_wished = max((number for number, is_so in enumerate(wished) if is_so), default=-1)
    denied: set[int] = set()
    for number, (start, end) in enumerate(pairwise(starts)):
        inside = {place for place in denials if start <= place < end}
        if inside and number >= last_wished:
            denied |= _close_by(tokens, inside)
            for place in inside:
                denied |= {start + at for at in _reached(clauses[number], place - start)}
                denied |= _looked_back_at(clauses[: number + 1], place - start, start)
    return denied


def _close_by(tokens: Sequence[Token], denials: set[int]) -> set[int]:
    """Return what is denied a few words away: niet hoeven te zingen, zingen durf ik niet meer."""
    if not denials:
        return set()
    return {
        place
        for place in range(len(tokens))
        if (place and tokens[place - 1].text == "te" and not denials.isdisjoint(range(place - _NEARBY, place)))
        or _is_ruled_out(tokens, denials, place)
    }


def _is_ruled_out(tokens: Sequence[Token], denials: set[int], place: int) -> bool:
    """Tell whether a word goes before a modal verb that is denied: zingen durf ik niet meer, tillen hoeft niet."""
    after = range(place + 1, min(place + 1 + _NEARBY, len(tokens)))
    return (
        any(tokens[at].text in _MODALS for at in after[:1])
        and any(
            at in denials
            and tokens[at].text in _AFTER
            and tokens[at].position - tokens[place].position <= _NEARBY
            # Voetbal hoeft niet perfect te zijn: how it need not be says nothing against it.
            and [token.text for token in tokens[at + 2 : at + 4]] != _NEED_NOT_BE
            for at in after
        )
    )


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a clause begins at a word: after a comma or a sentence, at maar, at en ik."""
    token, after = tokens[place], tokens[place + 1 : place + 2]
    if is_set_apart(tokens, place):
        return True
    if token.text in _said("breaks"):
        return not (_is_within(tokens, place) or (token.text == "maar" and _is_only(tokens, place)))
    also = token.text == "en" and any(each.text in _said("liked") for each in tokens[:place])
    return also or (token.text in _said("joins") and any(each.text in _said("openers") for each in after))


def _is_only(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether maar only makes less of a judgment: yoga vind ik maar zweverig, dat lijkt me maar niks."""
    before = [token.text for token in tokens[max(place - 2, 0) : place]]
    is_named = before[-1:] and before[-1] in _JUDGED
    return not _said("judging").isdisjoint(before[:-1] if is_named else before[-1:])


def _is_within(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether dus or maar stands within a verb that it parts: bloemschikken valt dus af, streep dat maar weg."""
    is_last = place + 2 == len(tokens) or (place + 2 < len(tokens) and is_set_apart(tokens, place + 2))
    return is_last and tokens[place].text in _WITHIN and tokens[place + 1].text in _PARTED


def _denies(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a denial denies: waarom niet, nog nooit, niet zonder and nooit leren ask for what follows."""
    words = [token.text for token in tokens]
    before, word, after = words[:place], words[place], words[place + 1 :]
    never_learnt = word == "nooit" and not _NEVER_LEARNT.isdisjoint(after[:1])
    not_without = word in {"zonder", "niet"} and {"zonder", "niet"}.issubset(words) and not _CAN.isdisjoint(words)
    # Zonder muziek is er niks aan, een dag zonder muziek is een ramp; wie houdt er nou niet van muziek?
    is_bad = not (_NOTHING | _said("bad")).isdisjoint(after) and not _IS.isdisjoint(after)
    not_without = not_without or (word == "zonder" and is_bad) or before[:1] == ["wie"]
    nothing_without = word in _NOTHING and "zonder" in before and not _IS.isdisjoint(before)
    twice = not DENIALS.isdisjoint(before[-1:] + after[:1])
    # Jammer dat er geen koor meer is: what is missed is wished.
    open_still = "waarom" in before or "nog" in before[-1:] or not _PITY.isdisjoint(before)
    return not (never_learnt or not_without or nothing_without or twice or open_still)


def _wished_after_all(clause: Sequence[Token]) -> bool:
    """Tell whether a clause only says that what came before is wished: maar wil het leren, maar lijkt me leuk."""
    words = {token.text for token in clause if token.counts}
    return not words.isdisjoint(_said("after_all")) and words <= _said("after_all") | _said("helping")


def _reached(clause: Sequence[Token], place: int) -> set[int]:
    """Return what is denied after a denial, over words that only fill: niet meer in de keuken, geen zin in koken."""
    before = {token.text for token in clause[:place]}
    reached: set[int] = set()
    passed: set[str] = set()
    for at in range(place + 1, len(clause)):
        word = clause[at].text
        if word in _said("troubles"):
            return set()
        if clause[at].counts and word not in _said("filling"):
            reached.add(at)
            following = clause[at + 1].text if at + 1 < len(clause) else ""
            if word not in _said("widening") and word not in _said("lists") and following not in _said("lists"):
                break
        passed.add(word)
    if _is_unable(before, passed):
        return reached & {place + 1}
    return reached | _second_of_pair(clause, reached)


def _second_of_pair(clause: Sequence[Token], reached: set[int]) -> set[int]:
    """Return the last word of a clause where it is denied with one of its kind: geen koffie drinken en kletsen."""
    match [token.text for token in clause]:
        case [*before, one, "en", other] if before and one.endswith(_OF_A_KIND) and other.endswith(_OF_A_KIND):
            is_near = not reached.isdisjoint((len(before) - 1, len(before)))
            return {len(clause) - 1} if is_near and other not in common_words().plain else set()
        case _:
            return set()


def _is_unable(before: set[str], after: set[str]) -> bool:
    """Tell whether words around a denial say that someone does not manage; what is over is no wish any more."""
    unable = before & _said("unable")
    return bool(unable) and (unable.isdisjoint(_CAN) or after.isdisjoint(_NO_MORE))


def _looked_back_at(clauses: Sequence[Sequence[Token]], place: int, start: int) -> set[int]:
    """Return what is denied before a denial that ends its clause: ik zing niet graag, maar dat wil ik niet meer."""
    clause = clauses[-1]
    tail = {token.text for token in clause[place + 1 :] if token.counts}
    if not tail <= _said("tail") or not _looks_back(clause, place, tail):
        return set()
    own = _content(clause[:place])
    if own or len(clauses) == 1:
        return {start + at for at in own}
    if not _revokes(clauses[-2], clause):
        return set()
    earlier = start - len(clauses[-2])
    return {earlier + at for at in _content(clauses[-2])}


def _looks_back(clause: Sequence[Token], place: int, tail: set[str]) -> bool:
    """Tell whether a denial at the end of a clause says that what came before is not wanted."""
    words = {token.text for token in clause[:place]}
    if not words.isdisjoint(_said("troubles")) or _is_unable(words, tail):
        return False
    if clause[place].text == "geen":
        return "zin" in tail
    if _is_bare(clause, place):
        return True
    return (
        clause[place].text == "nooit" or not tail.isdisjoint(_said("dislikes")) or not words.isdisjoint(_said("wants"))
    )


def _is_bare(clause: Sequence[Token], place: int) -> bool:
    """Tell whether a clause is only a thing and a no: tuinieren wel, koken niet."""
    idle = _said("breaks") | _said("joins") | _said("stressing")
    rest = [token.text for token in clause[:place] if token.text not in idle]
    return place == len(clause) - 1 and len(rest) == 1 and rest[0] not in common_words().plain


def _revokes(before: Sequence[Token], clause: Sequence[Token]) -> bool:
    """Tell whether a clause takes back what the one before it said, and that was not itself a wish."""
    words = {token.text for token in clause}
    liked = any(token.text in _said("liked") for token in before)
    return not words.isdisjoint(_said("refers")) and (not liked or not words.isdisjoint(_said("wants")))


def _content(clause: Sequence[Token]) -> set[int]:
    """Return the places of the words that may say what is wanted or denied."""
    idle = _said("tail") | _said("helping") | _said("wants") | _said("joins") | _said("breaks")
    return {at for at, token in enumerate(clause) if token.counts and token.text not in idle}


def _said(kind: str) -> frozenset[str]:
    """Return the words of one kind around a denial."""
    return common_words().denying[kind]
