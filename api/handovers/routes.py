"""/handovers: bringing a client to an offer, following it, and answering."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.queries import get_organization_to_change, require_own_organization
from api.handovers.access import sees_whole, sides_of
from api.handovers.actions import add_event, create_handover
from api.handovers.activities import note_processing
from api.handovers.clockwork.policies import change_policy, show_policy
from api.handovers.clockwork.schemas import PolicyRead, PolicyWrite
from api.handovers.dependencies import (
    Alternatives,
    AlternativesDep,
)
from api.handovers.queries import (
    get_handover,
    get_handover_to_change,
    handover_not_found,
    list_events,
    list_handovers,
    list_handovers_of_client,
)
from api.handovers.replying.appointments import to_calendar
from api.handovers.replying.links import create_reply_link, get_handover_to_link
from api.handovers.replying.schemas import ReplyLinkRead
from api.handovers.schemas import (
    ClientSearch,
    EventAnswer,
    EventCreate,
    EventPage,
    HandoverCreate,
    HandoverPage,
    HandoverRead,
    HandoverStatusRead,
    StateWord,
)
from api.handovers.tables import Handover
from api.handovers.view import HandoverView
from api.handovers.vocabulary import HandoverState
from api.matches.schemas import MatchRead
from api.platform.requests.dependencies import (
    OrganizationIdPath,
    PageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.desk import Desk
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import ADMINS, PARTIES, SENDERS, AnyCallerDep, MemberDep, PartyDep
from api.platform.web.answers import body_of
from api.platform.web.pagination import ask_page, make_page
from api.platform.web.shapes import Id

router = APIRouter(tags=["handovers"])

StateQuery = Annotated[StateWord | None, Query(description="In this state alone.")]
HandoverIdPath = Annotated[Id, Path(alias="handoverId", description="Which handover.")]
CALENDAR = "text/calendar"
NEED_ALTERNATIVES = frozenset({HandoverState.DECLINED, HandoverState.EXPIRED})


@router.post(
    "/handovers",
    status_code=201,
    response_model=HandoverRead,
    responses={404: {}},
    operation_id="createHandover",
    summary="Bring a client to an offer",
    dependencies=[SENDERS],
)
def create(
    wanted: HandoverCreate, caller: AnyCallerDep, desk: CreatingDeskDep, alternatives: AlternativesDep
) -> Response:
    """Send a request to the offer's organization; on the spot, by a host with both present, it is born introduced."""
    handover = create_handover(desk, wanted, caller, alternatives.find)
    body = HandoverView(desk, caller.organization_id, alternatives.language).body_of(handover)
    return desk.answer(body, status=201, location=("handovers", handover.id), about=handover.id)


@router.get("/handovers", response_model=HandoverPage, operation_id="listHandovers", summary="List handovers")
def list_all(caller: PartyDep, desk: ReadingDeskDep, asked: PageDep, status: StateQuery = None) -> Response:
    """List what your organization sent or received, oldest first: how far each is."""
    rows = list_handovers(desk.session, caller.organization_id or "", asked, state=status)
    view = HandoverView(desk, caller.organization_id).over(rows)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=view.show_status))


@router.post(
    "/handovers/searches",
    response_model=HandoverPage,
    operation_id="searchHandovers",
    summary="Find the handovers of one client",
    dependencies=[PARTIES],
)
def search(wanted: ClientSearch, caller: AnyCallerDep, desk: ReadingDeskDep) -> Response:
    """Search by the reference of your own tool, in the body, so that no address holds it; the next page likewise."""
    asked = ask_page(wanted.cursor, wanted.limit, desk.request.url.path, wanted.client_reference)
    rows = list_handovers_of_client(desk.session, caller.organization_id or "", wanted.client_reference, asked)
    view = HandoverView(desk, caller.organization_id).over(rows)
    answer = make_page(rows, asked, key=lambda row: row.id, show=view.show_found)
    return Response(body_of(answer), media_type="application/json")


@router.get(
    "/handovers/{handoverId:opaque}",
    response_model=HandoverRead | HandoverStatusRead,
    operation_id="readHandover",
    summary="Read one handover",
)
def read(
    handover_id: HandoverIdPath, caller: PartyDep, desk: ReadingDeskDep, alternatives: AlternativesDep
) -> Response:
    """Show the whole to its two sides; the status alone to who passed it on, and to the sender after that."""
    handover = get_handover(desk.session, handover_id, caller.organization_id)
    view = HandoverView(desk, caller.organization_id, alternatives.language)
    return desk.answer(view.body_of(handover, _instead_of(desk, handover, alternatives)))


def get_own_handover(handover_id: HandoverIdPath, caller: PartyDep, desk: CreatingDeskDep) -> Handover:
    """Return the handover of which this caller tells what happened, held until the transaction ends."""
    return get_handover_to_change(desk.session, handover_id, caller.organization_id)


OwnHandoverDep = Annotated[Handover, Depends(get_own_handover)]


@router.post(
    "/handovers/{handoverId:opaque}/events",
    status_code=201,
    response_model=EventAnswer,
    operation_id="addHandoverEvent",
    summary="Say what happened",
    dependencies=[PARTIES],
)
def add(
    handover: OwnHandoverDep, wanted: EventCreate, desk: CreatingDeskDep, alternatives: AlternativesDep
) -> Response:
    """Take the next step of a handover. What is not possible now is a 409 that names what is."""
    caller = desk.known_caller
    event = add_event(desk, handover, wanted, caller, alternatives.find)
    view = HandoverView(desk, caller.organization_id, alternatives.language)
    answer = view.show_answer(handover, event, _instead_of(desk, handover, alternatives))
    return desk.answer(body_of(answer), status=201, location=("handovers", handover.id), about=handover.id)


@router.get(
    "/handovers/{handoverId:opaque}/events",
    response_model=EventPage,
    operation_id="listHandoverEvents",
    summary="List what happened",
)
def list_what_happened(handover_id: HandoverIdPath, caller: PartyDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List everything that happened to one handover, in order."""
    handover = get_handover(desk.session, handover_id, caller.organization_id)
    # Events are numbered; a number goes into a cursor in the shape of an id, so that all cursors are alike.
    after = UUID(asked.after).int if asked.after else 0
    rows = list_events(desk.session, handover.id, after=after, limit=asked.limit + 1)
    view = HandoverView(desk, caller.organization_id)
    shown = make_page(
        rows, asked, key=lambda row: str(UUID(int=row.number)), show=lambda row: view.show_event(handover, row)
    )
    return desk.answer_page(shown)


@router.get(
    "/handovers/{handoverId:opaque}/appointment.ics",
    response_class=Response,
    responses={200: {"content": {CALENDAR: {"schema": {"type": "string"}}}, "description": "The appointment"}},
    operation_id="readAppointment",
    summary="Read the appointment for a calendar",
)
def read_appointment(handover_id: HandoverIdPath, caller: PartyDep, desk: ReadingDeskDep) -> Response:
    """Read the appointment as an iCalendar file, in the time of the Netherlands."""
    handover = get_handover(desk.session, handover_id, caller.organization_id)
    if not sees_whole(handover, sides_of(handover, caller.organization_id)):
        raise handover_not_found()
    note_processing(desk, handover)
    offer = desk.session.get_one(Offer, handover.offer_id)
    calendar = to_calendar(handover, offer_title=offer.title, language=desk.language)
    return desk.answer(calendar, media_type=CALENDAR)


@router.post(
    "/handovers/{handoverId:opaque}/reply-links",
    status_code=201,
    response_model=ReplyLinkRead,
    operation_id="createReplyLink",
    summary="Make a link with which the receiver answers",
    dependencies=[PARTIES],
)
def create_link(handover_id: HandoverIdPath, caller: AnyCallerDep, desk: CreatingDeskDep) -> Response:
    """Make a link for a receiver without a system of its own; you mail it. Shown this once; the one before it ends.

    The sender makes it, and for a resident who asked for himself the receiver.
    """
    handover = get_handover_to_link(desk.session, handover_id, caller)
    link, token = create_reply_link(desk, handover)
    answer = ReplyLinkRead(url=f"{desk.base_url}/reply/{token}", expires_at=link.expires_at)
    return desk.answer(body_of(answer), status=201, location=("handovers", handover.id), about=handover.id)


@router.get(
    "/organizations/{organizationId}/handover-deadlines",
    response_model=PolicyRead,
    operation_id="readHandoverDeadlines",
    summary="Read the deadlines of an organization's handovers",
)
def read_deadlines(organization_id: OrganizationIdPath, caller: MemberDep, desk: ReadingDeskDep) -> Response:
    """Read how long a receiver may take, when it is reminded, and when to ask how it goes."""
    require_own_organization(desk.session, organization_id, caller)
    return desk.answer(body_of(show_policy(desk, organization_id)))


@router.put(
    "/organizations/{organizationId}/handover-deadlines",
    response_model=PolicyRead,
    operation_id="replaceHandoverDeadlines",
    summary="Choose the deadlines of an organization's handovers",
    dependencies=[ADMINS],
)
def replace_deadlines(organization_id: OrganizationIdPath, wanted: PolicyWrite, desk: WritingDeskDep) -> Response:
    """Choose for what this organization hands over from now on; what is left out is as in the settings."""
    get_organization_to_change(desk.session, organization_id)
    desk.require_unchanged(body_of(show_policy(desk, organization_id)))
    change_policy(desk, organization_id, wanted)
    return desk.answer(body_of(show_policy(desk, organization_id)))


def _instead_of(desk: Desk, handover: Handover, alternatives: Alternatives) -> list[MatchRead] | None:
    if handover.state not in NEED_ALTERNATIVES:
        return None
    return alternatives.find(desk.session.get_one(Offer, handover.offer_id), handover.preferred_day_parts)
