"""The best offers of each client, found by as many processes as the machine has cores."""

import gc
import os
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, pthread_sigmask, signal
from tempfile import NamedTemporaryFile
from threading import Thread, current_thread, main_thread
from typing import ClassVar, Final, NamedTuple

from matching import Catalogue, Question, rank, suits

AT_A_TIME: Final = 50
FEW: Final = 1000
"""So many clients are ranked sooner than other processes have started."""


class ClientOptions(NamedTuple):
    """What suits a client, best first, each with the first reason; and whether anything was possible at all."""

    offer_ids: tuple[str, ...]
    scores: tuple[float, ...]
    reasons: tuple[str, ...]
    is_possible: bool


class _Memory:
    """What a process remembers between questions."""

    catalogue: ClassVar[Catalogue]


def find_candidates(catalogue: Catalogue, questions: Sequence[Question], *, processes: int) -> Iterator[ClientOptions]:
    """Find what suits each client, in their order, in several processes where that is sooner."""
    if processes == 1 or len(questions) <= FEW:
        yield from (_find(catalogue, question) for question in questions)
        return
    parts = [questions[start : start + AT_A_TIME] for start in range(0, len(questions), AT_A_TIME)]
    with NamedTemporaryFile() as file:
        # Not in the arguments of each process: to hand that over, one waits until the process before it is ready.
        pickle.dump(catalogue, file)
        file.flush()
        # A new process each, and no copy of this one: it may hold connections and threads.
        with ProcessPoolExecutor(processes, get_context("spawn"), _remember, (file.name,)) as pool:
            try:
                with _deaf_to_ctrl_c():
                    runs = [pool.submit(_find_each, part) for part in parts]
                for each in runs:
                    yield from each.result()
            except BaseException:
                for process in active_children():
                    process.terminate()  # Whoever stops need not wait until all have come so far as to hear it.
                raise


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Keep Ctrl-C from processes started meanwhile: the command hears it afterwards, and ends them.

    Another thread may still take the signal for the command, which must not stop while a process is half started.
    """
    heard: list[int] = []
    earlier = signal(SIGINT, lambda number, _: heard.append(number)) if current_thread() is main_thread() else None
    before = pthread_sigmask(SIG_BLOCK, {SIGINT})
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)
        if earlier is not None:
            signal(SIGINT, earlier)
    if heard:
        raise KeyboardInterrupt


def _remember(path: str) -> None:
    _Memory.catalogue = pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by the process that started this
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End with the command: a stopped one leaves nobody's profile behind in a process that waits for more."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _find_each(questions: Sequence[Question]) -> list[ClientOptions]:
    return [_find(_Memory.catalogue, question) for question in questions]


def _find(catalogue: Catalogue, question: Question) -> ClientOptions:
    answer = rank(catalogue, question)
    suitable = [match for match in answer.matches if suits(match, question.client.interests)]
    return ClientOptions(
        tuple(match.offer_id for match in suitable),
        tuple(match.score for match in suitable),
        tuple(match.reasons[0].text if match.reasons else "" for match in suitable),
        is_possible=answer.feasible > 0,
    )
