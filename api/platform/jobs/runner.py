"""Runs durable work in this process, and takes over what other processes left behind when they died."""

import logging
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, error
from sqlalchemy.exc import SQLAlchemyError

from api.platform.jobs.locks import Locks, open_locks
from api.platform.jobs.queue import APPLICATION, QUEUE, put, queue_address
from api.platform.jobs.work import Recurring, Work
from api.platform.node import Node
from api.platform.storage.outages import UNAVAILABLE, DatabaseError, reason_of
from api.platform.tracing import Trace, begin

LEADER = 0
POLL_SECONDS = 0.5
TURN_SECONDS = 1.0
RESCUE_SECONDS = 3.0
THREADS = 64
# A lane that is stuck leaves three quarters of the threads for the others.
THREADS_PER_LANE = 16
STOPS_WITHIN_SECONDS = 3  # What is not done by then is taken up again, as after any other end.
# Not the version of the program: work that an older one promised is done by a newer one.
WORK_VERSION = "1"
FIRST_PAUSE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 3600.0
MOST_ATTEMPTS = 30
DONE_IS_KEPT = timedelta(days=7)
PURGE_SECONDS = 3600.0
ROWS_AT_A_TIME = 500

log = logging.getLogger("vonk.jobs")


class _LeftError(BaseException):
    """This process stops before the work could be promised again: whoever comes next does it."""


class Jobs:
    """The durable work of one process; there is one in each."""

    def __init__(self, node: Node, works: Mapping[str, Work], recurring: Mapping[str, Recurring]) -> None:
        self._node = node
        self._works = works
        own = {
            "jobs.rescue": Recurring(self._rescue, RESCUE_SECONDS),
            "jobs.purge": Recurring(_purge, PURGE_SECONDS),
        }
        self._recurring = {**recurring, **own}
        self._locks: Locks
        self._stopping = threading.Event()
        self._clockwork = threading.Thread(target=self._take_turns, name="vonk-clockwork", daemon=True)
        self._number = LEADER
        self._is_cut_off = False
        self._has_begun = False

    def start(self) -> None:
        """Take up work; raises DatabaseError when the tables of the queue are not there."""
        self._locks = open_locks(self._node.database)
        self._has_begun = True
        self._number = next(number for number in count(LEADER + 1) if self._locks.take(number))
        try:
            self._launch()
        except error.DBOSInitializationError:
            raise DatabaseError("The tables for durable work are missing or old; run ‘vonk migrate’ first.") from None
        self._clockwork.start()

    @property
    def is_going(self) -> bool:
        """Whether what comes round by itself still does here; it waits out a database that is gone."""
        return self._clockwork.is_alive()

    def stop(self) -> None:
        """Finish what is under way, and leave the rest to whoever comes next; also when it could not start."""
        self._stopping.set()
        if not self._has_begun:
            return
        if self._clockwork.ident is not None:
            self._clockwork.join(STOPS_WITHIN_SECONDS)
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=STOPS_WITHIN_SECONDS)
        self._locks.close()

    def _launch(self) -> None:
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": queue_address(self._node.database),
            "sys_db_pool_size": 10,
            # `vonk migrate` makes the tables; a node changes no schema.
            "run_migrations": False,
            "serializer": DBOSPortableJSONSerializer(),
            "application_version": WORK_VERSION,
            "executor_id": _executor(self._number),
            "log_level": "WARNING",
        }
        DBOS(config=config)
        for name, work in self._works.items():
            DBOS.workflow(name=name)(self._durable(name, work))
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=THREADS,
            partition_worker_concurrency=THREADS_PER_LANE,
            polling_interval_sec=POLL_SECONDS,
        )

    def _durable(self, name: str, work: Work) -> Work:
        def run(attempt: int, *arguments: str) -> None:
            begin(Trace())
            try:
                work(self._node, *arguments)
            except Exception as reason:
                if isinstance(reason, UNAVAILABLE):
                    log.warning("%s waits for the database, attempt %d: %s", name, attempt, reason_of(reason))
                else:
                    log.exception("%s failed, attempt %d", name, attempt)
                # About a day of trying; then it stands in the log and ends.
                if attempt + 1 >= MOST_ATTEMPTS:
                    raise
                self._promise_again(name, attempt + 1, *arguments)

        return run

    def _promise_again(self, name: str, attempt: int, *arguments: str) -> None:
        """Promise the same work for later; when even that fails, wait until the database is back."""
        key = f"{(DBOS.workflow_id or '').partition('+')[0]}+{attempt}"
        pause_seconds = min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), LONGEST_PAUSE_SECONDS)
        while True:
            try:
                with self._node.database.write() as session:
                    put(session, name, attempt, *arguments, key=key, lane=name, delay_seconds=pause_seconds)
            except (SQLAlchemyError, *UNAVAILABLE):
                if self._stopping.wait(FIRST_PAUSE_SECONDS):
                    # What ends in an error is never taken up again; what merely stops is, at the next start.
                    raise _LeftError from None
            else:
                return

    def _take_turns(self) -> None:
        due_at = dict.fromkeys(self._recurring, 0.0)
        while not self._stopping.wait(TURN_SECONDS):
            for name, recurring in self._recurring.items() if self._leads() else ():
                # Not the service's clock: moving that must not skip or repeat a turn.
                if time.monotonic() >= due_at[name]:
                    self._run_recurring(name, recurring)
                    due_at[name] = time.monotonic() + recurring.every_seconds

    def _leads(self) -> bool:
        """Tell whether this process does the recurring work; a database that is gone, and back, is logged once each."""
        try:
            self._locks.take(self._number)
            is_leader = self._locks.take(LEADER)
        except Exception as reason:  # noqa: BLE001 - whatever it is, the clockwork goes on
            if not self._is_cut_off:
                log.warning("The database does not answer; recurring work waits: %s", reason_of(reason))
            self._is_cut_off = True
            return False
        if self._is_cut_off:
            log.warning("The database answers again; recurring work goes on.")
        self._is_cut_off = False
        return is_leader

    def _run_recurring(self, name: str, recurring: Recurring) -> None:
        begin(Trace())
        try:
            recurring.run(self._node)
        except UNAVAILABLE as reason:
            log.warning("%s waits for the database: %s", name, reason_of(reason))
        except Exception:
            log.exception("%s failed; it comes round again.", name)

    def _rescue(self, _node: Node) -> None:
        """Give work of processes that died back to the queue."""
        running = DBOS.list_workflows(status="PENDING", queue_name=QUEUE, load_input=False, load_output=False)
        # Whoever is alive holds its own number, so a number that can be taken belongs to nobody.
        owners = {_number_of(each.executor_id) for each in running} - {self._number}
        for number in owners:
            if self._locks.take(number):
                _resume_work_of(number)
                self._locks.give_back(number)


def _resume_work_of(number: int) -> None:
    left = DBOS.list_workflows(
        status="PENDING", executor_id=_executor(number), queue_name=QUEUE, load_input=False, load_output=False
    )
    if left:
        log.warning("Node %d is gone; its %d pieces of work go on elsewhere.", number, len(left))
        DBOS.resume_workflows([each.workflow_id for each in left], queue_name=QUEUE)


def _purge(_node: Node) -> None:
    """Forget work that was done long ago."""
    before = (datetime.now(UTC) - DONE_IS_KEPT).isoformat()
    while done := DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"],
        completed_before=before,
        limit=ROWS_AT_A_TIME,
        load_input=False,
        load_output=False,
    ):
        DBOS.delete_workflows([each.workflow_id for each in done])


def _executor(number: int) -> str:
    return f"node-{number}"


def _number_of(executor: str | None) -> int:
    return int((executor or "").rpartition("-")[2])
