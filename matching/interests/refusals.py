"""What a wish refuses in other words than no: klaar met vakken vullen, liever tuinieren dan koken, koken? nee."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from matching.interests.dutch import Token, common_words
from matching.interests.languages import tongue_of


def refused_words(tokens: Sequence[Token], starts: Sequence[int], language: str) -> tuple[set[int], set[int], set[int]]:
    """Return what a wish refuses, where the words that refuse it begin, and all words that deny nothing else any more.

    Clauses begin at the starts, of which the last one is the end.
    """
    refused: set[int] = set()
    refusing: set[int] = set()
    settled: set[int] = set()
    sayings = tongue_of(language).refusing if language else common_words().refusing
    for number, (start, end) in enumerate(pairwise(starts)):
        for first, after, kind in _sayings(tokens[start:end], start, sayings):
            if kind == "refuses_last" and _content(tokens, after, end):
                continue  # Liever niet met kinderen: what is refused comes after, as with any other no.
            settled.update(range(first, after))
            if kind != "only_sounds_so":
                refusing.add(first)
            if kind == "refuses_next":
                refused |= _content(tokens, after, _end_of_list(tokens, after, end))
            elif kind == "refuses_last":
                before = _content(tokens, start, first)
                # Koken? Nee bedankt: what is refused stands in the clause before.
                refused |= before or _content(tokens, starts[number - 1] if number else start, first)
    return refused - settled, refusing, settled


def _sayings(clause: Sequence[Token], start: int, sayings: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield where each refusing or only seemingly refusing saying of a clause stands, and its kind; longest first."""
    words = [token.text for token in clause]
    at = 0
    while at < len(words):
        length, kind = _saying_at(words, at, sayings)
        if kind == "prefers":
            # Liever X dan Y: what comes after dan is refused, what comes before is not.
            dan = next((place for place in range(at + length, len(words)) if words[place] == "dan"), None)
            if dan is not None:
                yield start + dan, start + dan + 1, "refuses_next"
        elif kind:
            yield start + at, start + at + length, kind
        at += max(length, 1)


def _saying_at(words: Sequence[str], at: int, sayings: Mapping[str, str]) -> tuple[int, str]:
    """Return how many words the longest saying at a place has, and its kind; none when there is none."""
    for length in range(min(common_words().longest_refusal, len(words) - at), 0, -1):
        kind = sayings.get(" ".join(words[at : at + length]))
        if kind:
            return length, kind
    return 0, ""


def _end_of_list(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where ends what a saying refuses: at its clause, or at what opens a wish within it (klaar met X, nu Y)."""
    opening = common_words().denying["wishing"]
    return next((place for place in range(start, end) if tokens[place].text in opening), end)


def _content(tokens: Sequence[Token], start: int, end: int) -> set[int]:
    """Return the places of the words that say what is refused; who refuses a trouble wishes for help with it."""
    if not common_words().denying["troubles"].isdisjoint(token.text for token in tokens[start:end]):
        return set()
    idle = common_words().denying["idle"]
    return {place for place in range(start, end) if tokens[place].counts and tokens[place].text not in idle}
