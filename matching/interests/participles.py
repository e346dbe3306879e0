"""Participles: the words by which it is told that something was or is done."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from matching.interests.dutch import PARTED_PARTICIPLE, common_words
from matching.interests.word_list import is_word
from matching.parameters import parameters_of

_SHORTEST_STEM: Final = parameters_of("reading").count("shortest_stem")


@lru_cache(maxsize=16384)
def is_participle(word: str) -> bool:
    """Tell whether a word says that something was done: gemaakt, geleid, rondgebracht; but no gezond and no geluid."""
    common, said = common_words(), common_words().working
    if word in said["participles"] or word in said["no_participles"]:
        return word in said["participles"]
    if word in common.irregular:
        return "ge" in word
    parted = PARTED_PARTICIPLE.match(word)
    particle, rest = (parted.group(1), word[parted.end() :]) if parted else ("", word.removeprefix("ge"))
    if parted and rest.endswith(("en", "aan")):
        return is_word(word)
    if not (parted or word.startswith("ge")) or not rest.endswith(("d", "t")):
        return False
    return any(is_word(particle + verb) for stem in (rest, rest[:-1]) for verb in _infinitives(stem))


def _infinitives(stem: str) -> Iterator[str]:
    """Yield the verbs of which a stem may be one: werk, pak, maak, verf, reis."""
    if len(stem) < _SHORTEST_STEM:
        return
    voiced = stem[:-1] + {"f": "v", "s": "z"}.get(stem[-1], stem[-1])
    yield from (voiced + "en", stem + "en", stem + stem[-1] + "en")
    if stem[-2] == stem[-3]:
        yield voiced[:-2] + voiced[-1] + "en"
