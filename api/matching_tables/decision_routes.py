"""/tables/{id}/proposals, decisions and handovers: from the best fit for everyone to what was agreed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.handovers.actions import create_on_the_spot
from api.handovers.dependencies import AlternativesDep
from api.matching_tables.actions import Host, decide, hand_over, undo
from api.matching_tables.dependencies import HostNowDep, OwnTableDep, OwnTableToWriteDep, SeatPath, TableIdPath
from api.matching_tables.facts import Reader
from api.matching_tables.handing_over import to_handover
from api.matching_tables.proposals import show_proposal
from api.matching_tables.queries import get_table_to_change
from api.matching_tables.schemas import DecisionList, DecisionWrite, ProposalRead, TableHandoversWrite
from api.matching_tables.view import decisions_body, show_decision
from api.platform.requests.dependencies import IfMatchHeader, LanguageDep, ReadingSessionDep, SecretsDep, SettingsDep
from api.platform.requests.once.dependencies import CreatingDeskDep, OnceDep
from api.platform.security.dependencies import HostDep
from api.platform.web.answers import body_of, location_of, single
from api.platform.web.preconditions import etag_of, require_match
from api.platform.web.shapes import Id

router = APIRouter(prefix="/tables", tags=["tables"])


@router.post(
    "/{tableId}/proposals", response_model=ProposalRead, operation_id="proposeForTable", summary="Ask for the best fit"
)
def propose(
    request: Request,
    table: OwnTableDep,
    session: ReadingSessionDep,
    secrets: SecretsDep,
    settings: SettingsDep,
    language: LanguageDep,
) -> Response:
    """The best allocation for everyone together: first most clients with an offer, then the highest total score."""
    facts = Reader(session, secrets, settings, language=language).read(table)
    response = single(request, body_of(show_proposal(facts, language)))
    response.headers["Content-Language"] = language
    return response


@router.put(
    "/{tableId}/decisions/{seat}",
    response_model=DecisionList,
    operation_id="decideForTableClient",
    summary="Decide about a client",
)
def put_decision(
    request: Request,
    seat: SeatPath,
    wanted: DecisionWrite,
    table: OwnTableToWriteDep,
    host: HostNowDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """Pin an offer, veto one, or agree. Vetoes stand side by side; a pin or an agreement replaces the one before."""
    require_match(if_match, etag_of(decisions_body(host.session, table.id, seat)))
    decide(host, table, seat, wanted.type, wanted.offer_id)
    return single(request, decisions_body(host.session, table.id, seat))


@router.delete(
    "/{tableId}/decisions/{seat}",
    status_code=204,
    operation_id="undoTableDecisions",
    summary="Take a decision back",
)
def delete_decisions(
    seat: SeatPath,
    table: OwnTableToWriteDep,
    host: HostNowDep,
    offer_id: Annotated[
        Id | None, Query(alias="offerId", description="Only what was decided about this offer.")
    ] = None,
    if_match: IfMatchHeader = None,
) -> Response:
    """Undo all that was decided about a client, or about one offer for this client."""
    require_match(if_match, etag_of(decisions_body(host.session, table.id, seat)))
    undo(host, table, seat, offer_id=offer_id)
    return Response(status_code=204)


@router.post(
    "/{tableId}/handovers",
    status_code=201,
    response_model=DecisionList,
    operation_id="handOverFromTable",
    summary="Turn agreements into handovers",
)
def create_handovers(
    request: Request,
    table_id: TableIdPath,
    wanted: TableHandoversWrite,
    caller: HostDep,
    desk: CreatingDeskDep,
    once: OnceDep,
    alternatives: AlternativesDep,
) -> Response:
    """Each agreement becomes a handover on the spot, with its appointment; it is born introduced. All or none."""
    table = get_table_to_change(desk.session, table_id, organization_id=caller.organization_id, now=desk.now)
    host = Host(desk.session, desk.secrets, desk.now, desk.today)
    by_seat = {each.seat: each for each in wanted.handovers}

    def bring(seat: str, offer_id: str) -> str:
        return create_on_the_spot(desk, to_handover(by_seat[seat], offer_id), caller, alternatives.find).id

    decisions = hand_over(host, table, list(by_seat), bring)
    body = body_of(DecisionList(items=[show_decision(each) for each in decisions]))
    kept = single(request, body, status=201, location=location_of(request, "tables", table.id))
    return once.keep(kept, about=table.id)
