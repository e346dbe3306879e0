"""What the routes of tables ask for: the table of this host, and how the host sees it."""

from typing import Annotated

from fastapi import Depends, Header, Path, Request

from api.matching_tables.actions import Host
from api.matching_tables.facts import Reader
from api.matching_tables.queries import get_table, get_table_to_change
from api.matching_tables.schemas import SeatLabel
from api.matching_tables.tables import MatchingTable
from api.matching_tables.view import TableView
from api.platform.requests.dependencies import (
    ClockDep,
    LanguageDep,
    ReadingSessionDep,
    SecretsDep,
    SettingsDep,
    WritingSessionDep,
)
from api.platform.security.dependencies import HostDep
from api.platform.web.answers import base_url_of
from api.platform.web.shapes import Id
from api.platform.web.validation import explain_pattern

TableIdPath = Annotated[Id, Path(alias="tableId")]
SeatPath = Annotated[SeatLabel, Path(description="The label of the client on this table; never a name.")]
_NUMBER = explain_pattern(
    r"^\d{1,15}$", "Hier hoort een getal van hoogstens 15 cijfers.", "This takes a number of at most 15 digits."
)
LastEventIdHeader = Annotated[str | None, Header(pattern=_NUMBER, description="Where you were in the stream.")]


def get_view(request: Request, session: ReadingSessionDep, secrets: SecretsDep, settings: SettingsDep) -> TableView:
    """How a host sees tables."""
    return TableView(session, secrets, base_url_of(request, settings))


def get_writing_view(
    request: Request, session: WritingSessionDep, secrets: SecretsDep, settings: SettingsDep
) -> TableView:
    """How a host sees tables while changing them."""
    return TableView(session, secrets, base_url_of(request, settings))


def get_writing_reader(
    session: WritingSessionDep, secrets: SecretsDep, settings: SettingsDep, language: LanguageDep
) -> Reader:
    """What reads a table while it is being changed."""
    return Reader(session, secrets, settings, language=language)


def get_host(_caller: HostDep, clock: ClockDep, session: WritingSessionDep, secrets: SecretsDep) -> Host:
    """Who runs the table now."""
    return Host.at(clock, session, secrets)


def get_own_table(table_id: TableIdPath, caller: HostDep, clock: ClockDep, session: ReadingSessionDep) -> MatchingTable:
    """The table that this caller may read."""
    return get_table(session, table_id, organization_id=caller.organization_id, now=clock.now())


def get_own_table_to_write(
    table_id: TableIdPath, caller: HostDep, clock: ClockDep, session: WritingSessionDep
) -> MatchingTable:
    """The table that this caller may change, held until the transaction ends."""
    return get_table_to_change(session, table_id, organization_id=caller.organization_id, now=clock.now())


ViewDep = Annotated[TableView, Depends(get_view)]
WritingViewDep = Annotated[TableView, Depends(get_writing_view)]
WritingReaderDep = Annotated[Reader, Depends(get_writing_reader)]
HostNowDep = Annotated[Host, Depends(get_host)]
OwnTableDep = Annotated[MatchingTable, Depends(get_own_table)]
OwnTableToWriteDep = Annotated[MatchingTable, Depends(get_own_table_to_write)]
