"""Reading one word: what it leads to as written, inflected, as a part of a compound or misspelt, and how surely."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from matching.interests.compounds import as_compound, by_its_end, by_its_start, ends_of
from matching.interests.concepts import Vocabulary
from matching.interests.deeds import deeds_in, infinitives_of_deeds
from matching.interests.dutch import common_words, conjugated_from, inflected_from
from matching.interests.evidence import Grade, Sign
from matching.interests.forms import UNKNOWN, Reading, reading_of, sign_of, weakened
from matching.interests.languages import concepts_abroad, in_latin, tongue_of
from matching.interests.occupations import read_occupation
from matching.interests.spelling import corrected, sounds_the_same
from matching.interests.terms import Terms
from matching.interests.word_list import is_adjective, is_verb, is_word
from matching.parameters import parameters_of

_READ: Final = parameters_of("strength")
_INFLECTED: Final = _READ.number("inflected")
_LAST_PART: Final = _READ.number("last_part")
_MISSPELT: Final = _READ.number("misspelt")
_ALSO_FOREIGN: Final = _READ.number("also_foreign")
_LONGEST: Final = parameters_of("reading").count("longest_word")
_PAST = ("te", "de")


@lru_cache(maxsize=65536)
def read_word(word: str, vocabulary: Vocabulary, *, foreign: bool, asked: bool = False) -> Reading:
    """Read one folded word as it stands: in the vocabulary, in other languages too, or as a client says it."""
    return _as_written(word, vocabulary.terms, foreign=foreign, asked=asked)


@lru_cache(maxsize=65536)
def read_compound(word: str, vocabulary: Vocabulary) -> Reading:
    """Read one folded word by its parts, both of them known."""
    common = common_words()
    if len(word) > _LONGEST or word in common.plain or word in common.no_compounds:
        return UNKNOWN
    return as_compound(word, vocabulary.terms)


@lru_cache(maxsize=65536)
def read_deed(word: str, vocabulary: Vocabulary) -> Reading:
    """Read what is done with a thing and is written as one: goudzoeken, harpspelen."""
    if len(word) > _LONGEST or not word.endswith(infinitives_of_deeds()):
        return UNKNOWN
    for cut in ends_of(word):
        for _, concept in deeds_in((word[:cut], word[cut:]), vocabulary):
            return Reading({concept: Sign(1, Grade.LIKELY)}, known=True, grade=Grade.LIKELY)
    return UNKNOWN


@lru_cache(maxsize=65536)
def guess_word(word: str, vocabulary: Vocabulary, *, asked: bool = False) -> Reading:
    """Read one folded word that is not known: by its end after a real word, or, where it is no word, as misspelt."""
    common = common_words()
    if len(word) > _LONGEST or word in common.plain or word in common.no_compounds:
        return UNKNOWN
    meant = meant_by(word, vocabulary.terms)
    if meant is not None and sounds_the_same(word, meant):
        return weakened(_as_written(meant, vocabulary.terms, foreign=True, asked=True), _MISSPELT, Grade.LIKELY)
    for read in (by_its_end(word, vocabulary.terms, asked=asked), *_by_a_part(word, vocabulary, asked=asked)):
        if read.known:
            return read
    if meant is None:
        return UNKNOWN
    return weakened(_as_written(meant, vocabulary.terms, foreign=True, asked=True), _MISSPELT, Grade.GUESS)


def _by_a_part(word: str, vocabulary: Vocabulary, *, asked: bool) -> Iterator[Reading]:
    """Yield how a word of a wish is read as an occupation or a study by its end, and by its start."""
    if asked:
        yield _work_by_its_end(word, vocabulary)
        yield _study(word, vocabulary)
        yield by_its_start(word, vocabulary.terms)


def _study(word: str, vocabulary: Vocabulary) -> Reading:
    """Read a word as a field of study by its ending: vulkanologie, zeekunde."""
    said = common_words().subjects
    if word in said["no_studies"] or not word.endswith(tuple(said["studies"])) or not is_word(word):
        return UNKNOWN
    concepts = {vocabulary.number_of(concept): Sign(1, Grade.LIKELY) for concept in said["study"]}
    return Reading(concepts, known=True, grade=Grade.LIKELY)


def meant_by(word: str, terms: Terms) -> str | None:
    """Return the word that a misspelt one was surely meant as; a word or name that exists was meant as it stands."""
    return None if word in common_words().names or is_word(word) else corrected(word, terms.spelling)


@lru_cache(maxsize=65536)
def read_work(word: str, vocabulary: Vocabulary) -> Reading:
    """Read one folded word as the name of an occupation."""
    signs = {} if word in common_words().vague_work else read_occupation(word, vocabulary)
    return Reading(signs, known=True, grade=Grade.LIKELY) if signs else UNKNOWN


@lru_cache(maxsize=65536)
def read_abroad(word: str, language: str, vocabulary: Vocabulary, *, sign_counts: bool = False) -> Reading:
    """Read one folded word of a wish in another language, where what looks like a Dutch word may be none."""
    terms = vocabulary.terms
    part_of = terms.phrase_words.get(word)
    inside = Reading(phrase_words=frozenset(() if part_of is None else (part_of,)), known=part_of is not None)
    own = {vocabulary.number_of(concept): Sign(1, Grade.CERTAIN) for concept in concepts_abroad(word, language)}
    if own:
        return together([inside, Reading(own, known=True)])
    if language and word in tongue_of(language).not_dutch:
        return replace(inside, known=True)
    if language and word in tongue_of(language).signs and not sign_counts:
        return replace(inside, known=True)
    word = in_latin(word)
    listed = (terms.foreign.get(word, {}), terms.asked.get(word, {}))
    others = [Reading({concept: sign_of(strength, 1) for concept, strength in each.items()}) for each in listed if each]
    return together([reading_of(word, 1, terms), *others])


def together(readings: Iterable[Reading]) -> Reading:
    """Return all that any of several readings leads to."""
    all_of_them = [reading for reading in readings if reading.known or not _says_nothing(reading)]
    if len(all_of_them) <= 1:
        return all_of_them[0] if all_of_them else UNKNOWN
    concepts: dict[int, Sign] = {}
    for reading in all_of_them:
        for concept, sign in reading.concepts.items():
            concepts[concept] = max(sign, concepts.get(concept, sign))
    phrase_words = frozenset(word for reading in all_of_them for word in reading.phrase_words)
    known = any(reading.known for reading in all_of_them)
    return Reading(concepts, phrase_words, known, max(reading.grade for reading in all_of_them))


def _as_written(word: str, terms: Terms, *, foreign: bool, asked: bool) -> Reading:
    """Read a word that stands in the vocabulary or in ordinary Dutch, in any of its forms."""
    exact = reading_of(word, 1.0, terms)
    if word in common_words().plain:
        return Reading(exact.concepts, exact.phrase_words, known=True)
    said = terms.asked.get(word, {}) if asked else {}
    other = terms.foreign.get(word, {}) if foreign else {}
    if said or other:
        share, grade = (_ALSO_FOREIGN, Grade.LIKELY) if exact.concepts else (1.0, Grade.CERTAIN)
        own = {concept: sign_of(strength, 1.0) for concept, strength in said.items()}
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
        if is_adjective(form) and is_verb(word):
            continue  # Drukken is no form of druk.
        reading = reading_of(form, _INFLECTED, terms)
        if reading.known or form in plain:
            readings.append(Reading(reading.concepts, reading.phrase_words, known=True))
        if any(sign.strength == _INFLECTED for sign in reading.concepts.values()):
            break
    if not all(map(_says_nothing, readings)) or (readings and not word.endswith(_PAST)):
        return readings
    return readings + [_conjugated(word, stem, terms) for stem in conjugated_from(word) if stem in terms.verbs][:1]


def _conjugated(word: str, stem: str, terms: Terms) -> Reading:
    """Read a verb by its stem; in the past by the verb itself, where its stem is an ordinary word: bakte, no bak."""
    reading = reading_of(stem, _INFLECTED, terms)
    is_past = word.endswith(_PAST) or word.startswith("ge")
    return reading_of(terms.verbs[stem], _INFLECTED, terms) if is_past and _says_nothing(reading) else reading


def _says_nothing(reading: Reading) -> bool:
    """Tell whether a reading leads nowhere."""
    return not (reading.concepts or reading.phrase_words)


def _work_by_its_end(word: str, vocabulary: Vocabulary) -> Reading:
    """Read an occupation by its end, where a real word stands before it: dakmonteur is a monteur of something."""
    for cut in ends_of(word):
        ending = read_work(word[cut:], vocabulary)
        if ending.known:
            grade = Grade.GUESS if word[cut:] in common_words().no_work_ends else Grade.LIKELY
            return weakened(ending, _LAST_PART, grade)
    return UNKNOWN
