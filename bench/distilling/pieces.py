"""The pieces of words that the encoder knows, with how common each is: they tell which words people use most."""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

_AFTER_SHAPE: Final = 8 + 7 * 4 + 4 + 4
"""Magic and version, seven sizes, an epsilon and the kind of quantisation come before the tokenizer."""

_START: Final = "▁"
_LONGEST: Final = 16
_UNKNOWN: Final = -30.0


def read_pieces(model: Path) -> dict[str, float]:
    """Return each piece with the logarithm of its frequency; one that starts a word begins with a mark."""
    raw = model.read_bytes()
    count = struct.unpack_from("<i", raw, _AFTER_SHAPE)[0]
    place = _AFTER_SHAPE + 5 * 4
    length = struct.unpack_from("<Q", raw, place)[0]
    ends = np.frombuffer(raw, np.uint32, count + 1, place + 8)
    scores = np.frombuffer(raw, np.float32, count, place + 8 + 4 * (count + 1))
    start = place + 8 + 4 * (count + 1) + 4 * count
    text = raw[start : start + length]
    return {text[ends[at] : ends[at + 1]].decode(errors="replace"): float(scores[at]) for at in range(count)}


def commonness_of(word: str, pieces: Mapping[str, float]) -> float:
    """Return the logarithm of how common a word is, by the best way to write it in pieces."""
    marked = _START + word
    best = [0.0] + [_UNKNOWN * 10] * len(marked)
    for end in range(1, len(marked) + 1):
        best[end] = max(
            best[start] + pieces.get(marked[start:end], _UNKNOWN) for start in range(max(0, end - _LONGEST), end)
        )
    return best[-1]


def whole_words(pieces: Mapping[str, float]) -> dict[str, float]:
    """Return the pieces that are words by themselves, in whichever language."""
    return {
        piece[1:]: score
        for piece, score in pieces.items()
        if piece.startswith(_START) and piece[1:].isalpha() and len(piece) > len("▁ab")
    }


def segment(word: str, pieces: Mapping[str, float]) -> list[str]:
    """Return the best way to write a word in pieces; what is in none of them is left out."""
    marked = _START + word
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(marked) + 1):
        ways = (
            (best[start][0] + pieces.get(marked[start:end], _UNKNOWN), (*best[start][1], marked[start:end]))
            for start in range(max(0, end - _LONGEST), end)
        )
        best.append(max(ways))
    return [piece for piece in best[-1][1] if piece in pieces and piece != _START]
