"""Reading one word: what it leads to as written, inflected, as a part of a compound or misspelt."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import common_words, conjugated_from, inflected_from
from matching.interests.spelling import corrected
from matching.interests.terms import Terms
from matching.parameters import parameters_of

_READ: Final = parameters_of("strength")
_INFLECTED: Final = _READ.number("inflected")
_LAST_PART: Final = _READ.number("last_part")
_FIRST_PART: Final = _READ.number("first_part")
_MISSPELT: Final = _READ.number("misspelt")
_HALF_KNOWN: Final = _READ.number("half_known")
_ALSO_FOREIGN: Final = _READ.number("also_foreign")
_SHORTEST_PART: Final = parameters_of("reading").count("shortest_part")
_SHORTEST_END: Final = parameters_of("reading").count("shortest_end")
_PAST = ("te", "de")
_LINKS = ("", "s", "en", "n", "e")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word leads to, and which words of phrases it may be."""

    concepts: dict[int, float] = field(default_factory=dict)
    phrase_words: frozenset[str] = frozenset()
    known: bool = False


_UNKNOWN = Reading()


@lru_cache(maxsize=65536)
def read_word(word: str, vocabulary: Vocabulary, *, forgiving: bool, asked: bool = False) -> Reading:
    """Read one folded word; a forgiving reading knows foreign words and corrects the spelling, an asked one clients."""
    terms = vocabulary.terms
    reading = _as_written(word, terms, foreign=forgiving, asked=asked)
    if reading.concepts or word in common_words().plain or word in common_words().lookalikes:
        return reading
    reading = _together([reading, _as_compound(word, terms)])
    if reading.known or not forgiving:
        return reading
    meant = corrected(word, terms.spelling)
    if meant is not None:
        return _weakened(_as_written(meant, terms, foreign=True, asked=asked), _MISSPELT)
    ending = _by_its_end(word, terms)
    return _weakened(ending, _HALF_KNOWN) if ending.known else reading


def _as_written(word: str, terms: Terms, *, foreign: bool, asked: bool) -> Reading:
    """Read a word that stands in the vocabulary or in ordinary Dutch, in any of its forms."""
    exact = _reading_of(word, 1.0, terms)
    if word in common_words().plain:
        return Reading(exact.concepts, exact.phrase_words, known=True)
    said = terms.asked.get(word, {}) if asked else {}
    other = terms.foreign.get(word, {}) if foreign else {}
    if said or other:
        share = _ALSO_FOREIGN if exact.concepts else 1.0
        concepts = {concept: strength * share for concept, strength in other.items()}
        return _together([exact, Reading(said, known=True), Reading(concepts)])
    inflected = _inflected(word, terms)
    if 1.0 in exact.concepts.values():
        inflected = [Reading(phrase_words=reading.phrase_words) for reading in inflected]
    return _together([exact, *inflected])


def _inflected(word: str, terms: Terms) -> list[Reading]:
    """Read the words of which a word may be a form; that it is a verb only when it is nothing else."""
    readings = []
    for form in inflected_from(word):
        reading = _reading_of(form, _INFLECTED, terms)
        if reading.known or form in common_words().plain:
            readings.append(Reading(reading.concepts, reading.phrase_words, known=True))
        if _INFLECTED in reading.concepts.values():
            break
    if not all(map(_says_nothing, readings)) or (readings and not word.endswith(_PAST)):
        return readings
    return readings + [_conjugated(word, stem, terms) for stem in conjugated_from(word) if stem in terms.verbs][:1]


def _conjugated(word: str, stem: str, terms: Terms) -> Reading:
    """Read a verb by its stem; in the past by the verb itself, where its stem is an ordinary word: bakte, no bak."""
    reading = _reading_of(stem, _INFLECTED, terms)
    is_past = word.endswith(_PAST) or word.startswith("ge")
    return _reading_of(terms.verbs[stem], _INFLECTED, terms) if is_past and _says_nothing(reading) else reading


def _says_nothing(reading: Reading) -> bool:
    """Tell whether a reading leads nowhere."""
    return not (reading.concepts or reading.phrase_words)


def _together(readings: list[Reading]) -> Reading:
    """Return all that any of several readings leads to."""
    concepts: dict[int, float] = {}
    for reading in readings:
        for concept, strength in reading.concepts.items():
            concepts[concept] = max(strength, concepts.get(concept, 0))
    phrase_words = frozenset(word for reading in readings for word in reading.phrase_words)
    return Reading(concepts, phrase_words, known=any(reading.known for reading in readings))


def _phrase_words(form: str, terms: Terms) -> frozenset[str]:
    """Return which word of phrases a form is."""
    word = terms.phrase_words.get(form)
    return frozenset(() if word is None else (word,))


def _reading_of(form: str, share: float, terms: Terms) -> Reading:
    """Read a form as it stands in the vocabulary."""
    concepts = {concept: strength * share for concept, strength in terms.single.get(form, {}).items()}
    phrase_words = _phrase_words(form, terms)
    return Reading(concepts, phrase_words, known=bool(concepts or phrase_words))


def _as_compound(word: str, terms: Terms) -> Reading:
    """Read a compound by its parts: what it is stands last, what it is of stands first."""
    best = _UNKNOWN
    best_rank = 0
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        rank = min(cut, len(word) - cut)
        if rank >= best_rank:
            reading = _joined(_as_first_part(word[:cut], terms), _as_last_part(word[cut:], terms))
            if reading.known:
                best, best_rank = reading, rank
    return best


def _by_its_end(word: str, terms: Terms) -> Reading:
    """Read a compound of which only the end is known: scheepslasser is a lasser of something."""
    ends = (word[cut:] for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_END + 1))
    return next((reading for reading in (_as_last_part(end, terms) for end in ends) if reading.concepts), _UNKNOWN)


def _joined(first: Reading, last: Reading) -> Reading:
    """Read a compound of two parts, both known."""
    if not (first.known and last.known):
        return _UNKNOWN
    concepts = {concept: strength * _FIRST_PART for concept, strength in first.concepts.items()}
    for concept, strength in last.concepts.items():
        concepts[concept] = max(strength * _LAST_PART, concepts.get(concept, 0))
    return Reading(concepts, first.phrase_words | last.phrase_words, known=True)


def _as_first_part(part: str, terms: Terms) -> Reading:
    """Read the first part of a compound, with or without the letters that link it to the next."""
    for link in _LINKS:
        if part.endswith(link) and len(part) - len(link) >= _SHORTEST_PART:
            reading = _as_part(part.removesuffix(link), terms)
            if reading.known:
                return reading
    return _UNKNOWN


def _as_last_part(part: str, terms: Terms) -> Reading:
    """Read the last part of a compound in any of its forms."""
    for form in (part, *inflected_from(part)):
        reading = _as_part(form, terms)
        if reading.known:
            return reading
    return _UNKNOWN


def _as_part(form: str, terms: Terms) -> Reading:
    """Read a form of a Dutch word that compounds are made of."""
    common = common_words()
    if form in common.parts:
        return Reading(known=True)
    if len(form) > _SHORTEST_PART and form in terms.single and form not in common.never_parts:
        return _reading_of(form, 1.0, terms)
    return _UNKNOWN


def _weakened(reading: Reading, share: float) -> Reading:
    """Return a reading that is less sure."""
    concepts = {concept: strength * share for concept, strength in reading.concepts.items()}
    return Reading(concepts, reading.phrase_words, known=True)
