"""The heart of a wish: what is done, and to what; what stands around it needs company to be what is wished."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final, NamedTuple

from matching.interests.clauses import clauses
from matching.interests.dutch import Token, common_words
from matching.interests.evidence import Grade
from matching.interests.forms import Reading
from matching.interests.likeness import told_by_words
from matching.interests.participles import is_participle
from matching.interests.word_list import is_verb
from matching.parameters import parameters_of

_CLEARLY_READ: Final = parameters_of("strength").number("clearly_read")
_SAYS_A_DEED: Final = parameters_of("strength").number("says_a_deed")
_SHORTEST: Final = parameters_of("reading").count("shortest_free_word")


class WhatIsRead(NamedTuple):
    """Where the words of a wish were read: clearly, as a concept's own, and as what one would do."""

    clearly: AbstractSet[int]
    certainly: AbstractSet[int]
    as_deed: AbstractSet[int]


class _Clause(NamedTuple):
    """The words of a clause: what is done, what with, and what stands beside it behind a preposition."""

    deeds: frozenset[int]
    heads: frozenset[int]
    beside: frozenset[int]
    made_of: frozenset[int]
    homonyms: frozenset[int]
    later: frozenset[int]
    wishes: bool
    tells_more: bool
    likens: bool

    @property
    def heart(self) -> frozenset[int]:
        """Return the words that say what is done and what with."""
        return self.deeds | self.heads

    @property
    def core(self) -> frozenset[int]:
        """Return the heart, or what stands behind the first preposition where nothing else is said."""
        return self.heart or self.beside - self.later


def clearly_read(readings: Sequence[Reading]) -> set[int]:
    """Return where words lead clearly to a concept."""
    return {
        place
        for place, reading in enumerate(readings)
        if any(sign.strength >= _CLEARLY_READ and sign.grade > Grade.GUESS for sign in reading.concepts.values())
    }


def certainly_read(readings: Sequence[Reading]) -> set[int]:
    """Return where words name a concept."""
    return {
        place
        for place, reading in enumerate(readings)
        if any(sign.grade is Grade.CERTAIN for sign in reading.concepts.values())
    }


def doubtful_places(tokens: Sequence[Token], readings: Sequence[Reading], read: WhatIsRead) -> set[int]:
    """Return which words of a Dutch wish are not surely what it is about: springen op de trampoline is no outing."""
    homonyms = {place for place, token in enumerate(tokens) if token.text in common_words().heart["homonyms"]}
    doubtful = homonyms if sum(map(says_much, tokens)) > 1 else set()
    doubtful |= {place for place in range(2, len(tokens)) if _is_surname(tokens, place)} - read.certainly
    doubtful |= {place for place in range(1, len(tokens)) if _was_said(tokens, place)}
    told = [_clause(tokens, readings, places, homonyms) for places in clauses(tokens, partial(_opens, tokens))]
    hearts = [clause for clause in told if not (clause.tells_more or read.as_deed.isdisjoint(clause.core))]
    is_lost = False
    for clause in told:
        if is_lost and not clause.wishes:
            # Aquareleren, landschappen vooral: what comes after an unread heart only says more of it.
            doubtful |= clause.heads | clause.beside
        if (hearts and clause.tells_more) or (clause.likens and clause is not told[0]):
            doubtful |= clause.heart | clause.beside
        is_first = clause is told[0]
        # What stands alone behind a preposition is beside the heart of another clause, and not beside itself.
        has_heart = bool(hearts) and (bool(clause.heart) or (not is_first and hearts != [clause]))
        doubtful |= _doubtful_in(clause, tokens, read, has_heart=has_heart)
        said = clause.heart | (clause.homonyms - read.certainly)
        is_lost = is_lost or (is_first and bool(said) and read.clearly.isdisjoint(clause.heart))
    return doubtful


def _is_surname(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word ends a name within a text: het liefst Willie Wortel, and no Oude Muziek at its beginning."""
    starts = [token.written[0].isupper() for token in tokens[place - 2 : place + 1]]
    return starts == [False, True, True]


def _doubtful_in(clause: _Clause, tokens: Sequence[Token], read: WhatIsRead, *, has_heart: bool) -> AbstractSet[int]:
    """Return what is doubtful in a clause: what stands around a deed or thing that was not read, or beside a heart."""
    if read.clearly.isdisjoint(clause.deeds) and any(says_much(tokens[place]) for place in clause.deeds):
        return clause.beside | (clause.heads - read.certainly)
    if has_heart:
        return clause.beside
    if not clause.heads:
        if not read.as_deed.isdisjoint(clause.core):
            return clause.later
        return clause.beside - read.certainly if clause.homonyms else frozenset()
    if read.clearly.isdisjoint(clause.heart):
        return clause.beside - (clause.made_of & read.certainly)
    return clause.beside - read.certainly


def _clause(tokens: Sequence[Token], readings: Sequence[Reading], places: range, homonyms: AbstractSet[int]) -> _Clause:
    """Return a clause by its words; of homonyms nobody knows whether they are its heart."""
    said = common_words().heart
    behind = _behind_prepositions(tokens, places)
    beside = frozenset(behind)
    idle = beside.union(homonyms, (place for place in places if tokens[place].text in said["prepositions"]))
    left = [place for place in places if place not in idle and tokens[place].counts]
    deeds = frozenset(place for place in left if _is_deed(tokens, place))
    heads = frozenset(
        place
        for place in left
        if tokens[place].text not in said["vague"] and (says_much(tokens[place]) or readings[place].concepts)
    )
    wishes = any(tokens[place].text in said["wishing"] for place in places)
    made_of = frozenset(place for place, preposition in behind.items() if tokens[preposition].text in said["made_of"])
    later = frozenset(place for place, preposition in behind.items() if preposition > min(behind.values()))
    named = frozenset(homonyms) & frozenset(places)
    more = _tells_more(tokens, places.start)
    return _Clause(deeds, heads - deeds, beside, made_of, named, later, wishes, more, _likens(tokens, places))


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a clause begins at a word without a sign: at maar, or at the and behind a verb that says little."""
    return (
        tokens[place].text in common_words().heart["breaks"]
        or _ends_a_wish(tokens, place)
        or _tells_more(tokens, place)
    )


def _tells_more(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a clause begins that only says more of the thing before it: een pup die een blinde gaat geleiden."""
    return (
        place > 0
        and tokens[place].text in common_words().heart["referring"]
        and says_much(tokens[place - 1])
        and not _is_deed(tokens, place - 1)
    )


def _likens(tokens: Sequence[Token], places: range) -> bool:
    """Tell whether a clause only says what something is like: zo een als in de kerk, zoals op televisie."""
    first = [tokens[place].text for place in places[:3]]
    likening = common_words().heart["likening"]
    return first[0] == "zoals" or any(word == "als" and before in likening for before, word in pairwise(first))


def _was_said(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word only takes up what was said before: zulk werk vind ik rustgevend."""
    return tokens[place - 1].text in common_words().heart["referring_back"]


def _ends_a_wish(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether an and stands behind a verb that leaves it to other words what is done: bij de balie zitten en."""
    said = common_words().heart
    before = tokens[place - 1].text
    return tokens[place].text in said["and"] and before.endswith("en") and before in said["vague"]


def _behind_prepositions(tokens: Sequence[Token], places: range) -> dict[int, int]:
    """Return where words stand behind a preposition, up to the end of what it is about, and where that stands."""
    said = common_words().heart
    behind: dict[int, int] = {}
    preposition = -1
    is_named = False
    for place in places:
        word = tokens[place].text
        if word in said["prepositions"] and _is_of_what_is_loved(tokens, place):
            preposition = -1
        elif word in said["prepositions"]:
            preposition, is_named = place, False
        elif word in said["ends"] or (is_named and word in said["articles"]) or _ends_it(tokens, place):
            preposition = -1
        elif preposition >= 0 and word not in said["articles"]:
            behind[place] = preposition
            is_named = is_named or says_much(tokens[place])
    return behind


def _is_of_what_is_loved(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a preposition leads to what someone loves or would like best: houdt van treinen, dol op zingen."""
    said = common_words().heart
    before = [token.text for token in tokens[max(place - 2, 0) : place]]
    loves = tokens[place].text == "van" and not said["loving"].isdisjoint(before)
    return loves or before[-1:] == ["liefst"] or (tokens[place].text == "op" and before[-1:] in (["dol"], ["gek"]))


def _ends_it(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word is a deed that is not listed with the thing before it: met touwtjes en kaarten."""
    return tokens[place - 1].text not in common_words().heart["and"] and _is_deed(tokens, place)


def _is_deed(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word stands where a verb does and is one: letters drukken op een pers, ik lak graag nagels."""
    common = common_words()
    word = tokens[place].text
    if word in common.plain or word in common.heart["vague"]:
        return False
    before = tokens[place - 1].text if place else ""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if "ik" in (before, after):
        return any(map(is_verb, _infinitives(word)))
    if before in common.heart["prepositions"] | common.heart["articles"]:
        return _was_done(word)
    if before in common.heart["towards"] and is_verb(word):
        return True
    ends = not after or after in common.function or tokens[place + 1].after_comma
    return _was_done(word) or (ends and is_verb(word))


def _was_done(word: str) -> bool:
    """Tell whether a word says what was done; one in -en may say of what: van overgebleven groenten."""
    return not word.endswith("en") and is_participle(word)


def _infinitives(stem: str) -> tuple[str, ...]:
    """Return the verbs in -en of which a word may be the stem: werk, pak and kweek."""
    return (f"{stem}en", f"{stem}{stem[-1:]}en", f"{stem[:-2]}{stem[-1:]}en")


def says_much(token: Token) -> bool:
    """Tell whether a word may be the heart of what someone says: no ordinary word, and no vague one."""
    return token.counts and _is_telling(token.text)


@lru_cache(maxsize=16384)
def _is_telling(word: str) -> bool:
    """Tell whether a word says so much that it may be the heart of a wish."""
    common = common_words()
    if len(word) < _SHORTEST or word in common.plain or word in common.heart["vague"]:
        return False
    (told,) = told_by_words([word])
    return told is None or told >= _SAYS_A_DEED
