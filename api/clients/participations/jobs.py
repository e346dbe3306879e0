"""What the clock does about what clients do already: it is erased in time."""

from typing import Final

from api.clients.participations.actions import forget_participations
from api.clients.participations.activities import OWN_WAY, client_of
from api.clients.participations.queries import list_participations_to_erase
from api.platform.jobs.sweeping import AFTER_FORGETTING, promise_sweep
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.recording.clockwork import record_erasure
from api.platform.recording.notes import note_clients

ERASURE: Final = "participations.erasure"
ERASURE_SECONDS = 3600.0


def erase_due_participations(node: Node) -> None:
    """Erase all that was kept long enough, also from the embedded database's log."""
    with node.database.write() as session:
        due = list_participations_to_erase(session, node.clock.today())
        if not due:
            return
        note_clients(session, map(client_of, due), OWN_WAY)
        record_erasure(session, node, ERASURE)
        forget_participations(session, [each.id for each in due])
        promise_sweep(session, now=node.clock.now(), within=AFTER_FORGETTING)
    node.database.empty_log()


RECURRING = {ERASURE: Recurring(erase_due_participations, ERASURE_SECONDS)}
