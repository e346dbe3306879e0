"""What a wish refuses in other words than no: klaar met vakken vullen, liever tuinieren dan koken, koken? nee."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from matching.interests.dutch import Token, common_words
from matching.interests.languages import DUTCH, tongue_of
from matching.interests.praising import praised_by
from matching.interests.refusing_clauses import content, felt, judged, left_alone, parted, too_much
from matching.interests.refusing_on import RefusedWords, added, answered_no, conclude, named_after

_LONGEST: Final = max(said.count(" ") + 1 for said in common_words().refusing)
_NOT_THAT = ("niet", "dat")
_EITHER_WAY: Final = frozenset({"refuses", "refuses_here"})
_ARTICLES: Final = frozenset({"de", "het"})


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
            found.settled.update(_denials_before(tokens, first) if kind == "takes_back" else ())
            _refuse(found, tokens, (before, start, end), (first, after, kind))
        if in_dutch:
            for refused_in in (too_much, judged, parted, felt, left_alone):
                found.words.update(refused_in(tokens, start, end, found.aside))
            for goes_on in (answered_no, added, named_after):
                found.words.update(goes_on(found, tokens, (before, start, end)))
            conclude(found, tokens, (before, start, end))
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
    following = content(tokens, after, _end_of_list(tokens, after, reason))
    # Gym haatte ik op school: what follows ik is no object.
    is_turned = kind in _EITHER_WAY and after < end and tokens[after].text == "ik"
    following = set() if is_turned else following
    before = start if kind == "refuses_here" else before
    kind = _way(kind, tokens[start:first], goes_on=bool(following) and after != reason)
    refused = _said_before(tokens, before, start, first)
    if kind == "refuses_last" and (following or not refused):
        return  # Liever niet met kinderen: what is refused comes after, as with any other no.
    found.settled.update(range(first, after))
    if kind != "only_sounds_so":
        no = common_words().denying["no"]
        found.refusing.update(at for at in range(first, after) if at == first or tokens[at].text in no)
        found.aside.update(range(first, after))
    # Koken? Nee bedankt: what is refused stands before; breien ruil ik in voor haken: and what comes after is wished.
    refused_by = {"refuses_next": following, "refuses_last": refused, "refuses_before": refused}
    found.words.update(refused_by.get(kind, ()))
    found.aside.update(range(reason, end) if kind == "refuses_last" else ())


def _way(kind: str, opening: Sequence[Token], *, goes_on: bool) -> str:
    """Return which way a saying of a kind looks: on where something follows it, and back where nothing does.

    Ik haat gym, een broertje dood aan toneel; but gym haatte ik, tuinieren, daar heb ik een hekel aan.
    """
    if kind in _EITHER_WAY:
        return "refuses_next" if goes_on else "refuses_last"
    points = not common_words().denying["pointing"].isdisjoint(token.text for token in opening)
    return "refuses_last" if kind == "refuses_next" and points and not goes_on else kind


def _said_before(tokens: Sequence[Token], before: int, start: int, first: int) -> set[int]:
    """Return what was said before a saying: in its own clause, or in the one before, which daar points at."""
    # Bridge, daar krijg ik de zenuwen van: what is pointed at stands in the clause before.
    pointing = common_words().denying["pointing"]
    points = before < start and any(token.text in pointing for token in tokens[start : first - 1])
    own = set() if points else content(tokens, start, first)
    return own or content(tokens, before, first)


def _denials_before(tokens: Sequence[Token], end: int) -> set[int]:
    """Return the denials before what takes them back: ik doe niet meer aan zingen, en dat mis ik."""
    return {at for at in range(end) if tokens[at].text in common_words().denying["no"]}


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


def _gets_over(words: Sequence[str]) -> bool:
    """Tell whether someone wants to get over what keeps him: van mijn angst voor water afkomen."""
    return not common_words().denying["overcoming"].isdisjoint(words)


def _end_of_list(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where ends what a saying refuses: at its clause, or at what opens a wish within it (klaar met X, nu Y)."""
    opening = common_words().denying["wishing"]
    return next((place for place in range(start, end) if tokens[place].text in opening), end)


def _reason(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the reason or the time of a refusal begins: niet meer | met mijn rug, haatte ik | op school."""
    said = common_words().denying
    for place in range(start, end):
        behind = [token.text for token in tokens[place + 1 : end][:2] if token.text not in _ARTICLES]
        if tokens[place].text in said["reasons"]:
            return place
        if tokens[place].text in said["beside_reasons"] and not said["own"].isdisjoint(behind[:1]):
            return place
    return end
