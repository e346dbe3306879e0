"""Reading a compound by its parts: a known head after anything, or a known start before what leaves it to that."""

from typing import Final

from matching.interests.dutch import common_words, inflected_from
from matching.interests.evidence import Grade
from matching.interests.forms import UNKNOWN, Reading, reading_of, sign_of, weakened
from matching.interests.terms import LISTED_AS_WORD, Terms
from matching.interests.word_list import is_word, isco_of
from matching.parameters import parameters_of

_READ: Final = parameters_of("strength")
_LAST_PART: Final = _READ.number("last_part")
_FIRST_PART: Final = _READ.number("first_part")
_HALF_KNOWN: Final = _READ.number("half_known")
_SHORTEST_PART: Final = parameters_of("reading").count("shortest_part")
_SHORTEST_END: Final = parameters_of("reading").count("shortest_end")
_SHORTEST_KIND: Final = parameters_of("reading").count("shortest_kind")
_LINKS = ("", "s", "en", "n", "e")


def as_compound(word: str, terms: Terms) -> Reading:
    """Read a compound by its parts: what it is stands last, what it is of stands first."""
    best = UNKNOWN
    best_rank = 0
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        rank = min(cut, len(word) - cut)
        if rank >= best_rank:
            last = _as_last_part(word[cut:], terms)
            reading = _joined(word, cut, last, terms) if last.known else UNKNOWN
            if reading.known:
                best, best_rank = reading, rank
    return best


def by_its_end(word: str, terms: Terms, *, asked: bool = False) -> Reading:
    """Read a compound by its end, where a real word stands before it: a suikerspin is no spider.

    In a wish, what names a kind may be short, or a subject that is read in wishes only: mosterdsaus.
    """
    for cut in ends_of(word, _SHORTEST_KIND if asked else _SHORTEST_END):
        is_kind = _names_a_kind(word, cut)
        if len(word) - cut < _SHORTEST_END and not is_kind:
            continue
        is_subject = asked and is_kind and LISTED_AS_WORD in terms.asked.get(word[cut:], {}).values()
        ending = _as_asked(word[cut:], terms) if is_subject else _as_last_part(word[cut:], terms)
        if ending.concepts and is_word(word[cut:]):
            return weakened(ending, _HALF_KNOWN, Grade.LIKELY if is_kind else Grade.GUESS)
    return UNKNOWN


def _as_asked(part: str, terms: Terms) -> Reading:
    """Read a part of a compound as a client's own word."""
    listed = terms.asked.get(part, {})
    return Reading({concept: sign_of(strength, 1) for concept, strength in listed.items()}, known=bool(listed))


def by_its_start(word: str, terms: Terms) -> Reading:
    """Read a compound by its start, where a real word stands behind it: metselaarsknecht has to do with a metselaar."""
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_END - 1, -1):
        if is_word(word[cut:]):
            start = _as_first_part(word[:cut], terms)
            if not start.concepts and word[:cut] in terms.asked:
                start = _as_asked(word[:cut], terms)
            if start.concepts:
                return weakened(start, _HALF_KNOWN, Grade.GUESS)
    return UNKNOWN


def ends_of(word: str, shortest: int = _SHORTEST_END) -> list[int]:
    """Return where the end of a compound may begin: after a real word with its link, and no prefix or preposition."""
    return [cut for cut in range(_SHORTEST_PART, len(word) - shortest + 1) if _is_real_start(word[:cut])]


def _is_real_start(part: str) -> bool:
    """Tell whether a word with its link may begin a compound: scheeps, luxe, but no prefix and no preposition."""
    never = common_words().never_parts
    starts = (part.removesuffix(link) for link in _LINKS if part.endswith(link))
    return any(len(start) >= _SHORTEST_PART and start not in never and is_word(start) for start in starts)


def _joined(word: str, cut: int, last: Reading, terms: Terms) -> Reading:
    """Read a compound of two known parts: what its head says, or, where that says nothing, what it is of."""
    first = _as_first_part(word[:cut], terms)
    if not first.known:
        return UNKNOWN
    is_about_first = not last.concepts and word[cut:] in common_words().occasions
    grade = Grade.LIKELY if is_about_first else Grade.GUESS
    concepts = {concept: sign.weakened(_FIRST_PART, grade) for concept, sign in first.concepts.items()}
    head_grade = Grade.LIKELY if _names_a_kind(word, cut) else Grade.GUESS
    for concept, sign in last.concepts.items():
        head = sign.weakened(_LAST_PART, head_grade)
        concepts[concept] = max(head, concepts.get(concept, head))
    return Reading(concepts, first.phrase_words | last.phrase_words, known=True, grade=Grade.LIKELY)


def _names_a_kind(word: str, cut: int) -> bool:
    """Tell whether the end says what a compound is, and is no piece of a longer word: paardenstaart is no taart."""
    end = word[cut:]
    if word[cut - 1] == "s" and is_word("s" + end):
        return False
    return not common_words().kinds.isdisjoint((end, *inflected_from(end))) or _is_work(end)


def _is_work(end: str) -> bool:
    """Tell whether the end of a compound is an occupation that ends no other words: kippenboer, and no rekenmodel."""
    common = common_words()
    return end not in common.vague_work and end not in common.no_work_ends and isco_of(end) is not None


def _as_first_part(part: str, terms: Terms) -> Reading:
    """Read the first part of a compound, with or without the letters that link it to the next."""
    for link in _LINKS:
        if part.endswith(link) and len(part) - len(link) >= _SHORTEST_PART:
            reading = _as_part(part.removesuffix(link), terms)
            if reading.known:
                return reading
    return UNKNOWN


def _as_last_part(part: str, terms: Terms) -> Reading:
    """Read the last part of a compound in any of its forms."""
    for form in (part, *inflected_from(part)):
        reading = _as_part(form, terms)
        if reading.known:
            return reading
    return UNKNOWN


def _as_part(form: str, terms: Terms) -> Reading:
    """Read a form of a Dutch word that compounds are made of."""
    common = common_words()
    if form in common.parts or form in common.occasions:
        return Reading(known=True)
    if len(form) > _SHORTEST_PART and form in terms.single and form not in common.never_parts:
        return reading_of(form, 1.0, terms)
    return UNKNOWN
