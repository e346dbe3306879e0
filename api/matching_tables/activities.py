"""What matching tables do with data of people."""

from api.matching_tables.handing_over import reference_of
from api.matching_tables.tables import MatchingTable
from api.platform.storage.activities import Activity
from api.platform.storage.holdings import Client

SITTING_AT_A_TABLE = Activity(
    id="matching-table",
    title="Matchingtafel",
    purpose="On one afternoon a host looks which offers suit which clients best, for all together.",
    data="The label of a seat, never a name, with a nameless profile, and what was decided.",
    receivers="Who is in the room: the board shows labels and offers, and no profile.",
    kept="Until the table is erased: by hand, or by itself after its day.",
)


def client_at(table: MatchingTable, label: str) -> Client:
    """Return who sits here, under the reference that a handover makes of the label of a seat."""
    return Client(table.organization_id, reference_of(label))
