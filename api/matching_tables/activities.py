"""What matching tables do with data of people."""

from api.platform.storage.activities import Activity

SITTING_AT_A_TABLE = Activity(
    id="matching-table",
    title="Matchingtafel",
    purpose="On one afternoon a host looks which offers suit which clients best, for all together.",
    data="The label of a seat, never a name, with a nameless profile, and what was decided.",
    receivers="Who is in the room: the board shows labels and offers, and no profile.",
    kept="Until the table is erased: by hand, or by itself after its day.",
)
