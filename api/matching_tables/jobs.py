"""What the clock does about matching tables: erase them a day after their date, with everything on them."""

from typing import Final

from api.matching_tables.actions import delete_table
from api.matching_tables.queries import list_tables_to_erase
from api.matching_tables.tables import MatchingTable
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.recording.clockwork import record_erasure
from api.platform.storage.database import get_to_change

ERASURE: Final = "tables.erasure"
ERASURE_SECONDS = 300.0


def erase_due_tables(node: Node) -> None:
    """Erase every table that is over, each in its own transaction, and what was erased before from the log too."""
    now = node.clock.now()
    with node.database.read() as session:
        due = list_tables_to_erase(session, now)
    for table_id in due:
        with node.database.write() as session:
            table = get_to_change(session, MatchingTable, table_id)
            if table is not None:
                delete_table(session, table, now=now)
                record_erasure(session, node, ERASURE)
    node.database.empty_log()


RECURRING = {ERASURE: Recurring(erase_due_tables, ERASURE_SECONDS)}
