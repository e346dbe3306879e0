"""The rights of a client (AVG articles 15 and 17): to see all that is held, and to have it erased."""

from dataclasses import dataclass
from datetime import timedelta

import orjson
from sqlmodel import func, select

from api.handovers.forgetting import Forgotten, forget_handovers, give_back_places, promise_sweep
from api.handovers.queries import (
    list_custodies,
    list_deadlines,
    list_events,
    list_sent_handovers,
    list_sent_handovers_to_erase,
)
from api.handovers.schemas import EventRead
from api.handovers.tables import Handover, ReplyLink
from api.handovers.view import HandoverView, event_columns
from api.platform.node import Node
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import count_answers_about
from api.platform.security.roles import Caller, Role
from api.platform.web.problems import RETRY_AFTER_SECONDS, ForbiddenError, UnavailableError, Words, invalid
from api.rights.schemas import CustodyRead, DeadlineRead, ExportRead, HeldHandover

SWEEP_AFTER_ERASURE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Client:
    """A client of one sender, by the sender's own reference."""

    organization_id: str
    reference: str


def choose_client(caller: Caller, reference: str, organization_id: str | None) -> Client:
    """Whose client this is; an admin names the organization, nobody else names another one."""
    own = caller.organization_id
    if caller.role is Role.ADMIN and organization_id is None:
        raise invalid("/organizationId", "Zeg van welke organisatie.", "Say of which organization.")
    if caller.role is not Role.ADMIN and organization_id not in {None, own}:
        raise ForbiddenError(
            Words("Deze sleutel is van een andere organisatie.", "This key belongs to another organization.")
        )
    return Client(organization_id or own or "", reference)


def export_client(desk: Desk, client: Client, *, with_introduction: bool) -> ExportRead:
    """Everything that is held about this client; an admin is told that there is an introduction, not what it says."""
    held = [
        _show_held(desk, handover, with_introduction=with_introduction)
        for handover in list_sent_handovers(desk.session, client.organization_id, client.reference)
    ]
    return ExportRead(
        organization_id=client.organization_id,
        client_reference=client.reference,
        exported_at=desk.now,
        handovers=held,
    )


def erase_client(node: Node, client: Client, *, author_id: str) -> Forgotten:
    """Erase every trace of this client; places that were held are given back.

    SQLite's log is emptied at once; PostgreSQL's files are written anew within minutes, by whichever node is free.
    Raises UnavailableError when the log could not be emptied: then the rows are gone, and asking again empties it.
    """
    with node.database.write() as session:
        handovers = list_sent_handovers_to_erase(session, client.organization_id, client.reference)
        give_back_places(Desk.of(node, session, author_id=author_id), handovers)
        forgotten = forget_handovers(session, handovers)
        if handovers:
            promise_sweep(session, now=node.clock.now(), within=SWEEP_AFTER_ERASURE)
    if not node.database.empty_log():
        raise UnavailableError(
            Words("Het is gewist, op het logboek na. Probeer het zo weer.", "Erased, but for the log. Retry shortly."),
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
    return forgotten


def _show_held(desk: Desk, handover: Handover, *, with_introduction: bool) -> HeldHandover:
    whole = HandoverView(desk, handover.sender_organization_id).show_whole(handover)
    told = orjson.loads(desk.secrets.decrypt(handover.sealed_introduction)) if handover.sealed_introduction else {}
    links = select(func.count()).select_from(ReplyLink).where(ReplyLink.handover_id == handover.id)
    return HeldHandover(
        handover=whole if with_introduction else whole.model_copy(update={"introduction": None}),
        introduction_fields=sorted(told),
        events=[
            EventRead(**event_columns(event, desk.secrets, with_details=True))
            for event in list_events(desk.session, handover.id)
        ],
        custodies=[
            CustodyRead(organization_id=each.organization_id, since=each.since)
            for each in list_custodies(desk.session, handover.id)
        ],
        deadlines=[
            DeadlineRead(kind=each.kind, due_at=each.due_at, handled_at=each.handled_at)
            for each in list_deadlines(desk.session, handover.id)
        ],
        reply_links=desk.session.exec(links).one(),
        kept_answers=count_answers_about(desk.session, handover.id),
    )
