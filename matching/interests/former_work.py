"""What is only around former work: who was a clerk at a hardware store asks for no odd jobs, only for what he did."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from matching.interests.clauses import clauses
from matching.interests.concepts import Vocabulary
from matching.interests.dutch import Token, common_words
from matching.interests.evidence import Grade
from matching.interests.forms import Reading, weakened
from matching.interests.naming import are_kin
from matching.interests.participles import is_participle
from matching.interests.reading import read_work, together
from matching.interests.word_list import isco_of
from matching.parameters import parameters_of

_SHORTEST_WORK: Final = parameters_of("reading").count("shortest_free_word")
_CLEARLY_READ: Final = parameters_of("strength").number("hint")


def read_as_former_work(tokens: Sequence[Token], readings: list[Reading], vocabulary: Vocabulary) -> None:
    """Read a tale of former work as one: what is only beside the work is asked, and a dentist is who was one."""
    told = _told(tokens)
    workers = _workers(tokens, told)
    is_past = _is_past(tokens)
    for place in told:
        if tokens[place].text.endswith(tuple(_said("leading"))):
            # Who led a group did what the group did.
            readings[place] = weakened(readings[place], 1, Grade.GUESS)
    for place in workers if is_past else ():
        surest = _surest(readings[place])
        is_hinted = all(sign.strength <= _CLEARLY_READ for sign in readings[place].concepts.values())
        if surest and (is_hinted or all(vocabulary.concepts[concept].meaning.attended for concept in surest)):
            visited = weakened(readings[place], 1, Grade.GUESS)
            readings[place] = together([visited, read_work(tokens[place].text, vocabulary)])
    if workers or is_past:
        beside, work = _beside(tokens, told, workers, readings)
        for place in beside:
            # Where no occupation is named, a trade is where one worked: glas geslepen in de fabriek.
            names_work = _is_trade(readings[place], vocabulary) or _is_occupation(tokens[place].text)
            if workers or not names_work:
                readings[place] = _asked(readings[place], work, vocabulary)


def worked_in(tokens: Sequence[Token], readings: Sequence[Reading], vocabulary: Vocabulary) -> set[int]:
    """Return where a tale of what was names a trade, which says what was done: glas geslepen in de fabriek."""
    return (
        {place for place, reading in enumerate(readings) if _is_trade(reading, vocabulary)}
        if _is_past(tokens)
        else set()
    )


def names_former_work(tokens: Sequence[Token]) -> bool:
    """Tell whether a wish names the occupation that someone had."""
    return bool(_workers(tokens, _told(tokens)))


def _beside(
    tokens: Sequence[Token], told: Collection[int], workers: set[int], readings: Sequence[Reading]
) -> tuple[set[int], set[int]]:
    """Return the words that only tell where, with what or for whom work was done, and the concepts of the work itself.

    Where an occupation is named, that is all beside it; else it is where something was done.
    """
    done = {place for place in told if _says(tokens[place])}
    where = done & set(_where(tokens, told))
    done -= where
    if workers:
        # What comes right after it says which: leraar Frans.
        where |= {place for place in done if place > min(workers) and place - 1 not in workers} - workers
        done = workers
    return where if done else set(), {concept for place in done for concept in _clearly(readings[place])}


def _asked(reading: Reading, work: Collection[int], vocabulary: Vocabulary) -> Reading:
    """Return a reading as only asked, but for what is akin to the work itself."""
    akin = {
        concept: sign
        for concept, sign in reading.concepts.items()
        if any(are_kin(concept, other, vocabulary) for other in work)
    }
    asked = weakened(reading, 1, Grade.GUESS)
    return replace(asked, concepts=asked.concepts | akin, grade=reading.grade if akin else Grade.GUESS)


def _workers(tokens: Sequence[Token], told: Collection[int]) -> set[int]:
    """Return the occupations that are told; for whom someone worked is not what he was: receptioniste bij een arts."""
    return {place for place in told if _is_occupation(tokens[place].text)} - set(_where(tokens, told))


def _told(tokens: Sequence[Token]) -> set[int]:
    """Return the words of the clauses that tell of what was, not of what is wished; one word alone is of a list."""
    told: set[int] = set()
    for clause in clauses(tokens, lambda place: tokens[place].text in _said("joining")):
        is_wish = any(tokens[place].text in _said("wishing") for place in clause)
        if is_wish and clause.start:
            # What comes after a wish is wished too.
            break
        if not is_wish and (len(clause) > 1 or _is_occupation(tokens[clause.start].text)):
            told.update(clause)
    return told


def _where(tokens: Sequence[Token], told: Collection[int]) -> Iterator[int]:
    """Yield the words that say where or for whom something was done: bij de apotheek, op de computer, voor de krant."""
    is_where = False
    for place, token in enumerate(tokens):
        if place not in told or token.text in _said("ends") or token.after_comma or is_participle(token.text):
            is_where = False
        if is_where:
            yield place
        elif token.text in _said("where"):
            is_where = place in told


def _is_past(tokens: Iterable[Token]) -> bool:
    """Tell whether a wish tells of what was: gewerkt, geweest, ik was, vroeger, dertig jaar."""
    return any(token.text in _said("past") or is_participle(token.text) for token in tokens)


def _says(token: Token) -> bool:
    """Tell whether a word says something of the work, and not only that or how long it was."""
    word = token.text
    plain = common_words().plain | common_words().former | _said("past")
    return token.counts and word not in plain and word not in _said("vague") and not word.isdigit()


@lru_cache(maxsize=4096)
def _is_occupation(word: str) -> bool:
    """Tell whether a word is the name of an occupation that says what is done."""
    common = common_words()
    if word in _said("workers") or word.endswith(tuple(_said("worker_ends"))):
        return True
    vague = common.plain | common.vague_work | common.no_work_ends | _said("vague")
    return len(word) >= _SHORTEST_WORK and word not in vague and isco_of(word) is not None


def _clearly(reading: Reading) -> Iterator[int]:
    return (concept for concept, sign in reading.concepts.items() if sign.strength >= _CLEARLY_READ)


def _surest(reading: Reading) -> set[int]:
    most = max((sign.strength for sign in reading.concepts.values()), default=0)
    return {concept for concept, sign in reading.concepts.items() if sign.strength == most}


def _is_trade(reading: Reading, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.concepts[concept].meaning.work for concept in _surest(reading))


def _said(kind: str) -> frozenset[str]:
    """Return the words of one kind around former work."""
    return common_words().working[kind]
