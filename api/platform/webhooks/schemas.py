"""Webhooks on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from api.platform.web.openapi_names import closed_list, told_as
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel
from api.platform.web.texts import PlainWebAddress
from api.platform.web.validation import explain_pattern
from api.platform.webhooks.vocabulary import DISABLED, FAMILIES, WANTED, DeliveryState, EndpointState, Failure

MOST_TYPES = 50
_KINDS = ", ".join(f"{family}.*" for family in FAMILIES)
# Wide enough for what is nearly right, so that who writes it hears what is meant.
_TYPE = explain_pattern(
    r"^[A-Za-z_-]+\.(\*|[A-Za-z_-]+)$",
    f"Hier hoort een gebeurtenis, zoals offer.withdrawn, of alles van een soort: {_KINDS}.",
    f"This takes an event, such as offer.withdrawn, or all of a kind: {_KINDS}.",
)
TypePattern = Annotated[str, StringConstraints(max_length=100, pattern=_TYPE), told_as(WANTED)]
NoticeType = Annotated[str, closed_list("NoticeType", (DISABLED,), "What the owner of an endpoint wants to know.")]
_EXAMPLE: JsonDict = {"url": "https://ontvanger.example/vonk", "types": ["handover.*", "offer.withdrawn"]}


class EndpointCreate(WireModel):
    """Where to tell what."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    url: PlainWebAddress
    """Where to post: a public https address."""
    types: Annotated[list[TypePattern], Field(min_length=1, max_length=MOST_TYPES)]
    """Which events, such as `offer.withdrawn`, or all of a kind, such as `handover.*`."""


class Notice(AnswerModel):
    """Something that the owner of an endpoint wants to know."""

    type: NoticeType
    """What it is about."""
    text: str
    """To read, in your language."""


class EndpointRead(AnswerModel):
    """An endpoint as its owner sees it."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, from_attributes=True)

    id: Id
    """Id of the endpoint."""
    organization_id: Id | None
    """Whose endpoint it is; null: an admin's."""
    url: str
    """Where is posted."""
    types: list[TypePattern]
    """Which events are posted."""
    state: EndpointState
    """How it is doing."""
    created_at: Timestamp
    """When it was added."""
    failing_since: Timestamp | None
    """Since when nothing arrives; null while it does."""
    disabled_at: Timestamp | None
    """When it was given up; null while it is tried."""
    notice: Notice | None = None
    """What its owner wants to know; null: nothing."""


class NewEndpointRead(EndpointRead):
    """A new endpoint, with the secret that is shown this once."""

    secret: str
    """By which signatures are made (Standard Webhooks); shown this once."""


class EndpointPage(Page[EndpointRead]):
    """One page of endpoints."""


class DeliveryRead(AnswerModel):
    """What was sent, or still will be, and how that went."""

    id: Id
    """Id of the delivery."""
    endpoint_id: Id
    """To which endpoint."""
    event_id: Id
    """Id of what is told, the header `webhook-id`."""
    type: str
    """What happened, such as `handover.accepted`."""
    data: dict[str, str]
    """Ids and states; nothing about a person."""
    state: DeliveryState
    """How far it is."""
    attempts: int
    """How often it was tried."""
    created_at: Timestamp
    """When it happened."""
    next_attempt_at: Timestamp | None
    """When it is tried again; null: not any more."""
    last_attempt_at: Timestamp | None
    """When it was last tried."""
    last_status: int | None
    """With which status the endpoint answered; null: it did not."""
    last_failure: Failure | None
    """Why it did not arrive; null when it did."""


class DeliveryPage(Page[DeliveryRead]):
    """One page of deliveries."""
