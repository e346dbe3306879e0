"""Misspelt words: the same sound first, then one or two slips of the pen; never a guess at a short word."""

import re
from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.parameters import parameters_of

_READ: Final = parameters_of("reading")
_SHORTEST_SOUND_ALIKE: Final = _READ.count("shortest_sound_alike")
_SHORTEST_WITH_A_SLIP: Final = _READ.count("shortest_with_a_slip")
_LONG: Final = _READ.count("long_word")
_MOST_SLIPS: Final = _READ.count("most_slips")
_MOST_CONSIDERED: Final = _READ.count("most_considered")
_LONGEST: Final = _READ.count("longest_word")
_SHORTEST_STEM: Final = _READ.count("shortest_stem")
_ALIKE_START: Final = _READ.number("alike_start")
_VOWELS = frozenset("aeiouy")
# One spelling for each sound, in this order: insekten and insecten, kavia and cavia, voetballe and voetbale are alike.
_SOUNDS = (
    (re.compile(r"sch(?=[rtlnm]|$)"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"qu"), "kw"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ck|c(?=[aoukltr]|$)"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ch"), "g"),
    (re.compile(r"ij|ei|ey|y"), "i"),
    (re.compile(r"ou"), "au"),
    (re.compile(r"ie"), "i"),
    (re.compile(r"v"), "f"),
    (re.compile(r"z"), "s"),
    (re.compile(r"dt$|d$"), "t"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words that a misspelt word may have been meant as, by sound and by first sound and length."""

    by_sound: dict[str, tuple[str, ...]]
    nearby: dict[tuple[str, int], tuple[str, ...]]


def index_spelling(words: AbstractSet[str]) -> Spelling:
    """Index words for correction."""
    by_sound: dict[str, list[str]] = defaultdict(list)
    # Sorted, so that of words that sound alike always the same one is taken.
    for word in sorted(words):
        if len(word) >= _SHORTEST_SOUND_ALIKE:
            by_sound[sound_of(word)].append(word)
    nearby: dict[tuple[str, int], list[str]] = defaultdict(list)
    for sound in by_sound:
        for length in range(len(sound) - _MOST_SLIPS, len(sound) + _MOST_SLIPS + 1):
            # By length and first sound: only what can be near is compared.
            if abs(len(sound) - length) <= _slips_of(length):
                nearby[sound[0], length].append(sound)
    return Spelling(
        {sound: tuple(alike) for sound, alike in by_sound.items()},
        {key: tuple(sounds) for key, sounds in nearby.items()},
    )


def sound_of(word: str) -> str:
    """Return how a word sounds, roughly."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def corrected(word: str, spelling: Spelling) -> str | None:
    """Return the word that a misspelt word was surely meant as."""
    # A short word has too many neighbours to be surely meant as one of them.
    if len(word) < _SHORTEST_SOUND_ALIKE:
        return None
    sound = sound_of(word)
    alike = spelling.by_sound.get(sound) or spelling.by_sound.get(_nearest(sound, spelling), ())
    return min(alike, key=lambda listed: (OSA.distance(word, listed), listed), default=None)


def sounds_the_same(word: str, listed: str) -> bool:
    """Tell whether a word is another one in all but its spelling: biljaarten is biljarten; not for a short one."""
    return len(word) >= _SHORTEST_WITH_A_SLIP and sound_of(word) == sound_of(listed)


def similar(word: str, spelling: Spelling, *, exists: bool) -> tuple[str, ...]:
    """Return the words that look most like one that is not known, to ask whether they are meant.

    They begin alike, and more so where the word exists: a spinet is no spinnen, and a saxofonist has a saxofoon.
    """
    # A bound on the work that one endless word can make.
    sound = sound_of(word[:_LONGEST])
    if len(sound) < _SHORTEST_WITH_A_SLIP:
        return ()
    nearby = spelling.nearby.get((sound[0], len(sound)), ())
    found = process.extract(sound, nearby, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, limit=_MOST_CONSIDERED)
    alike = (spelling.by_sound[listed][0] for listed, _, _ in found)
    shortest = max(_SHORTEST_STEM, len(word) * _ALIKE_START) if exists else _SHORTEST_STEM
    return tuple(listed for listed in alike if _alike_at_first(word, listed) >= shortest)


def _alike_at_first(one: str, other: str) -> int:
    """Return how many letters two words have in common from their beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _nearest(sound: str, spelling: Spelling) -> str:
    """Return the sound that is a slip or two away, or nothing."""
    if len(sound) < _SHORTEST_WITH_A_SLIP:
        return ""
    found = process.extract(
        sound,
        spelling.nearby.get((sound[0], len(sound)), ()),
        scorer=OSA.distance,
        score_cutoff=_slips_of(len(sound)),
        limit=_MOST_CONSIDERED,
    )
    return next((listed for listed, _, _ in found if not _is_another_word(sound, listed)), "")


def _slips_of(length: int) -> int:
    """Return how many slips of the pen a sound of this length may have."""
    return _MOST_SLIPS if length >= _LONG else 1


def _is_another_word(sound: str, listed: str) -> bool:
    """Tell whether a short word differs by one consonant for another: kaart is no taart, koot is no koor."""
    if len(sound) >= _LONG or len(sound) != len(listed):
        return False
    differing = [(one, other) for one, other in zip(sound, listed, strict=True) if one != other]
    return len(differing) == 1 and _VOWELS.isdisjoint("".join(differing[0]))
