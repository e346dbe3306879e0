"""What handovers hold about a client: the handover itself, all that happened to it, and what is still to come."""

from collections.abc import Collection, Mapping

import orjson
from sqlmodel import func, select

from api.handovers.forgetting import erase_handovers, give_back_places
from api.handovers.queries import (
    list_custodies,
    list_deadlines,
    list_events,
    list_handovers_to_erase,
    list_sent_handovers,
)
from api.handovers.schemas import EventRead, HandoverRead
from api.handovers.tables import Handover, ReplyLink
from api.handovers.view import HandoverView, event_columns
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import count_answers_about
from api.platform.storage.holdings import Client, Holding
from api.platform.web.shapes import AnswerModel, Id, Timestamp


class DeadlineRead(AnswerModel):
    """What the clock will do, or did."""

    kind: str
    """What the clock does then."""
    due_at: Timestamp
    """When."""
    handled_at: Timestamp | None
    """When it was done; null while it waits."""


class CustodyRead(AnswerModel):
    """Who received it, and since when."""

    organization_id: Id
    """Who had it."""
    since: Timestamp
    """Since when."""


class HeldHandover(AnswerModel):
    """Everything that is held about one handover."""

    handover: HandoverRead
    """The handover itself."""
    introduction_fields: list[str]
    """Which facts of the introduction are kept, sealed."""
    events: list[EventRead]
    """What happened, in order."""
    custodies: list[CustodyRead]
    """Who had it in hand, in order."""
    deadlines: list[DeadlineRead]
    """What the clock does."""
    reply_links: int
    """How many addresses to answer at were made."""
    kept_answers: int
    """How many answers are kept to be repeated."""


def find(desk: Desk, client: Client) -> Collection[str]:
    """Return the ids of every handover of this client by this sender."""
    return [each.id for each in list_sent_handovers(desk.session, client.organization_id, client.reference)]


def show(desk: Desk, ids: Collection[str], *, is_whole: bool) -> list[HeldHandover]:
    """Show all that there is to these handovers; that there is an introduction may be told without what it says."""
    found = (desk.session.get(Handover, each) for each in sorted(ids))
    return [_show(desk, each, with_introduction=is_whole) for each in found if each is not None]


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase these handovers with all that belongs to them; places that were held are given back."""
    handovers = list_handovers_to_erase(desk.session, ids)
    give_back_places(desk, handovers)
    events = erase_handovers(desk.session, handovers)
    return {"handovers": len(handovers), "events": events}


def _show(desk: Desk, handover: Handover, *, with_introduction: bool) -> HeldHandover:
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


HANDOVERS = Holding(
    name="handovers",
    columns={
        "handovers": (
            "client_reference",
            "sealed_message",
            "sealed_introduction",
            "appointment_place",
            "appointment_with",
            "consent_shares",
            "consent_recipients",
        ),
        "handover_events": ("details",),
        "handover_custodies": (),
        "handover_deadlines": (),
        "reply_links": (),
    },
    counted=("handovers", "events"),
    find=find,
    shape=HeldHandover,
    show=show,
    erase=erase,
)
