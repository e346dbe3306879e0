"""The rights of a client on the wire: what is held, and what was erased."""

from pydantic import ConfigDict

from api.clients.schemas import ClientReference
from api.handovers.schemas import SEARCH_EXAMPLE, EventRead, HandoverRead
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel


class ClientChoice(WireModel):
    """Which client of which sender; an admin names the organization."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEARCH_EXAMPLE]})

    client_reference: ClientReference
    organization_id: Id | None = None


class DeadlineRead(AnswerModel):
    """What the clock will do, or did."""

    kind: str
    due_at: Timestamp
    handled_at: Timestamp | None


class CustodyRead(AnswerModel):
    """Who received it, and since when."""

    organization_id: Id
    since: Timestamp


class HeldHandover(AnswerModel):
    """Everything that is held about one handover."""

    handover: HandoverRead
    introduction_fields: list[str]
    events: list[EventRead]
    custodies: list[CustodyRead]
    deadlines: list[DeadlineRead]
    reply_links: int
    kept_answers: int


class ExportRead(AnswerModel):
    """Everything that is held about one client of one sender."""

    organization_id: Id
    client_reference: str
    exported_at: Timestamp
    handovers: list[HeldHandover]


class ErasureRead(AnswerModel):
    """What was erased; nothing tells any more whose it was."""

    erased_at: Timestamp
    handovers: int
    events: int
    kept_answers: int
    announcements: int
