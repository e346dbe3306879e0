"""/tables/{id}/proposals, decisions and handovers: from the best fit for everyone to what was agreed."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.handovers.actions import create_on_the_spot
from api.handovers.dependencies import AlternativesDep
from api.matching_tables.actions import decide, hand_over, undo
from api.matching_tables.activities import SITTING_AT_A_TABLE, client_at
from api.matching_tables.decisions.proposals import show_proposal
from api.matching_tables.decisions.schemas import ProposalRead
from api.matching_tables.dependencies import (
    OwnTableDep,
    OwnTableForOnceDep,
    OwnTableToWriteDep,
    SeatPath,
)
from api.matching_tables.facts import Reader
from api.matching_tables.handing_over import to_handover
from api.matching_tables.schemas import DecisionList, DecisionWrite, TableHandoversWrite
from api.matching_tables.view import decisions_body, show_decision
from api.platform.requests.dependencies import (
    LanguageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import HOSTS, check_role
from api.platform.security.roles import Role
from api.platform.web.answers import body_of
from api.platform.web.shapes import Id

router = APIRouter(prefix="/tables", tags=["tables"])


@router.post(
    "/{tableId}/proposals",
    response_model=ProposalRead,
    operation_id="proposeForTable",
    summary="Ask for the best fit",
    dependencies=[HOSTS],
)
def propose(table: OwnTableDep, desk: ReadingDeskDep, language: LanguageDep) -> Response:
    """Find the best allocation for all together: first most clients with an offer, then the highest total score."""
    facts = Reader(desk, language=language).read(table)
    desk.process_all((client_at(table, seat.label) for seat in facts.seats), SITTING_AT_A_TABLE)
    response = desk.answer(body_of(show_proposal(facts, language)))
    response.headers["Content-Language"] = language
    return response


@router.put(
    "/{tableId}/decisions/{seat}",
    response_model=DecisionList,
    operation_id="decideForTableClient",
    summary="Decide about a client",
    dependencies=[HOSTS],
)
def put_decision(seat: SeatPath, wanted: DecisionWrite, table: OwnTableToWriteDep, desk: WritingDeskDep) -> Response:
    """Pin an offer, veto one, or agree. Vetoes stand side by side; a pin or an agreement replaces the one before."""
    desk.require_unchanged(decisions_body(desk.session, table.id, seat))
    decide(desk, table, seat, wanted.type, wanted.offer_id)
    return desk.answer(decisions_body(desk.session, table.id, seat))


@router.delete(
    "/{tableId}/decisions/{seat}",
    status_code=204,
    responses={409: {}},
    operation_id="undoTableDecisions",
    summary="Take a decision back",
    dependencies=[HOSTS],
)
def delete_decisions(
    seat: SeatPath,
    table: OwnTableToWriteDep,
    desk: WritingDeskDep,
    offer_id: Annotated[
        Id | None, Query(alias="offerId", description="Only what was decided about this offer.")
    ] = None,
) -> Response:
    """Undo all that was decided about a client, or about one offer for this client."""
    desk.require_unchanged(decisions_body(desk.session, table.id, seat))
    undo(desk, table, seat, offer_id=offer_id)
    return Response(status_code=204)


@router.post(
    "/{tableId}/handovers",
    status_code=201,
    response_model=DecisionList,
    operation_id="handOverFromTable",
    summary="Turn agreements into handovers",
    dependencies=[HOSTS],
)
def create_handovers(
    table: OwnTableForOnceDep, wanted: TableHandoversWrite, desk: CreatingDeskDep, alternatives: AlternativesDep
) -> Response:
    """Make each agreement a handover on the spot, with its appointment; it is born introduced. All or none."""
    by_seat = {each.seat: each for each in wanted.handovers}

    def bring(seat: str, offer_id: str) -> str:
        host = check_role(desk.caller, (Role.HOST,))
        return create_on_the_spot(desk, to_handover(by_seat[seat], offer_id), host, alternatives.find).id

    decisions = hand_over(desk, table, list(by_seat), bring)
    body = body_of(DecisionList(items=[show_decision(each) for each in decisions]))
    return desk.answer(body, status=201, location=("tables", table.id), about=table.id)
