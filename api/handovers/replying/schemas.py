"""Links on the wire: with one a receiver answers, with another an organization has its appointments in its calendar."""

from pydantic import ConfigDict

from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel
from api.platform.web.texts import NamelessLine


class ReplyLinkRead(AnswerModel):
    """A link with which the receiver answers without a system of its own; the address is shown this once."""

    url: str
    """The page on which the receiver answers; shown this once."""
    expires_at: Timestamp
    """Until when it works."""


class CalendarLinkCreate(WireModel):
    """Which calendar this is for, so that it is known again among others; never a name of a client."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Agenda van de balie"}]})

    name: NamelessLine | None = None
    """To tell addresses apart. Left out: none."""


class CalendarLinkRead(AnswerModel):
    """An address to subscribe to; who has it sees the appointments of the organization until it is revoked."""

    id: Id
    """Id of the address."""
    organization_id: Id
    """Whose appointments it shows."""
    name: str | None
    """What it was called."""
    url: str
    """To subscribe to in a calendar."""
    created_at: Timestamp
    """When it was made."""


class CalendarLinkPage(Page[CalendarLinkRead]):
    """One page of addresses."""
