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
    client: ClientWrite | None = Field(
        default=None, description="Whom it has to fit. With `offerId` only the place counts, and this is not kept."
    )
    offer_id: Id | None = None
    expires_on: OptionalDate = None

    @model_validator(mode="after")
    def _waits_for_something(self) -> Self:
        if self.client is None and self.offer_id is None:
            raise rule_error("Geef client, offerId of allebei.", "Give client, offerId or both.")
        return self


class WatchMatches(AnswerModel):
    """What fits now: how many offers, and the first of them."""

    count: int
    offer_ids: list[Id]


class WatchTold(AnswerModel):
    """An offer that was told of, when, and whether it fits still."""

    offer_id: Id
    told_at: Timestamp
    fits: bool


class WatchPlace(AnswerModel):
    """Where this client stands among those who wait for a place at the offer; who is asked has until `answerBy`."""

    position: int
    answer_by: Timestamp | None


class WatchRead(AnswerModel):
    """A watch, and what it was told; `matches` without an offer to wait for, `place` with one."""

    id: Id
    organization_id: Id
    client_reference: str
    offer_id: Id | None
    state: WatchState
    matches: WatchMatches | None
    place: WatchPlace | None
    told: list[WatchTold] = Field(description="Newest first, the last fifty.")
    expires_on: IsoDate
    created_at: Timestamp


class WatchPage(Page[WatchRead]):
    """One page of watches."""
