"""One text of an offer, taken apart into words and sentences; remains of HTML, links and addresses say nothing."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from matching.interests.dutch import Token, fold, tokens_of

# Each piece is bounded, so that a text of any kind is read in one pass.
_REMAINS = re.compile(
    r"</?[a-zA-Z][^<>\n]{0,200}>|</?[a-zA-Z]{1,10}$|&(?:[a-zA-Z]{2,8}|#\d{1,5});"
    r"|(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}|\[[\w-]{1,20}\]"
)
_BULLET = re.compile(r"[•·▪●◦*|]|(?<=\s)[-–—](?=\s)|^-(?=\s)", re.MULTILINE)
_END = re.compile(r"[.!?;\n…]")
_ASKED = re.compile(r"\?")
_COLON = re.compile(r"[:(]")
_HALF = re.compile(r"-(?=\s)")


class SentenceSpan(NamedTuple):
    """The words of one sentence: from a place up to another, folded in a row, and whether it asks something."""

    start: int
    end: int
    words: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written, its words and sentences, the words before which a colon or bracket parts, and halves of words.

    A half lacks the end that a later word has: Kinder- en jongerenwinkel.
    """

    written: str
    tokens: tuple[Token, ...]
    sentences: tuple[SentenceSpan, ...]
    parted: frozenset[int]
    halves: frozenset[int]

    def quote(self, first: int, last: int) -> str:
        """Return what stands in the text from one word to another, verbatim."""
        end = self.tokens[last]
        return self.written[self.tokens[first].start : end.start + len(end.written)]


@lru_cache(maxsize=512)
def read_text(written: str) -> Text:
    """Take a text apart; every word stays where it was, so that it can be quoted."""
    plain = _BULLET.sub("\n", _REMAINS.sub(_blank, written))
    tokens = tuple(tokens_of(plain))
    between = [plain[one.start + len(one.written) : other.start] for one, other in pairwise(tokens)]
    ends = [place + 1 for place, gap in enumerate(between) if _END.search(gap)]
    starts = [0, *ends]
    last = plain[tokens[-1].start :] if tokens else ""
    gaps = [*(between[end - 1] for end in ends), last]
    return Text(
        written,
        tokens,
        tuple(
            SentenceSpan(start, end, " ".join(token.text for token in tokens[start:end]), bool(_ASKED.search(gap)))
            for start, end, gap in zip(starts, [*ends, len(tokens)], gaps, strict=True)
        ),
        frozenset(place + 1 for place, gap in enumerate(between) if _COLON.search(gap)),
        frozenset(place for place, gap in enumerate(between) if _HALF.match(gap)),
    )


def _blank(remains: re.Match[str]) -> str:
    """Return as many spaces as the remains took."""
    return " " * len(remains.group())


@cache
def part_words() -> dict[str, Any]:
    """Read parts.toml once: words, folded, by what they tell of the part of an offer that they stand in."""
    with Path(__file__).with_name("parts.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words_of(part: str, kind: str) -> frozenset[str]:
    """Return the words of one kind, folded."""
    return frozenset(fold(word) for word in part_words()[part][kind].split())
