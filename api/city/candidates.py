"""The best offers of each client, found by as many processes as the machine has cores."""

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import ClassVar, Final, NamedTuple

from matching import Catalogue, Question, rank, suits

AT_A_TIME: Final = 50
FEW: Final = 1000
"""So many clients are ranked sooner than other processes have started."""


class Found(NamedTuple):
    """What suits a client, best first, each with the first reason; and whether anything was possible at all."""

    offer_ids: tuple[str, ...]
    scores: tuple[float, ...]
    reasons: tuple[str, ...]
    is_possible: bool


class _Memory:
    """What a process remembers between questions."""

    catalogue: ClassVar[Catalogue]


def find_candidates(catalogue: Catalogue, questions: Sequence[Question], *, processes: int) -> Iterator[Found]:
    """What suits each client, in order."""
    if processes == 1 or len(questions) <= FEW:
        yield from (_find(catalogue, question) for question in questions)
        return
    parts = [questions[start : start + AT_A_TIME] for start in range(0, len(questions), AT_A_TIME)]
    # A new process each, and no copy of this one: it may hold connections and threads.
    with ProcessPoolExecutor(processes, get_context("spawn"), _remember, (catalogue,)) as pool:
        yield from chain.from_iterable(pool.map(_find_each, parts))


def _remember(catalogue: Catalogue) -> None:
    _Memory.catalogue = catalogue
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A stopped command leaves nobody's profile behind in a process that waits for more."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _find_each(questions: Sequence[Question]) -> list[Found]:
    return [_find(_Memory.catalogue, question) for question in questions]


def _find(catalogue: Catalogue, question: Question) -> Found:
    answer = rank(catalogue, question)
    suitable = [match for match in answer.matches if suits(match, question.client.interests)]
    return Found(
        tuple(match.offer_id for match in suitable),
        tuple(match.score for match in suitable),
        tuple(match.reasons[0].text if match.reasons else "" for match in suitable),
        is_possible=answer.feasible > 0,
    )
