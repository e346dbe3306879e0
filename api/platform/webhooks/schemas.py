"""Webhooks on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from api.platform.web.openapi_names import closed_list
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel
from api.platform.web.texts import PlainWebAddress
from api.platform.web.validation import explain_pattern
from api.platform.webhooks.vocabulary import DISABLED, FAMILIES, DeliveryState, EndpointState, Failure

MOST_TYPES = 50
_KINDS = ", ".join(f"{family}.*" for family in FAMILIES)
# Wide enough for what is nearly right, so that who writes it hears what is meant.
_TYPE = explain_pattern(
    r"^[A-Za-z_-]+\.(\*|[A-Za-z_-]+)$",
    f"Hier hoort een gebeurtenis, zoals offer.withdrawn, of alles van een soort: {_KINDS}.",
    f"This takes an event, such as offer.withdrawn, or all of a kind: {_KINDS}.",
)
TypePattern = Annotated[str, StringConstraints(max_length=100, pattern=_TYPE)]
NoticeType = Annotated[str, closed_list("NoticeType", (DISABLED,), "What the owner of an endpoint wants to know.")]
_EXAMPLE: JsonDict = {"url": "https://ontvanger.example/vonk", "types": ["handover.*", "offer.withdrawn"]}


class EndpointCreate(WireModel):
    """Where to tell what."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    url: PlainWebAddress
    types: Annotated[list[TypePattern], Field(min_length=1, max_length=MOST_TYPES)]


class Notice(AnswerModel):
    """Something that the owner of an endpoint wants to know."""

    type: NoticeType
    text: str


class EndpointRead(AnswerModel):
    """An endpoint as its owner sees it."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, from_attributes=True)

    id: Id
    organization_id: Id | None
    url: str
    types: list[TypePattern]
    state: EndpointState
    created_at: Timestamp
    failing_since: Timestamp | None
    disabled_at: Timestamp | None
    notice: Notice | None = None


class NewEndpointRead(EndpointRead):
    """A new endpoint, with the secret that is shown this once."""

    secret: str


class EndpointPage(Page[EndpointRead]):
    """One page of endpoints."""


class DeliveryRead(AnswerModel):
    """What was sent, or still will be, and how that went."""

    id: Id
    endpoint_id: Id
    event_id: Id
    type: str
    data: dict[str, str]
    state: DeliveryState
    attempts: int
    created_at: Timestamp
    next_attempt_at: Timestamp | None
    last_attempt_at: Timestamp | None
    last_status: int | None
    last_failure: Failure | None


class DeliveryPage(Page[DeliveryRead]):
    """One page of deliveries."""
