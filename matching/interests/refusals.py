"""What a wish refuses in other words than no: klaar met vakken vullen, liever tuinieren dan koken, koken? nee."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from matching.interests.dutch import Token, common_words
from matching.interests.languages import DUTCH, tongue_of
from matching.interests.praising import praised_by

_LONGEST: Final = max(said.count(" ") + 1 for said in common_words().refusing)
_NOT_I = (["ik", "niet"], ["mij", "niet"], ["ikke", "niet"], ["ik", "nooit"])
_NOT_THAT = ("niet", "dat")
_YES: Final = frozenset({"ja", "wel", "graag", "prima"})


class RefusedWords(NamedTuple):
    """The places of the words that a wish refuses, of those by which it does, and of what says neither.

    What is settled denies nothing else any more; what is aside only gives a reason or feeling, and asks for nothing.
    """

    words: set[int]
    refusing: set[int]
    settled: set[int]
    aside: set[int]


def refused_words(tokens: Sequence[Token], starts: Sequence[int], language: str) -> RefusedWords:
    """Return what a wish refuses; clauses begin at the starts, of which the last one is the end."""
    found = RefusedWords(set(), set(), set(), set())
    in_dutch = language == DUTCH
    is_taken_back = False
    words = [token.text for token in tokens]
    for number, (start, end) in enumerate(pairwise(starts)):
        praising = {start + at for at in praised_by(words[start:end])} if in_dutch else set()
        if praising:
            found.settled.update(praising)
            found.aside.update(praising)
            continue
        before = starts[number - 1] if number else start
        sayings = [] if in_dutch and _gets_over(words[start:end]) else _sayings(words[start:end], start, language)
        for first, after, kind in sayings:
            # Yoga is niets voor mij, dacht ik altijd: what was refused before is taken back.
            is_taken_back = is_taken_back or kind == "takes_back"
            _refuse(found, tokens, (before, start, end), (first, after, kind))
        if in_dutch:
            for refused_in in (_too_much, _judged, _parted, _left_alone):
                found.words.update(refused_in(tokens, start, end, found.aside))
            found.words.update(_going_on(found, tokens, (before, start, end)))
            _conclude(found, tokens, (before, start, end))
    if is_taken_back:
        return RefusedWords(set(), set(), found.settled, found.aside)
    return found._replace(words=found.words - found.settled)


def _refuse(
    found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int], saying: tuple[int, int, str]
) -> None:
    """Add what one saying of a clause refuses: what comes after it, or what came before."""
    (before, start, end), (first, after, kind) = clause, saying
    denied_by = _denied_by(tokens, start, first, after)
    if denied_by:
        found.settled.update(denied_by)
        kind = "only_sounds_so"
    if _is_exception(found, tokens, first, after):
        found.settled.update(range(first, after))
        return
    reason = _reason(tokens, after, end)
    following = _content(tokens, after, _end_of_list(tokens, after, reason))
    if kind in {"refuses", "refuses_here"}:
        # Aan toneel heb ik een broertje dood, gym haatte ik; ik haat gym, een broertje dood aan toneel.
        is_turned = after < end and tokens[after].text == "ik"
        before = start if kind == "refuses_here" else before
        kind = "refuses_last" if is_turned or after == reason or not following else "refuses_next"
        following = set() if is_turned else following
    refused = _content(tokens, start, first) or _content(tokens, before, first)
    if kind == "refuses_last" and (following or not refused):
        return  # Liever niet met kinderen: what is refused comes after, as with any other no.
    found.settled.update(range(first, after))
    if kind != "only_sounds_so":
        no = common_words().denying["no"]
        found.refusing.update(at for at in range(first, after) if at == first or tokens[at].text in no)
        found.aside.update(range(first, after))
    if kind == "refuses_next":
        found.words.update(following)
    elif kind == "refuses_last":
        found.aside.update(range(reason, end))
        # Koken? Nee bedankt: what is refused stands in the clause before.
        found.words.update(refused)


def _is_exception(found: RefusedWords, tokens: Sequence[Token], first: int, after: int) -> bool:
    """Tell whether a saying takes something out of what was refused before: ik hou niet van sport, behalve zwemmen."""
    said = common_words().denying
    is_so = tokens[after - 1].text in said["excepting"] or tokens[max(after - 2, first)].text in said["excepting"]
    is_no = any(token.text in said["no"] and at not in found.settled for at, token in enumerate(tokens[:first]))
    return is_so and (bool(found.refusing) or is_no)


def _denied_by(tokens: Sequence[Token], start: int, first: int, after: int) -> set[int]:
    """Return what denies a saying that says no by itself: nog niet klaar met, niet dat ik dieren haat."""
    said = common_words().denying
    if any(tokens[at].text in said["no"] for at in range(first, after)):
        return set()
    not_that = {at for at in range(start, first) if (tokens[at].text, tokens[at + 1].text) == _NOT_THAT}
    near = first - 2 if first - 1 >= start and tokens[first - 1].text in said["stressing"] else first - 1
    return not_that | ({near} if near >= start and tokens[near].text in said["no"] else set())


def _sayings(clause: Sequence[str], start: int, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each refusing or only seemingly refusing saying of a clause stands, and its kind; longest first."""
    sayings, openings = _sayings_of(language), _openings_of(language)
    at = 0
    while at < len(clause):
        length, kind = _saying_at(clause, at, sayings) if clause[at] in openings else (0, "")
        if kind == "prefers":
            # Liever X dan Y: what comes after dan is refused, what comes before is not.
            dan = next((place for place in range(at + length, len(clause)) if clause[place] == "dan"), None)
            if dan is not None:
                yield start + dan, start + dan + 1, "refuses_next"
        elif kind:
            yield start + at, start + at + length, kind
        at += max(length, 1)


def _sayings_of(language: str) -> Mapping[str, str]:
    """Return the sayings by which a language refuses or only seems to, with the kind of each."""
    return tongue_of(language).refusing if language else common_words().refusing


@cache
def _openings_of(language: str) -> frozenset[str]:
    """Return the words with which any such saying begins: most words of a wish are none, and are passed at once."""
    return frozenset(said.partition(" ")[0] for said in _sayings_of(language))


def _saying_at(words: Sequence[str], at: int, sayings: Mapping[str, str]) -> tuple[int, str]:
    """Return how many words the longest saying at a place has, and its kind; none when there is none.

    Words that only say how much may stand in between: daar word ik toch zo moe van.
    """
    filling = common_words().denying["stressing"]
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        said = words[at : at + length]
        kind = sayings.get(" ".join(said))
        if not kind and length > 1 and said[0] not in filling and said[-1] not in filling:
            kind = sayings.get(" ".join(word for word in said if word not in filling))
        if kind:
            return length, kind
    return 0, ""


def _too_much(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what a clause says to be too much for someone, and put aside how: toneel is me te veel poppenkast."""
    words = [token.text for token in tokens[start:end]]
    said = common_words().denying
    for at in (at for at, word in enumerate(words) if word == "te"):
        match words[:at], words[at + 1 :]:
            case [*_, verb, whose], [how, *_] if (
                verb in said["finding"] and whose in said["one"] and how not in said["hard"]
            ):
                aside.update(range(start + at, end))
                return _content(tokens, start, start + at - len((verb, whose)))
            case _:
                pass
    return set()


def _judged(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what a clause calls bad, and put that word aside: zingen is voor mij een ramp, ik vind breien saai.

    Of one's own it is a trouble (mijn administratie is een ramp), and always or alone only too much of it.
    """
    words = [token.text for token in tokens[start:end]]
    said = common_words().denying
    if not said["rhetorical_or_own"].isdisjoint(words[:1]) or not (said["no"] | said["troubling"]).isdisjoint(words):
        return set()
    filling = (said["stressing"] | said["one"] | said["around_a_judgment"]) - said["bad"]
    telling = [at for at, word in enumerate(words) if word not in filling]
    if not telling or words[telling[-1]] not in said["bad"]:
        return set()
    verb = next((at for at in telling if words[at] in said["judging"]), None)
    if verb is None:
        return set()
    inside = [at for at in telling if verb < at < telling[-1] and words[at] not in said["bad"]]
    inside = [] if words[verb] in said["judging_before"] else inside
    refused = _content(tokens, start, start + verb) if not inside else set()
    if words[verb] in said["finding_so"] and inside:
        refused = _content(tokens, start + verb + 1, start + telling[-1])
    aside.update({start + at for at in telling if words[at] in said["bad"]} if refused else ())
    return refused


def _parted(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what a clause refuses by two words apart: ik sla zingen liever over, ik mis het poetsen niet."""
    words = [token.text for token in tokens[start:end]]
    for pair in sorted(common_words().denying["parted"]):
        first, _, last = pair.partition("-")
        # Two words that follow each other are a saying: hoeft niet ver.
        if first in words and last in words[words.index(first) + 2 :]:
            aside.add(start + words.index(first))
            return _content(tokens, start, end)
    return set()


def _left_alone(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what someone would rather leave where it is: laat die schaatsen maar in het vet."""
    words = [token.text for token in tokens[start : end + 4]]
    rest = words[end - start :]
    match words[: end - start]:
        case [*before, "laat", which, _] if which in common_words().denying["left"]:
            is_so = rest[:1] == ["maar"] and common_words().denying["mine"].isdisjoint(rest)
            aside.update(range(end, min(end + len(rest), len(tokens))) if is_so else ())
            return _content(tokens, start + len(before) + 1, end) if is_so else set()
        case [*before, "laat"] if [token.text for token in tokens[end:]] == ["maar"]:
            aside.update((end - 1, end))
            return _content(tokens, start, end - 1) or _content(tokens, 0, start)
        case _:
            return set()


def _going_on(found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int]) -> set[int]:
    """Return what goes on with a refusal: bang voor honden, en ook voor katten; daar word ik niet blij van, van bridge.

    A mere no refuses what was said before it.
    """
    before, start, end = clause
    said = common_words().denying
    words = [token.text for token in tokens[start:end]]
    telling = [word for word in words if word not in said["stressing"]]
    if telling == ["nee"] or telling in _NOT_I:
        found.aside.update(range(start, end))
        return _content(tokens, before, start)
    if words[-1] == "nee" and said["no"].isdisjoint(words):
        # Tuin ja, kantoor nee: the no answers what stands before it, and after any yes.
        found.aside.add(end - 1)
        return _content(tokens, start + max((at + 1 for at, word in enumerate(words) if word in _YES), default=0), end)
    earlier = {token.text for token in tokens[before:start]}
    joined = [word for word in words if word not in said["going_on"]]
    is_refused = any(before <= at < start for at in found.refusing)
    is_refused |= not said["no"].isdisjoint(earlier) and found.settled.isdisjoint(range(before, start))
    is_added = len(joined) < len(words) and joined[:1] and joined[0] in earlier
    is_named = (
        not found.words
        and not said["pointing"].isdisjoint(earlier)
        and tokens[start].after_comma
        and joined[:1]
        and joined[0] in common_words().heart["prepositions"]
    )
    if before < start and is_refused and (is_added or is_named) and said["wishing"].isdisjoint(words):
        return _content(tokens, start, end)
    return set()


def _gets_over(words: Sequence[str]) -> bool:
    """Tell whether someone wants to get over what keeps him: van mijn angst voor water afkomen."""
    return not common_words().denying["overcoming"].isdisjoint(words)


def _conclude(found: RefusedWords, tokens: Sequence[Token], clause: tuple[int, int, int]) -> None:
    """Put aside what is only the reason of a refusal: bang voor water dus geen zwemmen; hoeft niet, ik kan het al."""
    before, start, end = clause
    words = {token.text for token in tokens[start:end]}
    said = common_words().denying
    if tokens[start].text == "dus" and not said["no"].isdisjoint(words):
        found.aside.update(range(before, start))
    is_reason = not said["enough"].isdisjoint(words) and not said["having"].isdisjoint(words)
    if is_reason and said["wishing"].isdisjoint(words) and any(before <= at < start for at in found.refusing):
        found.aside.update(range(start, end))


def _end_of_list(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where ends what a saying refuses: at its clause, or at what opens a wish within it (klaar met X, nu Y)."""
    opening = common_words().denying["wishing"]
    return next((place for place in range(start, end) if tokens[place].text in opening), end)


def _reason(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the reason or the time of a refusal begins: niet meer | met mijn rug, haatte ik | op school."""
    said = common_words().denying
    for place in range(start, end):
        following = tokens[place + 1].text if place + 1 < end else ""
        if tokens[place].text in said["reasons"]:
            return place
        if tokens[place].text in said["beside_reasons"] and following in said["own"]:
            return place
    return end


def _content(tokens: Sequence[Token], start: int, end: int) -> set[int]:
    """Return the places of the words that say what is refused; who refuses a trouble wishes for help with it."""
    if not common_words().denying["troubles"].isdisjoint(token.text for token in tokens[start:end]):
        return set()
    idle = common_words().denying["idle"]
    return {place for place in range(start, end) if tokens[place].counts and tokens[place].text not in idle}
