"""Long sorted lists at little memory: 355,599 Dutch words as a gate, and names of occupations."""

import gzip
from bisect import bisect_right
from functools import cache, lru_cache
from pathlib import Path

from matching.interests.dutch import bases, common_words

_LEXICON = Path(__file__).with_name("lexicon")
_SHELF_BYTES = 1024


class Shelves:
    """A file of sorted lines on shelves of about a kilobyte: as quick as a dictionary, in a tenth of its memory."""

    def __init__(self, file: Path) -> None:
        with gzip.open(file) as packed:
            lines = packed.read()
        self._shelves = list(_cut(lines))
        self._firsts = [shelf[1 : shelf.index(b"\n", 1)] for shelf in self._shelves]

    def __contains__(self, line: str) -> bool:
        sought = line.encode()
        return b"\n" + sought + b"\n" in self._shelf_of(sought)

    def value_of(self, key: str) -> str | None:
        """Return what stands behind a key and a tab, or nothing."""
        sought = key.encode() + b"\t"
        # The value comes after the tab, so that the line itself is never before what is sought.
        shelf = self._shelf_of(sought + b"\xff")
        start = shelf.find(b"\n" + sought)
        if start < 0:
            return None
        return shelf[start + len(sought) + 1 : shelf.index(b"\n", start + 1)].decode()

    def first_words(self) -> frozenset[str]:
        """Return the first words of all lines that have several."""
        lines = (line for shelf in self._shelves for line in shelf.split(b"\n"))
        return frozenset(line.split(b" ", 1)[0].decode() for line in lines if b" " in line)

    def _shelf_of(self, sought: bytes) -> bytes:
        return self._shelves[max(bisect_right(self._firsts, sought) - 1, 0)]


def is_word(word: str) -> bool:
    """Tell whether a folded word stands in the list of Dutch words: then it is no misspelling of another."""
    return word in _words()


@lru_cache(maxsize=16384)
def is_verb(word: str) -> bool:
    """Tell whether a word is the infinitive of a verb, by its participle or past in the list of words."""
    if not word.endswith("en") or not is_word(word):
        return False
    # Herstellen, herstelde: what is doubled before -en is single elsewhere.
    single = (word[:-3],) if word[-4:-3] == word[-3:-2] else ()
    stems = (word[:-1], *single, *bases(word))
    forms = (form for stem in stems for form in (f"ge{stem}t", f"ge{stem}d", f"{stem}te", f"{stem}de"))
    participles = (f"ge{stem}" for stem in (word, *stems) if stem.endswith(("t", "d", "n")))
    return word in common_words().irregular.values() or any(map(is_word, (*participles, *forms)))


@lru_cache(maxsize=4096)
def is_adjective(word: str) -> bool:
    """Tell whether a word is an adjective, by its comparative and superlative in the list of words: drukker, drukst."""
    return is_word(word + "st") and (is_word(word + "er") or is_word(word + word[-1] + "er"))


def isco_of(occupation: str) -> str | None:
    """Return the ISCO-08 unit group of an occupation by its folded name, as ESCO has it."""
    return _occupations().value_of(occupation)


@cache
def first_words_of_occupations() -> frozenset[str]:
    """Return the words with which a name of an occupation of several words begins: few sentences have one."""
    return _occupations().first_words()


@cache
def _words() -> Shelves:
    """Return the Dutch words, read once."""
    return Shelves(_LEXICON / "dutch_words.txt.gz")


@cache
def _occupations() -> Shelves:
    """Return the names of occupations, read once."""
    return Shelves(_LEXICON / "occupations_nl.tsv.gz")


def _cut(lines: bytes) -> list[bytes]:
    """Return lines on shelves, each with a line end before and after every line."""
    shelves = []
    start = 0
    while start < len(lines):
        end = lines.index(b"\n", min(start + _SHELF_BYTES, len(lines) - 1)) + 1
        shelves.append(b"\n" + lines[start:end])
        start = end
    return shelves
