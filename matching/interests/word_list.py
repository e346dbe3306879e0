"""A list of some 355,000 Dutch words as a gate: a word that exists is never taken for a misspelling of another."""

import gzip
from bisect import bisect_right
from functools import cache
from pathlib import Path

_SHELF_BYTES = 1024


def is_word(word: str) -> bool:
    """Tell whether a folded word stands in the list, in a microsecond."""
    firsts, shelves = _shelves()
    sought = word.encode()
    return b"\n" + sought + b"\n" in shelves[max(bisect_right(firsts, sought) - 1, 0)]


@cache
def _shelves() -> tuple[list[bytes], list[bytes]]:
    """Return the first word of each shelf, and the shelves of a kilobyte; a set would take ten times the memory."""
    with gzip.open(Path(__file__).with_name("lexicon") / "dutch_words.txt.gz") as file:
        words = file.read()
    shelves = []
    start = 0
    while start < len(words):
        end = words.index(b"\n", min(start + _SHELF_BYTES, len(words) - 1)) + 1
        shelves.append(b"\n" + words[start:end])
        start = end
    return [shelf[1 : shelf.index(b"\n", 1)] for shelf in shelves], shelves
