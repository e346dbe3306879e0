"""The best offers of each client, found by as many processes as the machine has cores."""

import gc
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, pthread_sigmask, signal
from tempfile import NamedTemporaryFile
from threading import Thread, current_thread, main_thread
from typing import ClassVar, Final, NamedTuple, TypeVar

from matching import Catalogue, Choice, Question, choose, first_reason, hold_vocabulary

Chosen = TypeVar("Chosen")
Found = TypeVar("Found")

AT_A_TIME: Final = 50
FEW: Final = 1000
"""So many clients are ranked sooner than other processes have started."""


class ClientOptions(NamedTuple):
    """What suits a client, best first; and whether anything was possible at all."""

    offer_ids: tuple[str, ...]
    scores: tuple[float, ...]
    is_possible: bool


class _Memory:
    """What a process remembers between questions."""

    catalogue: ClassVar[Catalogue]


class Everyone:
    """All clients of a city, asked about in their order, in several processes where that is sooner."""

    def __init__(self, catalogue: Catalogue, questions: Sequence[Question], pool: ProcessPoolExecutor | None) -> None:
        self._catalogue = catalogue
        self._questions = questions
        self._pool = pool

    def options(self) -> Iterator[ClientOptions]:
        """Find what suits each client."""
        return self._of_each(_options, ())

    def reasons(self, chosen: Sequence[str | None]) -> Iterator[str]:
        """Say why each client would get the offer chosen for it; nothing where none was."""
        return self._of_each(_reasons, chosen)

    def _of_each(
        self, find: Callable[[Catalogue, Sequence[Question], Sequence[Chosen]], list[Found]], given: Sequence[Chosen]
    ) -> Iterator[Found]:
        parts = [slice(start, start + AT_A_TIME) for start in range(0, len(self._questions), AT_A_TIME)]
        if self._pool is None:
            for part in parts:
                yield from find(self._catalogue, self._questions[part], given[part])
            return
        with _deaf_to_ctrl_c():
            runs = [self._pool.submit(_from_memory, find, self._questions[part], given[part]) for part in parts]
        for each in runs:
            yield from each.result()


@contextmanager
def everyone(catalogue: Catalogue, questions: Sequence[Question], *, processes: int) -> Iterator[Everyone]:
    """Yield all clients, to be asked about until this is left."""
    if processes == 1 or len(questions) <= FEW:
        yield Everyone(catalogue, questions, None)
        return
    with NamedTemporaryFile() as file:
        # Not in the arguments of each process: to hand that over, one waits until the process before it is ready.
        pickle.dump(catalogue, file)
        file.flush()
        # A new process each, and no copy of this one: it may hold connections and threads.
        with ProcessPoolExecutor(processes, get_context("spawn"), _remember, (file.name,)) as pool:
            try:
                yield Everyone(catalogue, questions, pool)
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
    _Memory.catalogue = catalogue = pickle.loads(Path(path).read_bytes())  # noqa: S301 # nosec B301 - written by the process that started this
    hold_vocabulary(catalogue.vocabulary)
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End with the command: a stopped one leaves nobody's profile behind in a process that waits for more."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _from_memory(
    find: Callable[[Catalogue, Sequence[Question], Sequence[Chosen]], list[Found]],
    questions: Sequence[Question],
    given: Sequence[Chosen],
) -> list[Found]:
    return find(_Memory.catalogue, questions, given)


def _options(catalogue: Catalogue, questions: Sequence[Question], _: Sequence[object]) -> list[ClientOptions]:
    return [_option(choose(catalogue, question)) for question in questions]


def _option(choice: Choice) -> ClientOptions:
    suitable = choice.suitable
    return ClientOptions(tuple(suitable), tuple(suitable.values()), is_possible=choice.feasible > 0)


def _reasons(catalogue: Catalogue, questions: Sequence[Question], chosen: Sequence[str | None]) -> list[str]:
    reasons = [
        offer_id and first_reason(catalogue, question, offer_id)
        for question, offer_id in zip(questions, chosen, strict=True)
    ]
    return [reason.text if reason else "" for reason in reasons]
