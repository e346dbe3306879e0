"""Watches on the wire."""

from typing import Any, Self

from pydantic import ConfigDict, Field, model_validator

from api.clients.schemas import ClientReference, ClientWrite
from api.matches.watches.vocabulary import WatchState
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, IsoDate, OptionalDate, Timestamp, WireModel
from api.platform.web.validation import rule_error

_EXAMPLE: dict[str, Any] = {
    "clientReference": "K-2831",
    "client": {"interests": ["iets met hout"], "location": {"postcode": "3073XY"}, "travel": {"maxMinutes": 20}},
}


class WatchCreate(WireModel):
    """A profile that waits for what fits; with `offerId`, a client who waits for a place at that offer."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    client_reference: ClientReference
    """Your own pseudonymous reference for the client; one watch an offer."""
    client: ClientWrite | None = Field(
        default=None, description="Whom it has to fit. With `offerId` only the place counts, and this is not kept."
    )
    offer_id: Id | None = None
    """Wait for a place at this offer. Left out: for anything that fits."""
    expires_on: OptionalDate = None
    """Last day. Left out: as long as the service keeps one."""

    @model_validator(mode="after")
    def _waits_for_something(self) -> Self:
        if self.client is None and self.offer_id is None:
            raise rule_error("Geef client, offerId of allebei.", "Give client, offerId or both.")
        return self


class WatchMatches(AnswerModel):
    """What fits now: how many offers, and the first of them."""

    count: int
    """How many offers fit now."""
    offer_ids: list[Id]
    """The first of them."""


class WatchTold(AnswerModel):
    """An offer that was told of, when, and whether it fits still."""

    offer_id: Id
    """Of which offer it was told."""
    told_at: Timestamp
    """When it was told."""
    fits: bool
    """Whether it fits still."""


class WatchPlace(AnswerModel):
    """Where this client stands among those who wait for a place at the offer; who is asked has until `answerBy`."""

    position: int
    """Place in the queue; 1 is asked first."""
    answer_by: Timestamp | None
    """Until when this client may answer; null while another is asked."""


class WatchRead(AnswerModel):
    """A watch, and what it was told; `matches` without an offer to wait for, `place` with one."""

    id: Id
    """Id of the watch."""
    organization_id: Id
    """Whose watch it is."""
    client_reference: str
    """Your own reference for the client."""
    offer_id: Id | None
    """Which offer it waits for; null: anything that fits."""
    state: WatchState
    """How far it is."""
    matches: WatchMatches | None
    """What fits now; null when it waits for one offer."""
    place: WatchPlace | None
    """Where it stands in the queue; null when it waits for anything."""
    told: list[WatchTold] = Field(description="Newest first, the last fifty.")
    expires_on: IsoDate
    """Its last day."""
    created_at: Timestamp
    """Since when it waits."""


class WatchPage(Page[WatchRead]):
    """One page of watches."""
