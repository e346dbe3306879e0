"""What the clock does about handovers, each thing once: remind, end, ask how it goes, count, and forget in time."""

import logging
from datetime import timedelta
from typing import Final

from api.handovers.activities import HANDING_OVER, client_of
from api.handovers.forgetting import forget_handovers
from api.handovers.lasting import PASSED, count_lasting
from api.handovers.queries import (
    DUE_IN,
    find_handover_to_change,
    list_due_deadlines,
    list_handovers_ended_before,
)
from api.handovers.settings import HandoverSettings
from api.handovers.tables import HandoverDeadline
from api.handovers.transitions import CLOCK, Step, take
from api.handovers.vocabulary import DeadlineKind, EventType
from api.platform.jobs.sweeping import AFTER_FORGETTING, promise_sweep
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.recording.actions import Deed, record_deed
from api.platform.recording.clockwork import record_erasure, record_work
from api.platform.recording.notes import note_clients
from api.platform.requests.desk import Desk

log = logging.getLogger("vonk.handovers")

AT_A_TIME = 100
RETENTION: Final = "handovers.retention"
LASTING: Final = "handovers.lasting"
DEADLINES_SECONDS = 10.0
RETENTION_SECONDS = 3600.0
_EVENT_OF = {
    DeadlineKind.REMINDER: EventType.REMIND,
    DeadlineKind.EXPIRY: EventType.EXPIRE,
    DeadlineKind.CHECK_IN: EventType.ASK_CHECK_IN,
    DeadlineKind.CONSENT_END: EventType.END_CONSENT,
}


def handle_due_deadlines(node: Node) -> None:
    """Do what is due, one transaction each: what one node did, another one leaves; what fails holds up nothing else."""
    failed: set[str] = set()
    while due := _list_due(node, failed):
        for deadline_id, handover_id in due:
            try:
                _handle(node, deadline_id, handover_id)
            except Exception:
                log.exception("The deadline %s could not be handled; it comes round again.", deadline_id)
                # Left out of this round only, or one that always fails would be all that is ever tried.
                failed.add(deadline_id)


def forget_old_handovers(node: Node) -> None:
    """Erase handovers that ended longer ago than they are kept, also from the embedded database's log."""
    before = node.clock.now() - timedelta(days=node.settings[HandoverSettings].handover_retention_days)
    while True:
        with node.database.write() as session:
            old = list_handovers_ended_before(session, before, limit=AT_A_TIME)
            if not old:
                break
            note_clients(session, map(client_of, old), HANDING_OVER)
            record_erasure(session, node, RETENTION)
            forget_handovers(session, old)
            promise_sweep(session, now=node.clock.now(), within=AFTER_FORGETTING)
    node.database.empty_log()


def count_who_goes_on(node: Node) -> None:
    """Count of what started three, six and twelve months ago what still goes on, each start once."""
    for measure, passed in PASSED.items():
        with node.database.write() as session:
            count_lasting(Desk.of(node, session, author_id=CLOCK.id), measure, passed)
            record_work(session, node, LASTING)


RECURRING = {
    "handovers.deadlines": Recurring(handle_due_deadlines, DEADLINES_SECONDS),
    LASTING: Recurring(count_who_goes_on, RETENTION_SECONDS),
    RETENTION: Recurring(forget_old_handovers, RETENTION_SECONDS),
}


def _list_due(node: Node, failed: set[str]) -> list[tuple[str, str]]:
    with node.database.read() as session:
        due = list_due_deadlines(session, node.clock.now(), besides=failed, limit=AT_A_TIME)
        return [(each.id, each.handover_id) for each in due]


def _handle(node: Node, deadline_id: str, handover_id: str) -> None:
    with node.database.write() as session:
        # The handover is locked first, as in a request; then nobody else handles its deadlines.
        handover = find_handover_to_change(session, handover_id)
        deadline = session.get(HandoverDeadline, deadline_id)
        # Another node may have done it, or an answer may have come, since it was listed.
        if handover is None or deadline is None or deadline.handled_at is not None:
            return
        if handover.state not in DUE_IN[deadline.kind]:
            return
        deadline.handled_at = node.clock.now()
        session.add(deadline)
        session.flush()
        desk = Desk.of(node, session, author_id=CLOCK.id)
        take(Step(desk, handover, _EVENT_OF[deadline.kind], CLOCK))
        record_deed(session, node, Deed("handovers.deadlines", CLOCK.id))
