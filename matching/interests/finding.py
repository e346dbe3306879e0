"""Finding concepts in a text: single words, phrases and words that were wrongly written apart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.denials import DENIALS, denied_words
from matching.interests.dutch import PARTICLES, Token, bases, common_words, tokens_of, verb_bases
from matching.interests.reading import Reading, read_word
from matching.interests.terms import Phrase, Terms
from matching.parameters import parameters_of

_READ: Final = parameters_of("strength")
_INSIDE_A_PHRASE: Final = _READ.number("inside_a_phrase")
_DENIED: Final = _READ.number("denied")
_PARTED_WITHIN: Final = parameters_of("reading").count("parted_within")
_GOES_ON = frozenset({"en", "of", "bij", "met", "in", "op", "aan", "voor", "van", "uit", "als", "toen", "maar"})


@dataclass(frozen=True, slots=True)
class Found:
    """A concept in a text, how surely, and the words as written that led to it."""

    concept: int
    strength: float
    words: str


@dataclass(frozen=True, slots=True)
class Searched:
    """All that was found in a text, and the words that led nowhere."""

    found: tuple[Found, ...]
    unknown: tuple[Token, ...]


def find_concepts(text: str, vocabulary: Vocabulary) -> tuple[Found, ...]:
    """Return the concepts that a text names, the surest first."""
    return strongest(search(text, vocabulary, forgiving=True, asked=True).found)


def strongest(found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return the surest finding of each concept, the surest concept first."""
    best: dict[int, Found] = {}
    for each in found:
        if each.concept not in best or each.strength > best[each.concept].strength:
            best[each.concept] = each
    return tuple(sorted(best.values(), key=lambda each: (-each.strength, each.concept)))


@lru_cache(maxsize=1024)
def search(text: str, vocabulary: Vocabulary, *, forgiving: bool, asked: bool = False) -> Searched:
    """Return every finding in a text, in the order of the text."""
    tokens = _rejoined(tokens_of(text), vocabulary) if asked else tokens_of(text)
    readings = [read_word(token.text, vocabulary, forgiving=forgiving, asked=asked) for token in tokens]
    phrases = [each for each in _phrases(tokens, readings, vocabulary) if asked or not each[0].asked]
    inside = {index for phrase, places in phrases if phrase.strength == 1 for index in places}
    denied = denied_words(tokens, asked=asked)
    found = [_found_phrase(phrase, places, tokens, denied) for phrase, places in phrases]
    denied |= {index for phrase, places in phrases if not DENIALS.isdisjoint(phrase.words) for index in places}
    passed = _passed(tokens) if asked else set()
    for index, (token, reading) in enumerate(zip(tokens, readings, strict=True)):
        if index in passed:
            continue
        share = (_INSIDE_A_PHRASE if index in inside else 1) * (_DENIED if index in denied else 1)
        found += [Found(concept, strength * share, token.written) for concept, strength in reading.concepts.items()]
    found += _written_apart(tokens, vocabulary, denied)
    unknown = tuple(token for token, reading in zip(tokens, readings, strict=True) if not reading.known)
    return Searched(tuple(found), unknown)


def _phrases(
    tokens: list[Token], readings: list[Reading], vocabulary: Vocabulary
) -> Iterator[tuple[Phrase, tuple[int, ...]]]:
    """Yield each phrase whose words stand close together, in any order."""
    places: dict[str, list[int]] = {}
    for index, reading in enumerate(readings):
        for word in reading.phrase_words:
            places.setdefault(word, []).append(index)
    for word, indices in places.items():
        for phrase in vocabulary.terms.phrases.get(word, ()):
            if all(each in places for each in phrase.words):
                nearby = next(filter(None, (_nearby(phrase, index, places, tokens) for index in indices)), ())
                if nearby:
                    yield phrase, nearby


def _nearby(phrase: Phrase, index: int, places: dict[str, list[int]], tokens: list[Token]) -> tuple[int, ...]:
    """Return where the words of a phrase stand around one of them, or nothing."""
    if phrase.ordered:
        return _in_order(phrase, index, places, tokens)
    at = tokens[index].position
    chosen = [min(places[word], key=lambda place: abs(tokens[place].position - at)) for word in phrase.words]
    return tuple(chosen) if _close(chosen, phrase, tokens) and len(set(chosen)) == len(chosen) else ()


def _in_order(phrase: Phrase, index: int, places: dict[str, list[int]], tokens: list[Token]) -> tuple[int, ...]:
    """Return where the words of a phrase follow each other, one of them standing at the index."""
    for start in places[phrase.words[0]]:
        chosen = [start]
        for word in phrase.words[1:]:
            after = next((place for place in places[word] if place > chosen[-1]), None)
            if after is None:
                return ()
            chosen.append(after)
        if index in chosen and _close(chosen, phrase, tokens):
            return tuple(chosen)
    return ()


def _close(chosen: list[int], phrase: Phrase, tokens: list[Token]) -> bool:
    """Tell whether words stand as close together as the words of a phrase should."""
    first, last = min(chosen), max(chosen)
    if not phrase.gaps and last - first >= len(phrase.words):
        return False
    return tokens[last].position - tokens[first].position < len(phrase.words) + phrase.gaps


def _found_phrase(phrase: Phrase, places: tuple[int, ...], tokens: list[Token], denied: set[int]) -> Found:
    """Return a phrase as found, its words as written."""
    share = 1 if denied.isdisjoint(places) or not DENIALS.isdisjoint(phrase.words) else _DENIED
    written = " ".join(token.written for token in tokens[min(places) : max(places) + 1])
    return Found(phrase.concept, phrase.strength * share, written)


def _written_apart(tokens: list[Token], vocabulary: Vocabulary, denied: set[int]) -> list[Found]:
    """Return what two neighbouring words mean as one: repair café, moes tuin."""
    found = []
    for place, (first, second) in enumerate(pairwise(tokens)):
        if second.position == first.position + 1 and common_words().function.isdisjoint((first.text, second.text)):
            words = f"{first.written} {second.written}"
            joined = vocabulary.terms.single.get(first.text + second.text, {})
            share = 1 if denied.isdisjoint((place, place + 1)) else _DENIED
            found += [Found(concept, strength * share, words) for concept, strength in joined.items()]
    return found


def _rejoined(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Return the words, each verb whose first part stands at the end made whole: ik (schoon)maakte kantoren schoon."""
    whole = list(tokens)
    for end, particle in enumerate(tokens):
        if particle.text in PARTICLES and _ends_clause(tokens[end : end + 2]):
            for place in reversed(range(max(end - _PARTED_WITHIN, 0), end)):
                verb = _joined(particle.text, tokens[place].text, vocabulary.terms)
                if verb or tokens[place].text in DENIALS:
                    whole[place] = replace(tokens[place], text=verb or tokens[place].text)
                    break
    return whole


def _ends_clause(tokens: list[Token]) -> bool:
    """Tell whether the first of two words stands at the end of what is said."""
    return len(tokens) == 1 or tokens[1].text in _GOES_ON or tokens[1].position > tokens[0].position + 1


def _joined(particle: str, form: str, terms: Terms) -> str | None:
    """Return the verb of which a form, with the part that left it, is one: op and knapte, voor and las."""
    strong = particle + common_words().irregular.get(form, "-")
    stems = (*(particle + stem for stem in (form, *verb_bases(form))), *bases(strong))
    return next((terms.verbs[stem] for stem in stems if stem in terms.verbs), None)


def _passed(tokens: list[Token]) -> set[int]:
    """Return which words only tell that it was before: vroeger naaide ik, ik was bakker. Alone they mean themselves."""
    if sum(token.counts for token in tokens) == 1:
        return set()
    return {index for index, token in enumerate(tokens) if token.text in common_words().former}
