"""Fitting the table: numbers for each word, so that words together point where the encoder places the whole text."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bench.distilling.encoder import SIZE, Encoder, Numbers, Placed
from matching.interests.dutch import tokens_of

_DIRECTIONS: Final = 128
"""Of 64, 96 and 128 directions the most: alone on real texts they reach nDCG@5 0.28, 0.31 and 0.34."""

_DROPPED: Final = 2
"""The first directions tell how long a text is and in which language rather than what it is about."""

_RARE: Final = 3e-6
"""A word that is this share of all words counts for half; 1e-4, 1e-5 and 1e-6 each reach less."""

_HELD: Final = 0.3
"""How much a word is held to its own numbers: of 0.1, 0.3 and 1 it points best on texts kept apart."""

_PRIOR_HELD: Final = 0.003
_KEPT_APART: Final = 0.05
_ROUNDS: Final = 25
_MOST: Final = 127
_KNOWN_SHARE: Final = 0.6


class Table(NamedTuple):
    """Words, how much each says and where it stands, and how well that agrees on texts that were kept apart."""

    words: list[str]
    weights: Numbers
    numbers: Numbers
    agreement: float


def fit(words: Mapping[str, float], placed: Placed, encoder: Encoder) -> Table:
    """Fit the numbers of all words: first from the encoder's own numbers, then each word by the texts it is in."""
    known = sorted(words)
    weights = np.array([_RARE / (_RARE + np.exp(words[word])) for word in known], np.float32)
    shares, rows = _shares(placed.texts, known, weights)
    targets = _directions(placed.places[rows])
    apart = np.random.default_rng(0).random(len(rows)) < _KEPT_APART
    own = np.array([encoder.own_numbers(word) for word in known])
    start = own @ _prior(shares[~apart] @ own, targets[~apart])
    numbers = start + _corrections(shares[~apart], targets[~apart] - shares[~apart] @ start)
    told = shares[apart] @ numbers
    agreement = (told * targets[apart]).sum(axis=1) / (np.linalg.norm(told, axis=1) + 1e-9)
    return Table(known, weights, numbers, float(agreement.mean()))


def write_table(table: Table, folder: Path) -> None:
    """Write the table in small numbers, the words in order of their bytes."""
    scale = float(np.quantile(np.abs(table.numbers), 0.9995)) / _MOST
    small = np.clip(np.rint(table.numbers / scale), -_MOST, _MOST).astype(np.int8)
    says = np.rint(table.weights * _MOST).astype(np.int8)
    words = np.array([word.encode() for word in table.words])
    kept = [place for place in words.argsort().tolist() if says[place] > 0]
    np.save(folder / "words.npy", words[kept].astype("S24"))
    np.save(folder / "numbers.npy", np.concatenate((says[kept, None], small[kept]), axis=1))


def _shares(texts: tuple[str, ...], known: list[str], weights: Numbers) -> tuple[sparse.csr_matrix, list[int]]:
    """Return the share of each word in each text, and which texts are known well enough to learn from."""
    place_of = {word: place for place, word in enumerate(known)}
    shares: list[tuple[int, int, float]] = []
    rows: list[int] = []
    for row, text in enumerate(texts):
        tokens = [token.text for token in tokens_of(text)]
        places = [place_of[token] for token in tokens if token in place_of]
        whole = weights[places].sum() if places else 0
        if whole and len(places) >= _KNOWN_SHARE * len(tokens):
            shares += [(len(rows), place, weights[place] / whole) for place in places]
            rows.append(row)
    at, columns, values = zip(*shares, strict=True)
    shape = (len(rows), len(known))
    return sparse.csr_matrix((np.array(values, np.float32), (at, columns)), shape=shape), rows


def _directions(places: Numbers) -> Numbers:
    """Return places seen from their middle, in the directions in which they differ most but the first few."""
    centred = places - places.mean(axis=0)
    _, ways = np.linalg.eigh(centred.T @ centred)
    directions = centred @ ways[:, ::-1][:, _DROPPED : _DROPPED + _DIRECTIONS]
    return np.asarray(directions / (np.linalg.norm(directions, axis=1, keepdims=True) + 1e-9), np.float32)


def _prior(own: Numbers, targets: Numbers) -> Numbers:
    """Return how the encoder's own numbers for words lead to directions, by ridge regression."""
    squares = own.T @ own
    held = _PRIOR_HELD * np.trace(squares) / SIZE
    return np.asarray(np.linalg.solve(squares + held * np.eye(SIZE), own.T @ targets), np.float32)


def _corrections(shares: sparse.csr_matrix, missed: Numbers) -> Numbers:
    """Return what each word lacks, held near nothing, by conjugate gradients for all directions at once."""
    back = shares.T.tocsr()
    wanted: NDArray[np.float32] = back @ missed
    found = np.zeros_like(wanted)
    left, step = wanted.copy(), wanted.copy()
    size = (left * left).sum(axis=0)
    for _ in range(_ROUNDS):
        pushed = back @ (shares @ step) + _HELD * step
        length = size / ((step * pushed).sum(axis=0) + 1e-12)
        found += length * step
        left -= length * pushed
        before, size = size, (left * left).sum(axis=0)
        step = left + size / (before + 1e-12) * step
    return found
