import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest
from dbos import DBOS
from sqlmodel import Session

from api.platform.jobs import runner
from api.platform.jobs.actions import enqueue
from api.platform.jobs.locks import open_locks
from api.platform.jobs.runner import Jobs
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.storage import database as storage
from api.platform.storage.database import MOST_AT_ONCE, Database
from api.platform.storage.turns import TurnError
from tests.service import node_on
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

Runs = list[tuple[str, ...]]


@pytest.fixture(autouse=True)
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for work more often than a node does, so that no test waits for the next look."""
    for name in ("POLL_SECONDS", "TURN_SECONDS"):
        monkeypatch.setattr(runner, name, 0.05)


@contextmanager
def working(database: Database, work: Callable[..., None], **recurring: Recurring) -> Iterator[Jobs]:
    """A process that does one kind of work, called `test`."""
    node = node_on(database)
    jobs = Jobs(node, {"test": work}, recurring)
    jobs.start()
    try:
        yield jobs
    finally:
        jobs.stop()


def test_work_is_done_when_its_transaction_is_kept_and_never_when_it_is_undone(database: Database) -> None:
    done: Runs = []
    with working(database, lambda _, *arguments: done.append(arguments)):
        with database.write() as session:
            enqueue(session, "test", "undone", key="1")
            session.rollback()
        with database.write() as session:
            enqueue(session, "test", "kept", "zó", key="2")
        wait_until(lambda: bool(done))
    assert done == [("kept", "zó")]


def test_work_promised_twice_under_one_key_is_done_once(database: Database) -> None:
    done: Runs = []
    for _ in range(2):
        with database.write() as session:
            enqueue(session, "test", "een", key="1")
    with working(database, lambda _, *arguments: done.append(arguments)):
        wait_until(lambda: bool(done))
        with database.write() as session:
            enqueue(session, "test", "een", key="1")
            enqueue(session, "test", "twee", key="2")
        wait_until(lambda: len(done) > 1)
    assert done == [("een",), ("twee",)]


def test_work_that_fails_is_tried_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "FIRST_PAUSE_SECONDS", 0.1)
    tries: Runs = []

    def work(_: Node, name: str) -> None:
        tries.append((name,))
        if len(tries) <= 2:
            raise RuntimeError("not yet")

    with working(database, work):
        with database.write() as session:
            enqueue(session, "test", "een", key="1")
        wait_until(lambda: len(tries) == 3)
    assert tries == [("een",)] * 3


class Occupied(Database):
    """A database of which others can hold every turn to write, and that counts who is refused one."""

    refused = 0

    @contextmanager
    def write(self, *, waits: bool = True) -> Iterator[Session]:
        """Yield a session for writing."""
        try:
            with super().write(waits=waits) as session:
                yield session
        except TurnError:
            self.refused += 1
            raise

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep everybody else from writing."""
        with ExitStack() as turns:
            for _ in range(1 if self.is_sqlite else MOST_AT_ONCE):
                turns.enter_context(self.write())
            yield


@pytest.fixture
def occupied(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Occupied]:
    """A database that has little patience."""
    monkeypatch.setattr(storage, "BUSY_TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr(runner, "FIRST_PAUSE_SECONDS", 0.1)
    with closing(Occupied(database.engine.url.render_as_string(hide_password=False))) as opened:
        yield opened


def test_work_that_gets_no_turn_to_write_is_done_once_there_is_one(occupied: Occupied) -> None:
    begun, is_held, done = threading.Event(), threading.Event(), threading.Event()
    with working(occupied, _writing(begun, is_held, done)):
        with occupied.write() as session:
            enqueue(session, "test", key="1")
        begun.wait(ONLY_A_HANG_SECONDS)
        with occupied.held():
            is_held.set()
            # The work itself is refused, and the promise of its next attempt.
            wait_until(lambda: occupied.refused > 1)
        wait_until(done.is_set)


def test_work_that_could_not_be_promised_again_before_the_end_is_done_at_the_next_start(occupied: Occupied) -> None:
    begun, is_held, done = threading.Event(), threading.Event(), threading.Event()
    with ExitStack() as holding, working(occupied, _writing(begun, is_held, done)):
        with occupied.write() as session:
            enqueue(session, "test", key="1")
        begun.wait(ONLY_A_HANG_SECONDS)
        holding.enter_context(occupied.held())
        is_held.set()
        wait_until(lambda: occupied.refused > 1)
    assert not done.is_set()
    with working(occupied, _writing(begun, is_held, done)):
        wait_until(done.is_set)


def _writing(begun: threading.Event, is_held: threading.Event, done: threading.Event) -> Callable[..., None]:
    def work(node: Node) -> None:
        begun.set()
        is_held.wait(ONLY_A_HANG_SECONDS)
        with node.database.write():
            done.set()

    return work


def test_later_work_waits_and_does_not_hold_up_the_rest(database: Database) -> None:
    done: Runs = []
    with working(database, lambda _, *arguments: done.append(arguments)):
        with database.write() as session:
            enqueue(session, "test", "later", key="1", delay_seconds=1)
            enqueue(session, "test", "now", key="2")
        wait_until(lambda: len(done) == 2)
    assert done == [("now",), ("later",)]


def test_a_full_lane_leaves_the_others_free(database: Database) -> None:
    gate = threading.Event()
    done: Runs = []

    def work(_: Node, name: str) -> None:
        if name == "slow":
            gate.wait(30)
        done.append((name,))

    with working(database, work):
        with database.write() as session:
            for number in range(30):
                enqueue(session, "test", "slow", key=f"slow{number}", lane="slow")
        with database.write() as session:
            enqueue(session, "test", "fast", key="fast", lane="fast")
        wait_until(lambda: bool(done))
        assert done == [("fast",)]
        gate.set()
        wait_until(lambda: len(done) == 31)


def test_work_of_a_process_that_died_is_done_by_the_next(database: Database) -> None:
    done: Runs = []
    with database.write() as session:
        enqueue(session, "test", "een", key="1")
    with working(database, lambda _, *arguments: done.append(arguments)):
        wait_until(lambda: bool(done))
    _pretend_to_have_died(database)
    with working(database, lambda _, *arguments: done.append(arguments)):
        wait_until(lambda: len(done) == 2)
    assert done == [("een",)] * 2


def _pretend_to_have_died(database: Database) -> None:
    with database.write() as session:
        if not database.is_sqlite:
            session.connection().exec_driver_sql("SET LOCAL search_path TO dbos")
        session.connection().exec_driver_sql("UPDATE workflow_status SET status = 'PENDING', executor_id = 'node-9'")


def test_work_that_was_done_long_ago_is_forgotten(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "DONE_IS_KEPT", -runner.DONE_IS_KEPT)
    monkeypatch.setattr(runner, "PURGE_SECONDS", 0.1)
    done: Runs = []
    with working(database, lambda _, *arguments: done.append(arguments)):
        with database.write() as session:
            enqueue(session, "test", "een", key="1")
            enqueue(session, "test", "later", key="2", delay_seconds=3600)
        wait_until(lambda: bool(done) and len(DBOS.list_workflows()) == 1)
        assert [each.status for each in DBOS.list_workflows()] == ["DELAYED"]


def test_a_scan_comes_round_and_comes_back_after_a_fault(database: Database) -> None:
    rounds: list[int] = []

    def scan(_: Node) -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise RuntimeError("a bad moment")

    with working(database, lambda _: None, scan=Recurring(scan, 0.1)):
        wait_until(lambda: len(rounds) >= 2)


def test_one_process_at_a_time_holds_a_lock(database: Database) -> None:
    with closing(open_locks(database)) as mine:
        with closing(open_locks(database)) as other:
            assert (mine.take(1), mine.take(1), other.take(1), other.take(2)) == (True, True, False, True)
            mine.give_back(1)
            assert (other.take(1), mine.take(1)) == (True, False)
        wait_until(lambda: mine.take(1))
