"""Links on the wire: with one a receiver answers, with another an organization has its appointments in its calendar."""

from pydantic import ConfigDict

from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel
from api.platform.web.texts import NamelessLine


class ReplyLinkRead(AnswerModel):
    """A link with which the receiver answers without a system of its own; the address is shown this once."""

    url: str
    expires_at: Timestamp


class CalendarLinkCreate(WireModel):
    """Which calendar this is for, so that it is known again among others; never a name of a client."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Agenda van de balie"}]})

    name: NamelessLine | None = None


class CalendarLinkRead(AnswerModel):
    """An address to subscribe to; who has it sees the appointments of the organization until it is revoked."""

    id: Id
    organization_id: Id
    name: str | None
    url: str
    created_at: Timestamp


class CalendarLinkPage(Page[CalendarLinkRead]):
    """One page of addresses."""
