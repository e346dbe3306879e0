"""What an offer says that is not there: alcohol is niet toegestaan, geen muziek of drank, honden blijven thuis."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from matching.interests.dutch import Token
from matching.interests.offers.text import SentenceSpan, Text, part_words, words_of
from matching.interests.participles import is_participle
from matching.parameters import parameters_of

_REACH: Final = parameters_of("reading").count("denied_within")
_REACH_OVER_WORDS: Final = parameters_of("offers").count("denied_list")
_SHORT: Final = parameters_of("offers").count("short_question")
_LONGEST_CLAUSE: Final = parameters_of("offers").count("longest_clause")
_AFTER_NEXT = frozenset({"geen", "zonder", "noch", "behalve", "uitgezonderd"})
_WHOLE = frozenset({"niet", "nooit", "niemand", "nergens"})
_NOTHING = frozenset({"niets", "niks"})
_NEEDED = ["nodig"]
_MOST_LISTED_FIRST = 2
"""A sentence that begins with so many words and a comma may begin with a list."""
_NO_PART = (["sprake"], ["rol"])
_NO_PLACE = (["plek", "voor"], ["plaats", "voor"], ["ruimte", "voor"])
_SO = "dus"
_BUT = "maar"
_ALTERNATIVES = frozenset({"en", "of", "noch"})
SAYING_NO = _AFTER_NEXT | _WHOLE | {"niets", "niks", "hekel"}
"""Words that deny something; a phrase of the vocabulary that holds one says it itself."""

_PLAIN_NO = frozenset({"nee", "neen"})
_NO = _WHOLE | _PLAIN_NO


# One text is asked about by three readers, right after each other.
@lru_cache(maxsize=64)
def denied_in(text: Text) -> frozenset[int]:
    """Return the places of the words that are said not to be there."""
    denied: set[int] = set()
    for number, sentence in enumerate(text.sentences):
        if sentence.asks:
            denied |= _answered_no(text, number)
        elif not _holds_for_a_while(sentence):
            for start, end in _clauses(text, sentence):
                denied |= _denied_in_clause(text.tokens, start, end)
                denied |= _looked_back_at(text.tokens, sentence.start, start, end)
    return frozenset(denied | {place for place, token in enumerate(text.tokens) if _is_free_of(token.text)})


def explaining(text: Text) -> Iterator[int]:
    """Yield the words that only tell why something is not there: geen dans, omdat de dansclub een eigen dag heeft."""
    denied = denied_in(text)
    for sentence in text.sentences:
        for start, end in _clauses(text, sentence):
            # What we do instead is there: we wandelen niet, want we fietsen.
            others_do = _said("ourselves").isdisjoint(token.text for token in text.tokens[start:end])
            if text.tokens[start].text in _said("because") and others_do and start - 1 in denied:
                yield from range(start, end)


def undone_in(text: Text) -> set[str]:
    """Return which kinds of deeds are not done at all: er wordt niet gespeeld; but no niet om geld gespeeld."""
    denied = denied_in(text)
    undone: set[str] = set()
    for sentence in text.sentences:
        for start, end in _clauses(text, sentence):
            if _said("limits").isdisjoint(token.text for token in text.tokens[start:end]):
                words = f" {' '.join(text.tokens[place].text for place in range(start, end) if place in denied)} "
                undone |= {deed for deed, said in _undone().items() if any(f" {each} " in words for each in said)}
    return undone


def _answered_no(text: Text, number: int) -> set[int]:
    """Return the words of a short question that is answered with no: Muziek? Nee. Wijn? Die schenken we niet."""
    asked = text.sentences[number]
    told = text.sentences[number + 1] if number + 1 < len(text.sentences) else None
    if told is None or asked.end - asked.start > _SHORT:
        return set()
    first, *rest = told.words.split(" ")
    says_no = first in _NO or (first in _said("refers") and not _WHOLE.isdisjoint(rest))
    return set(range(asked.start, asked.end)) if says_no else set()


def _holds_for_a_while(sentence: SentenceSpan) -> bool:
    """Tell whether a sentence speaks of a time only: in de zomer is er geen koor, en dus anders wel."""
    return not _said("times").isdisjoint(sentence.words.split(" "))


def _clauses(text: Text, sentence: SentenceSpan) -> Iterator[tuple[int, int]]:
    """Yield from where to where each clause goes."""
    start = sentence.start
    for place in range(sentence.start + 1, sentence.end):
        if _opens(text, start, place):
            yield start, place
            start = place
    if start < sentence.end:
        yield start, sentence.end


def _opens(text: Text, start: int, place: int) -> bool:
    """Tell whether a clause begins at a word; en opens one where what came before was whole."""
    token = text.tokens[place]
    if (token.text in _said("breaks") and not _only_concludes(text.tokens, place)) or place - start >= _LONGEST_CLAUSE:
        return True
    if token.text in _ALTERNATIVES:
        before = {each.text for each in text.tokens[start:place]}
        if not before.isdisjoint(_said("verbs")) and before.isdisjoint(_AFTER_NEXT):
            return True
    if place in text.parted:
        # What stands before a colon is what is denied after it: alcohol: verboden.
        return token.text not in _NO | _said("forbids")
    return token.after_comma and not _lists_on(text.tokens, start, place)


def _only_concludes(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether dus stands inside a denial: zingen is dus niet mogelijk."""
    before, after = tokens[place - 1].text, tokens[place + 1].text if place + 1 < len(tokens) else ""
    is_inside = before in _said("verbs") and not tokens[place].after_comma
    return tokens[place].text == _SO and is_inside and after in _WHOLE


def _lists_on(tokens: Sequence[Token], start: int, place: int) -> bool:
    """Tell whether a comma only parts what is listed after a denial, or before it.

    Geen muziek, drank of drugs; gitaar, piano en zang komen er niet aan te pas.
    """
    before = {token.text for token in tokens[start:place]}
    after = [token.text for token in tokens[place : place + _REACH]]
    listed = any(word in _ALTERNATIVES for word in after[1:]) and _said("verbs").isdisjoint(after[:2])
    begins = place - start <= _MOST_LISTED_FIRST and before.isdisjoint(_said("verbs"))
    return listed and (begins or not before.isdisjoint(_AFTER_NEXT))


def _denied_in_clause(tokens: Sequence[Token], start: int, end: int) -> set[int]:
    """Return what one clause denies."""
    words = [token.text for token in tokens[start:end]]
    denied = set(range(start, end)) if _is_elsewhere(words) else set[int]()
    for at, word in enumerate(words):
        if word in _AFTER_NEXT and words[at + 1 : at + 2] in _NO_PART:
            denied |= set(range(start, start + at))
        elif word in _AFTER_NEXT or (word in _NOTHING and words[at + 1 : at + 2] == ["met"]):
            denied |= {start + place for place in _next(words, _past_a_place(words, at))}
        elif word in _WHOLE and _denies(words, at):
            denied |= {start + place for place in _around(words, at)}
        elif word in _said("forbids") or (word in _PLAIN_NO and at and at == len(words) - 1):
            denied |= {start + place for place in range(len(words)) if place != at}
        elif word in _said("closed") and _stays(words, at):
            denied |= set(range(start, start + at))
    if words[:3] == ["in", "plaats", "van"]:
        denied |= {start + place for place in _next(words, 2)}
    return denied


def _is_elsewhere(words: Sequence[str]) -> bool:
    """Tell whether a clause says that something is done elsewhere, at another time or by others."""
    said = part_words()["elsewhere"]
    clause = f" {' '.join(words)} "
    leaves = next((at for at, word in enumerate(words) if word in said["leaving"]), len(words))
    return any(f" {saying} " in clause for saying in said["sayings"]) or {"aan", "over"} <= set(words[leaves:])


def _past_a_place(words: Sequence[str], at: int) -> int:
    """Return from where on a denial reaches: over a place for something, and what nothing is done with."""
    if words[at] in _NOTHING:
        return at + 1
    return at + 2 if words[at + 1 : at + 3] in _NO_PLACE else at


def _stays(words: Sequence[str], at: int) -> bool:
    """Tell whether dicht or thuis says where something stays: de keuken is dicht, and not dicht bij het station."""
    return words[at + 1 : at + 2] != ["bij"] and not _said("stays").isdisjoint(words[max(at - _REACH, 0) : at + 2])


def _next(words: Sequence[str], at: int) -> set[int]:
    """Return what comes next after geen or zonder, with all that is listed: geen harde muziek of drank."""
    denied: set[int] = set()
    for place in range(at + 1, min(at + 1 + _REACH_OVER_WORDS, len(words))):
        word = words[place]
        if word in _said("of_giving") and words[place - 1] in _said("giving"):
            # From here on the denial reaches as far again.
            at = place
            continue
        if word in _said("ends") or (denied and words[place - 1] not in _ALTERNATIVES and _has_ended(words, place, at)):
            break
        if word not in _said("passed"):
            denied.add(place)
    # Geen ervaring nodig says what is not asked, and nothing of what is there.
    return set() if not denied.isdisjoint(_places(words, _said("skills"))) else denied


def _has_ended(words: Sequence[str], place: int, at: int) -> bool:
    """Tell whether a word stands beyond what a denial reaches: two words, unless a list goes on."""
    goes_on = not _ALTERNATIVES.isdisjoint(words[place : place + 2])
    return place - at > _REACH // 2 and not goes_on


def _places(words: Sequence[str], said: frozenset[str]) -> set[int]:
    return {place for place, word in enumerate(words) if word in said}


def _denies(words: Sequence[str], at: int) -> bool:
    """Tell whether niet denies what is there: niet alleen, als je niet kunt koken and praten hoeft niet do not."""
    before, after = words[:at], words[at + 1 :]
    if after[:1] == _NEEDED:
        return True
    if words[at : at + 2] == ["nooit", "meer"]:
        # Nooit meer rood staan is what one comes for.
        return False
    if not _said("not_denying_after").isdisjoint(after[:1]) or not _said("not_denying_before").isdisjoint(before[-1:]):
        return False
    # What one need not do is there all the same.
    if not _said("optional").isdisjoint(words) or not _said("conditions").isdisjoint(before):
        return False
    is_able = not _said("able").isdisjoint(words) and not _said("you").isdisjoint(words)
    return not is_able or not _said("here").isdisjoint(words)


def _around(words: Sequence[str], at: int) -> set[int]:
    """Return what niet denies: what follows it, or what came before where nothing follows but how it is said."""
    tail = set(range(at + 1, len(words)))
    # What nobody needs there is not what it is about: een auto heb je niet nodig.
    if words[at + 1 : at + 2] == _NEEDED:
        return set(range(at))
    closing = all(words[place] in _said("closing") or is_participle(words[place]) for place in tail)
    return tail | (set(range(at)) if closing else set())


def _looked_back_at(tokens: Sequence[Token], first: int, start: int, end: int) -> set[int]:
    """Return what the clause before said, where this one takes it back: bingo, dat doen we hier niet."""
    words = [token.text for token in tokens[start:end]]
    turns = words[:1] == [_BUT]
    takes_back = words[turns : turns + 1] and words[turns] in _said("refers") | _PLAIN_NO
    if start == first or not takes_back or _NO.isdisjoint(words):
        return set()
    # But what we do not do in the rain we do.
    last = max(at for at, word in enumerate(words) if word in _NO)
    is_done_at_all = turns and not all(word in _said("closing") for word in words[last + 1 :])
    return set() if is_done_at_all else set(range(first, start))


def _is_free_of(word: str) -> bool:
    """Tell whether a word says by its end that something is not there: rookvrij, alcoholvrije."""
    return word.endswith(("vrij", "vrije", "loos", "loze")) and word not in _said("not_free")


def _undone() -> dict[str, list[str]]:
    """Return the verbs of each kind of deed that may be said not to be done there, whatever it is done with."""
    undone: dict[str, list[str]] = part_words()["undone"]
    return undone


def _said(kind: str) -> frozenset[str]:
    return words_of("denied", kind)
