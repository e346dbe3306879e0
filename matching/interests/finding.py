"""Finding concepts in a text: single words, phrases and words that were wrongly written apart."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final

from matching.interests.background import doubt_background
from matching.interests.clauses import is_set_apart
from matching.interests.company import Doubts, ToldTogether
from matching.interests.concepts import Vocabulary
from matching.interests.deeds import deeds_in
from matching.interests.denials import Denied, denied_words
from matching.interests.depicting import doubt_what_is_depicted
from matching.interests.dutch import Token, common_words, may_be_one, tokens_of
from matching.interests.evidence import Grade
from matching.interests.former_work import names_former_work, read_as_former_work, worked_in
from matching.interests.forms import Reading, weakened
from matching.interests.heart import clearly_read
from matching.interests.languages import DUTCH, language_of
from matching.interests.named import kin_told_of, lands_told_of, named_in, told_aside
from matching.interests.occupations import occupations_in
from matching.interests.parted_verbs import rejoined
from matching.interests.phrases import is_parted, phrases_in, words_of
from matching.interests.reading import guess_word, read_abroad, read_compound, read_deed, read_word, read_work, together
from matching.interests.subjects import subjects_told, taught_in
from matching.interests.terms import LISTED_AS_WORD, Phrase, whole_of
from matching.interests.unsure import Led, unsure_words
from matching.parameters import parameters_of

_READ: Final = parameters_of("strength")
_CLEARLY_READ: Final = _READ.number("clearly_read")
_INSIDE_A_PHRASE: Final = _READ.number("inside_a_phrase")
_MOST_TAKEN_APART: Final = parameters_of("reading").count("most_taken_apart")
_MOST_GUESSED: Final = parameters_of("reading").count("most_guessed")


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text, how strongly and how surely, and the words as written that led to it."""

    concept: int
    strength: float
    words: str
    grade: Grade = Grade.CERTAIN
    chance: float = 0
    """How likely the whole of a wish asks for it, where no word of it is clear."""


@dataclass(frozen=True, slots=True)
class Searched:
    """All that was found in a text, what it denies though it names it, and the words that led nowhere."""

    found: tuple[Mention, ...]
    denied: tuple[Mention, ...]
    unknown: tuple[Token, ...]
    heard: str = ""
    """What may be heard as a whole: Dutch words of which none refuses anything, without what is told aside."""


def find_concepts(text: str, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return the concepts that a text names, the surest first."""
    return strongest(search(text, vocabulary).found)


def strongest(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the surest finding of each concept, the surest concept first."""
    best: dict[int, Mention] = {}
    for each in found:
        known = best.setdefault(each.concept, each)
        best[each.concept] = replace(max(known, each, key=attrgetter("strength")), grade=max(known.grade, each.grade))
    return tuple(sorted(best.values(), key=lambda each: (-each.strength, each.concept)))


def is_clear(found: Mention) -> bool:
    """Tell whether a reading is more than a guess or a hint."""
    return found.grade > Grade.GUESS and found.strength >= _CLEARLY_READ


@lru_cache(maxsize=1024)
def search(text: str, vocabulary: Vocabulary) -> Searched:
    """Return every finding in the words of a client, in their order; offers are read by their parts instead."""
    written = tokens_of(text)
    subject = subjects_told(written, vocabulary.terms)
    if subject:
        return Searched(tuple(Mention(concept, LISTED_AS_WORD, text.strip()) for concept in subject), (), ())
    taught = taught_in(text, written)
    return search(taught, vocabulary) if taught else _search_words(text, written, vocabulary)


def _search_words(text: str, written: list[Token], vocabulary: Vocabulary) -> Searched:
    """Return every finding in the words of a wish that is more than one listed subject."""
    language = language_of(written)
    in_dutch = language == DUTCH
    tokens = rejoined(written, vocabulary) if in_dutch else written
    readings, aside = _read_wish(tokens, language, vocabulary)
    refusal = denied_words(tuple(written), language)  # Komt me de strot uit is no uitkomen.
    _take_concepts(readings, refusal.aside)
    doubt_background(tokens, readings, refusal.words)
    phrases = [each for each in phrases_in(tokens, readings, vocabulary) if not refusal.aside.issuperset(each[1])]
    left_open = _left_open(tokens, readings, refusal, phrases) if in_dutch else set()
    denied = refusal.words - left_open
    in_phrases = [(_found_phrase(phrase, places, tokens, readings), places) for phrase, places in phrases]
    deeds = list(_found_deeds(tokens, readings, vocabulary)) if in_dutch else []
    apart = list(_written_apart(tokens, vocabulary)) if in_dutch else []
    inside = words_of(tokens, phrases).union(*((place, place + 1) for place, _ in apart))
    together = [*in_phrases, *deeds]
    # What someone refuses, praises or tells of former work is decided by how he tells it.
    if in_dutch and not refusal.settled and not names_former_work(tokens):
        together = _doubted(tokens, readings, together, denied, vocabulary)
    found = [each for each, _ in together]
    is_denied = [_is_denied(places, denied, refusal.saying) for _, places in in_phrases]
    is_denied += [not denied.isdisjoint(places) for _, places in deeds]
    whole = vocabulary.terms.whole.get(whole_of(tokens))
    if whole is not None:
        found.append(Mention(whole, LISTED_AS_WORD, text.strip()))
        is_denied.append(False)
    # What a phrase denies or says no to as a whole, its words do not wish one by one.
    denied |= _places_of_denied(phrases, refusal.saying | denied)
    passed = _passed(tokens)
    for index, (token, reading) in enumerate(zip(tokens, readings, strict=True)):
        if index not in passed:
            single = _found_words(token, reading, share=_INSIDE_A_PHRASE if index in inside else 1)
            found += single
            is_denied += [index in denied] * len(single)
    found += [each for _, each in apart]
    is_denied += [not denied.isdisjoint((place, place + 1)) for place, _ in apart]
    found = [replace(each, grade=Grade.GUESS) for each in found] if _is_of_unknown(tokens, readings) else found
    is_heard = in_dutch and not (denied or left_open or refusal.aside)
    return _parted(found, is_denied, _unread(tokens, readings), _heard(written, aside) if is_heard else "")


def _read_wish(tokens: list[Token], language: str, vocabulary: Vocabulary) -> tuple[list[Reading], set[int]]:
    """Read every word of a wish in its language, and tell where it only tells of someone's life."""
    if language:
        return _read_abroad(tokens, language, vocabulary), set()
    readings = read_tokens(tokens, vocabulary, forgiving=True, asked=True)
    aside = _leave_out_what_is_told(tokens, readings, vocabulary)
    doubt_what_is_depicted(tokens, readings, vocabulary)
    return readings, aside


def _leave_out_what_is_told(tokens: list[Token], readings: list[Reading], vocabulary: Vocabulary) -> set[int]:
    """Take the concepts from names, from what is told aside, and from someone's own people; return where these are."""
    aside = named_in(tokens, vocabulary.terms) | told_aside(tokens)
    for place in aside:
        readings[place] = Reading(known=True)
    own = kin_told_of(tokens) | lands_told_of(tokens)
    _take_concepts(readings, own)
    read_as_former_work(tokens, readings, vocabulary)
    return aside | own


def _take_concepts(readings: list[Reading], places: Iterable[int]) -> None:
    """Let words at some places lead nowhere."""
    for place in places:
        readings[place] = replace(readings[place], concepts={}, known=True)


def _left_open(
    tokens: list[Token], readings: list[Reading], refusal: Denied, phrases: list[tuple[Phrase, tuple[int, ...]]]
) -> set[int]:
    """Make guesses of what may be wished or refused, nobody knows which, and return where it stands."""
    as_one = {place for phrase, places in phrases if phrase.strength == LISTED_AS_WORD for place in places}
    at_all = {place for place, reading in enumerate(readings) if reading.concepts or reading.phrase_words}
    unsure = unsure_words(tokens, refusal, Led(at_all, clearly_read(readings) | as_one, as_one))
    for place in unsure:
        readings[place] = weakened(readings[place], 1, Grade.GUESS)
    return unsure


def _is_of_unknown(tokens: list[Token], readings: list[Reading]) -> bool:
    """Tell whether a phrase only says for what something unknown is: wereldbouwen voor een spel is no game."""
    if len(tokens) < 2 or tokens[1].text != "voor" or tokens[0].text in common_words().plain:  # noqa: PLR2004
        return False
    return bool(readings[0].concepts) and all(sign.grade is Grade.GUESS for sign in readings[0].concepts.values())


def _places_of_denied(phrases: list[tuple[Phrase, tuple[int, ...]]], denied: AbstractSet[int]) -> set[int]:
    """Return where phrases stand of which a word is denied."""
    return {index for _, places in phrases if not denied.isdisjoint(places) for index in places}


def _unread(tokens: list[Token], readings: list[Reading]) -> tuple[Token, ...]:
    """Return the words that led nowhere."""
    return tuple(token for token, reading in zip(tokens, readings, strict=True) if not reading.known)


def _heard(written: list[Token], aside: AbstractSet[int]) -> str:
    """Return the words of a wish as a whole, but for those that are told beside it."""
    return " ".join(token.written for place, token in enumerate(written) if place not in aside)


def _parted(found: list[Mention], is_denied: list[bool], unknown: tuple[Token, ...], heard: str) -> Searched:
    """Return the findings, those that are denied apart: they are what a client refuses."""
    denied = tuple(each for each, is_so in zip(found, is_denied, strict=True) if is_so)
    wished = tuple(each for each, is_so in zip(found, is_denied, strict=True) if not is_so)
    return Searched(wished, denied, unknown, heard)


def read_tokens(tokens: list[Token], vocabulary: Vocabulary, *, forgiving: bool, asked: bool) -> list[Reading]:
    """Read every word; in a wish only the first few unknown ones are taken apart, and fewer are guessed at."""
    readings = [read_word(token.text, vocabulary, foreign=forgiving, asked=asked) for token in tokens]
    open_ones = [place for place, reading in enumerate(readings) if not reading.concepts]
    for place in open_ones[: _MOST_TAKEN_APART if asked else None]:
        work = read_work(tokens[place].text, vocabulary) if asked else Reading()
        done = work if work.known or not asked else read_deed(tokens[place].text, vocabulary)
        parts = done if done.known else read_compound(tokens[place].text, vocabulary)
        readings[place] = together([readings[place], parts])
        if asked and not tokens[place].text.isascii():
            readings[place] = together([readings[place], read_abroad(tokens[place].text, DUTCH, vocabulary)])
    unknown = [place for place in open_ones if forgiving and not readings[place].known]
    for place in unknown[:_MOST_GUESSED]:
        readings[place] = guess_word(tokens[place].text, vocabulary, asked=asked)
    return readings


def _read_abroad(tokens: list[Token], language: str, vocabulary: Vocabulary) -> list[Reading]:
    """Read every word of a wish in another language; what only tells the language, where nothing else is said."""
    readings = [read_abroad(token.text, language, vocabulary) for token in tokens]
    if any(reading.concepts for reading in readings):
        return readings
    return [read_abroad(token.text, language, vocabulary, sign_counts=True) for token in tokens]


def _found_deeds(
    tokens: list[Token], readings: list[Reading], vocabulary: Vocabulary
) -> Iterator[tuple[Mention, tuple[int, ...]]]:
    """Yield what is done with a thing, and work of several words; what they are made of counts for itself no more."""
    texts = [token.text for token in tokens]
    apart = {place for place in range(1, len(tokens)) if is_set_apart(tokens, place)}
    for places, concept in deeds_in(texts, vocabulary, apart):
        written = " ".join(tokens[place].written for place in sorted(places))
        yield Mention(concept, LISTED_AS_WORD, written, min(readings[place].grade for place in places)), places
        for place in places:
            readings[place] = replace(weakened(readings[place], _INSIDE_A_PHRASE, Grade.LIKELY), known=True)
    for (start, end), signs in occupations_in(texts, vocabulary).items():
        written = " ".join(token.written for token in tokens[start:end])
        for concept, sign in signs.items():
            yield Mention(concept, sign.strength, written, sign.grade), tuple(range(start, end))
        for place in range(start, end):
            readings[place] = replace(weakened(readings[place], _INSIDE_A_PHRASE, Grade.LIKELY), known=True)


def _found_words(token: Token, reading: Reading, *, share: float) -> list[Mention]:
    """Return all that one word leads to; of a word inside a phrase, a share."""
    return [
        Mention(concept, sign.strength * share, token.written, sign.grade) for concept, sign in reading.concepts.items()
    ]


def _found_phrase(phrase: Phrase, places: tuple[int, ...], tokens: list[Token], readings: list[Reading]) -> Mention:
    """Return a phrase as found, its words as written, as sure as the least sure of its words."""
    listed = Grade.CERTAIN if phrase.strength == LISTED_AS_WORD else Grade.LIKELY
    grade = Grade.GUESS if is_parted(places, tokens) else min(listed, *(readings[place].grade for place in places))
    written = " ".join(token.written for token in tokens[min(places) : max(places) + 1])
    return Mention(phrase.concept, phrase.strength, written, grade)


def _doubted(
    tokens: list[Token],
    readings: list[Reading],
    together: list[tuple[Mention, tuple[int, ...]]],
    denied: AbstractSet[int],
    vocabulary: Vocabulary,
) -> list[tuple[Mention, tuple[int, ...]]]:
    """Make guesses of what is not surely the heart of a wish, and return what was found in words together."""
    told = [ToldTogether(each.concept, places) for each, places in together if each.strength == LISTED_AS_WORD]
    doubts = Doubts.about(tokens, readings, told, denied, vocabulary).without(worked_in(tokens, readings, vocabulary))
    doubts.settle(readings)
    grades = (min(each.grade, doubts.grade_of(each.concept, places)) for each, places in together)
    return [(replace(each, grade=grade), places) for grade, (each, places) in zip(grades, together, strict=True)]


def _is_denied(places: tuple[int, ...], denied: AbstractSet[int], saying: AbstractSet[int]) -> bool:
    """Tell whether a phrase is denied; one that says no by itself means what it says: niet alleen, weinig woorden."""
    return not denied.isdisjoint(places) and saying.isdisjoint(places)


def _written_apart(tokens: list[Token], vocabulary: Vocabulary) -> Iterator[tuple[int, Mention]]:
    """Yield what two neighbouring words mean as one, with the place of the first: repair café, moes tuin."""
    for place, (first, second) in enumerate(pairwise(tokens)):
        joined = vocabulary.terms.single.get(first.text + second.text)
        if joined and may_be_one(first, second):
            for concept, strength in joined.items():
                grade = Grade.CERTAIN if strength == LISTED_AS_WORD else Grade.LIKELY
                yield place, Mention(concept, strength, f"{first.written} {second.written}", grade)


def _passed(tokens: list[Token]) -> set[int]:
    """Return which words only tell that it was before: vroeger naaide ik, ik was bakker. Alone they mean themselves."""
    if sum(token.counts for token in tokens) == 1:
        return set()
    return {index for index, token in enumerate(tokens) if token.text in common_words().former}
