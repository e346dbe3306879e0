"""Reading one word: what it leads to as written, inflected, as a part of a compound or misspelt, and how surely."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import common_words, conjugated_from, inflected_from
from matching.interests.evidence import Grade, Sign
from matching.interests.occupations import read_occupation
from matching.interests.spelling import corrected
from matching.interests.terms import LISTED_AS_WORD, Terms
from matching.interests.word_list import is_word
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
_LONGEST: Final = parameters_of("reading").count("longest_word")
_PAST = ("te", "de")
_LINKS = ("", "s", "en", "n", "e")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word leads to, and which words of phrases it may be, at which grade."""

    concepts: dict[int, Sign] = field(default_factory=dict)
    phrase_words: frozenset[str] = frozenset()
    known: bool = False
    grade: Grade = Grade.CERTAIN


_UNKNOWN = Reading()


@lru_cache(maxsize=65536)
def read_word(word: str, vocabulary: Vocabulary, *, foreign: bool, asked: bool = False) -> Reading:
    """Read one folded word as it stands: in the vocabulary, in other languages too, or as a client says it."""
    return _as_written(word, vocabulary.terms, foreign=foreign, asked=asked)


@lru_cache(maxsize=65536)
def read_compound(word: str, vocabulary: Vocabulary) -> Reading:
    """Read one folded word by its parts, both of them known."""
    common = common_words()
    if len(word) > _LONGEST or word in common.plain or word in common.no_compounds:
        return _UNKNOWN
    return _as_compound(word, vocabulary.terms)


@lru_cache(maxsize=65536)
def guess_word(word: str, vocabulary: Vocabulary, *, asked: bool = False) -> Reading:
    """Read one folded word that is not known: by its end after a real word, or, where it is no word, as misspelt."""
    common = common_words()
    if len(word) > _LONGEST or word in common.plain or word in common.no_compounds:
        return _UNKNOWN
    ending = _by_its_end(word, vocabulary.terms)
    if ending.known:
        return _weakened(ending, _HALF_KNOWN, Grade.LIKELY)
    work = _work_by_its_end(word, vocabulary) if asked else _UNKNOWN
    if work.known:
        return work
    start = _by_its_start(word, vocabulary.terms) if asked else _UNKNOWN
    if start.known:
        return _weakened(start, _HALF_KNOWN, Grade.GUESS)
    meant = meant_by(word, vocabulary.terms)
    if meant is None:
        return _UNKNOWN
    return _weakened(_as_written(meant, vocabulary.terms, foreign=True, asked=True), _MISSPELT, Grade.GUESS)


def meant_by(word: str, terms: Terms) -> str | None:
    """Return the word that a misspelt one was surely meant as; a word or name that exists was meant as it stands."""
    return None if word in common_words().names or is_word(word) else corrected(word, terms.spelling)


@lru_cache(maxsize=65536)
def read_work(word: str, vocabulary: Vocabulary) -> Reading:
    """Read one folded word as the name of an occupation."""
    signs = {} if word in common_words().vague_work else read_occupation(word, vocabulary)
    return Reading(signs, known=True, grade=Grade.LIKELY) if signs else _UNKNOWN


def together(readings: Iterable[Reading]) -> Reading:
    """Return all that any of several readings leads to."""
    all_of_them = [reading for reading in readings if reading.known or not _says_nothing(reading)]
    if len(all_of_them) <= 1:
        return all_of_them[0] if all_of_them else _UNKNOWN
    concepts: dict[int, Sign] = {}
    for reading in all_of_them:
        for concept, sign in reading.concepts.items():
            concepts[concept] = max(sign, concepts.get(concept, sign))
    phrase_words = frozenset(word for reading in all_of_them for word in reading.phrase_words)
    known = any(reading.known for reading in all_of_them)
    return Reading(concepts, phrase_words, known, max(reading.grade for reading in all_of_them))


def _as_written(word: str, terms: Terms, *, foreign: bool, asked: bool) -> Reading:
    """Read a word that stands in the vocabulary or in ordinary Dutch, in any of its forms."""
    exact = _reading_of(word, 1.0, terms)
    if word in common_words().plain:
        return Reading(exact.concepts, exact.phrase_words, known=True)
    said = terms.asked.get(word, {}) if asked else {}
    other = terms.foreign.get(word, {}) if foreign else {}
    if said or other:
        share, grade = (_ALSO_FOREIGN, Grade.LIKELY) if exact.concepts else (1.0, Grade.CERTAIN)
        own = {concept: _sign(strength, 1.0) for concept, strength in said.items()}
        abroad = {concept: Sign(strength * share, grade) for concept, strength in other.items()}
        return together([exact, Reading(own, known=True), Reading(abroad)])
    inflected = _inflected(word, terms)
    if any(sign.strength == 1 for sign in exact.concepts.values()):
        inflected = [Reading(phrase_words=reading.phrase_words) for reading in inflected]
    return together([exact, *inflected])


def _inflected(word: str, terms: Terms) -> list[Reading]:
    """Read the words of which a word may be a form; that it is a verb only when it is nothing else."""
    readings = []
    plain = common_words().plain
    for form in inflected_from(word):
        reading = _reading_of(form, _INFLECTED, terms)
        if reading.known or form in plain:
            readings.append(Reading(reading.concepts, reading.phrase_words, known=True))
        if any(sign.strength == _INFLECTED for sign in reading.concepts.values()):
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


def _reading_of(form: str, share: float, terms: Terms) -> Reading:
    """Read a form as it stands in the vocabulary: surely where it is listed as a word, likely where as a hint."""
    listed = terms.single.get(form)
    word = terms.phrase_words.get(form)
    if not listed and word is None:
        return _UNKNOWN
    concepts = {concept: _sign(strength, share) for concept, strength in (listed or {}).items()}
    return Reading(concepts, frozenset(() if word is None else (word,)), known=True)


def _sign(listed: float, share: float) -> Sign:
    """Return the sign of a listed word: certain where it is listed as a word, likely where as a hint or a thing."""
    return Sign(listed * share, Grade.CERTAIN if listed == LISTED_AS_WORD else Grade.LIKELY)


def _as_compound(word: str, terms: Terms) -> Reading:
    """Read a compound by its parts: what it is stands last, what it is of stands first."""
    best = _UNKNOWN
    best_rank = 0
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        rank = min(cut, len(word) - cut)
        if rank >= best_rank:
            last = _as_last_part(word[cut:], terms)
            reading = _joined(_as_first_part(word[:cut], terms), last) if last.known else _UNKNOWN
            if reading.known:
                best, best_rank = reading, rank
    return best


def _by_its_end(word: str, terms: Terms) -> Reading:
    """Read a compound by its end, where a real word stands before it: scheepslasser is a lasser of something."""
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_END + 1):
        ending = _as_last_part(word[cut:], terms)
        if ending.concepts and _is_real_start(word[:cut]) and is_word(word[cut:]):
            return ending
    return _UNKNOWN


def _work_by_its_end(word: str, vocabulary: Vocabulary) -> Reading:
    """Read an occupation by its end, where a real word stands before it: dakmonteur is a monteur of something."""
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_END + 1):
        ending = read_work(word[cut:], vocabulary)
        if ending.known and _is_real_start(word[:cut]):
            return _weakened(ending, _LAST_PART, Grade.LIKELY)
    return _UNKNOWN


def _by_its_start(word: str, terms: Terms) -> Reading:
    """Read a compound by its start, where a real word stands behind it: metselaarsknecht has to do with a metselaar."""
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_END - 1, -1):
        if is_word(word[cut:]):
            start = _as_first_part(word[:cut], terms)
            if not start.concepts and word[:cut] in terms.asked:
                start = Reading(
                    {concept: _sign(strength, 1.0) for concept, strength in terms.asked[word[:cut]].items()}
                )
            if start.concepts:
                return start
    return _UNKNOWN


def _is_real_start(part: str) -> bool:
    """Tell whether a word with its link may begin a compound: scheeps, luxe, but no prefix and no preposition."""
    never = common_words().never_parts
    starts = (part.removesuffix(link) for link in _LINKS if part.endswith(link))
    return any(len(start) >= _SHORTEST_PART and start not in never and is_word(start) for start in starts)


def _joined(first: Reading, last: Reading) -> Reading:
    """Read a compound of two known parts: likely what its head says, or, where that says nothing, what it is of."""
    if not first.known:
        return _UNKNOWN
    grade = Grade.GUESS if last.concepts else Grade.LIKELY
    concepts = {concept: sign.weakened(_FIRST_PART, grade) for concept, sign in first.concepts.items()}
    for concept, sign in last.concepts.items():
        head = sign.weakened(_LAST_PART, Grade.LIKELY)
        concepts[concept] = max(head, concepts.get(concept, head))
    return Reading(concepts, first.phrase_words | last.phrase_words, known=True, grade=Grade.LIKELY)


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


def _weakened(reading: Reading, share: float, grade: Grade) -> Reading:
    """Return a reading that is less sure."""
    concepts = {concept: sign.weakened(share, grade) for concept, sign in reading.concepts.items()}
    return Reading(concepts, reading.phrase_words, reading.known, min(reading.grade, grade))
