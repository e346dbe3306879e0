"""What the routes of tables ask for: the table of this host, and how the host sees it."""

from typing import Annotated

from fastapi import Depends, Header, Path

from api.matching_tables.queries import get_table, get_table_to_change
from api.matching_tables.schemas import SeatLabel
from api.matching_tables.tables import MatchingTable
from api.platform.requests.dependencies import (
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import HostDep
from api.platform.web.shapes import Id
from api.platform.web.validation import explain_pattern

TableIdPath = Annotated[Id, Path(alias="tableId", description="Which table.")]
SeatPath = Annotated[SeatLabel, Path(description="The label of the client on this table; never a name.")]
_NUMBER = explain_pattern(
    r"^\d{1,15}$", "Hier hoort een getal van hoogstens 15 cijfers.", "This takes a number of at most 15 digits."
)
LastEventIdHeader = Annotated[str | None, Header(pattern=_NUMBER, description="Where you were in the stream.")]


def get_own_table(table_id: TableIdPath, caller: HostDep, desk: ReadingDeskDep) -> MatchingTable:
    """Return the table that this caller may read."""
    return get_table(desk.session, table_id, organization_id=caller.organization_id, now=desk.now)


def get_own_table_to_write(table_id: TableIdPath, caller: HostDep, desk: WritingDeskDep) -> MatchingTable:
    """Return the table that this caller may change, held until the transaction ends."""
    return get_table_to_change(desk.session, table_id, organization_id=caller.organization_id, now=desk.now)


OwnTableDep = Annotated[MatchingTable, Depends(get_own_table)]
OwnTableToWriteDep = Annotated[MatchingTable, Depends(get_own_table_to_write)]


def get_own_table_once(table_id: TableIdPath, caller: HostDep, desk: CreatingDeskDep) -> MatchingTable:
    """Return the table to change, for what is done once per Idempotency-Key."""
    return get_table_to_change(desk.session, table_id, organization_id=caller.organization_id, now=desk.now)


OwnTableForOnceDep = Annotated[MatchingTable, Depends(get_own_table_once)]
