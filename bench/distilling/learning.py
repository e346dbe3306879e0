"""Learning what is meant: how much each word says and where it stands, and where each concept stands among them."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.distilling.lessons import Lessons, Saying
from matching.interests.concepts import load_vocabulary
from matching.interests.dutch import tokens_of
from matching.interests.likeness import DIRECTIONS, numbers_of
from matching.interests.meant import HALF_SAID

_ROUNDS: Final = 6
_AT_ONCE: Final = 128
_SPEED: Final = 0.02
_SLOWEST: Final = 2e-4
_HELD: Final = 2e-3
"""How much a word is held to its place in the table of likeness: of 1e-4, 1e-3, 2e-3 and 5e-3 this, with few rounds, is
least often sure of what is untrue of sayings kept apart."""

_LEFT_OUT: Final = 0.2
"""So often a word is left out, and another told by the table alone: so it learns for words that nobody said."""

_FIRST_OF_SEVERAL: Final = 0.6
_STRANGE: Final = 0.3
"""How much a word says at first that the table of likeness lacks."""

_MOST: Final = 127
_LEAST_SAID: Final = 0.01

Numbers = NDArray[np.float32]
Tensor = Any
"""Of torch, which is no dependency of ours and so has no types here."""


class Learnt(NamedTuple):
    """Words, how much each says (0..1) and where it stands; where each concept stands, and how likely it is at first.

    The last concept is none at all: what asks for nothing.
    """

    words: list[str]
    says: Numbers
    numbers: Numbers
    places: Numbers
    before: Numbers


def learn(lessons: Lessons) -> Learnt:
    """Return what was learnt from sayings: the same each time, but for how threads round."""
    said = [*lessons.listed, *lessons.sayings]
    learner = _Learner(said)
    torch = learner.torch
    optimizer = torch.optim.Adam(learner.learnt, lr=_SPEED)
    texts, wanted = learner.places_of([each.text for each in said]), learner.wanted(said)
    for turn in range(_ROUNDS):
        optimizer.param_groups[0]["lr"] = _SPEED * (1 - turn / _ROUNDS) + _SLOWEST
        for rows in torch.randperm(len(said)).split(_AT_ONCE):
            loss = learner.missed(texts[rows], wanted[rows]) + learner.moved_far()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return learner.tell()


class _Learner:
    """All that moves while it is learnt."""

    def __init__(self, said: Sequence[Saying]) -> None:
        self.torch: Any = import_module("torch")
        self.torch.manual_seed(0)
        self._words = sorted({word for each in said for word in _words_of(each.text)})
        self._place_of = {word: place for place, word in enumerate(self._words)}
        own, says = _own_numbers(self._words)
        kinds = len(load_vocabulary().concepts) + 1
        self._own, self._own_says = self.torch.tensor(own), self.torch.tensor(np.log(says))
        self._moved, self._moved_says = self.torch.zeros(own.shape), self.torch.zeros(len(says))
        self._places, self._before = self.torch.randn(DIRECTIONS, kinds) * 0.05, self.torch.zeros(kinds)
        self._sharpness = self.torch.tensor(8.0)
        self.learnt = [self._moved, self._moved_says, self._places, self._before, self._sharpness]
        for each in self.learnt:
            each.requires_grad_()

    def places_of(self, texts: Sequence[str]) -> Tensor:
        """Return where the words of texts stand in the table, a row each; one place past all words fills up."""
        rows = [[self._place_of[word] for word in _words_of(text)] for text in texts]
        places = self.torch.full((len(rows), max(map(len, rows))), len(self._words))
        for row, known in zip(places, rows, strict=True):
            row[: len(known)] = self.torch.tensor(known)
        return places

    def wanted(self, sayings: Sequence[Saying]) -> Tensor:
        """Return what each saying asks for as shares, a row each; the last column is nothing."""
        shares = self.torch.zeros(len(sayings), len(self._before))
        for row, saying in zip(shares, sayings, strict=True):
            first, *others = saying.concepts or (-1,)
            row[first] = _FIRST_OF_SEVERAL if others else 1
            for other in others:
                row[other] += (1 - _FIRST_OF_SEVERAL) / len(others)
        return shares

    def missed(self, texts: Tensor, wanted: Tensor) -> Tensor:
        """Return how badly what some texts ask for is told."""
        told = self._sharpness * (self._meant(texts) @ self._places) + self._before
        return -(wanted * told.log_softmax(1)).sum(1).mean()

    def moved_far(self) -> Tensor:
        """Return how far words moved from the table."""
        return _HELD / _AT_ONCE * ((self._moved**2).sum() + (self._moved_says**2).sum())

    def tell(self) -> Learnt:
        """Return what was learnt as numbers."""
        says = (self._own_says + self._moved_says).clamp(max=0).exp()
        learnt = (says, self._own + self._moved, self._sharpness * self._places, self._before)
        return Learnt(self._words, *(each.detach().numpy() for each in learnt))

    def _meant(self, texts: Tensor) -> Tensor:
        """Return where texts stand, with words left out or told by the table by chance."""
        texts = texts[:, : int((texts < len(self._words)).sum(1).max())]
        heard = (texts < len(self._words)) & (self.torch.rand(texts.shape) > _LEFT_OUT)
        texts = texts.clamp(max=len(self._words) - 1)
        moved = self._moved[texts] * (self.torch.rand(texts.shape) > _LEFT_OUT)[:, :, None]
        says = (self._own_says[texts] + self._moved_says[texts]).clamp(max=0).exp() * heard
        return (says[:, :, None] * (self._own[texts] + moved)).sum(1) / (says.sum(1)[:, None] + HALF_SAID)


def _own_numbers(words: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return where the table of likeness has each word, float32, a unit row each or nought, and how much it says."""
    numbers = np.zeros((len(words), DIRECTIONS), np.float32)
    says = np.full(len(words), _STRANGE, np.float32)
    for place, word in enumerate(words):
        known = numbers_of(word)
        if known is not None:
            numbers[place] = known[1:] / (np.linalg.norm(known[1:]) or 1)
            says[place] = max(known[0] / _MOST, _LEAST_SAID)
    return numbers, says


@cache
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens_of(text))
