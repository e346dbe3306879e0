"""What clients do already, on the wire."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from api.clients.participations.vocabulary import ParticipationKind
from api.clients.schemas import ClientReference
from api.platform.web.pagination import CURSOR_LENGTH, CURSOR_PATTERN, DEFAULT_LIMIT, LARGEST_LIMIT, Page
from api.platform.web.shapes import LAX, WHOLE, AnswerModel, Id, IsoDate, OptionalDate, Timestamp, WireModel
from api.platform.web.validation import rule_error
from api.vocabulary import Hours

_EXAMPLE: dict[str, Any] = {
    "clientReference": "K-2831",
    "kind": "caregiving",
    "hoursPerWeek": 12,
    "since": "2026-03-01",
}
_HOURS = "About how many hours a week."
_SINCE = "The day on which it began, today or before."
_UNTIL = "The last day; null as long as it goes on."


class ParticipationCreate(WireModel):
    """What a client found himself or does already; there is no place for a name or a place, and nobody is told."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    client_reference: ClientReference = Field(description="The reference of your own tool for this client.")
    kind: Annotated[ParticipationKind, LAX] = Field(description="What it is; caring for someone counts.")
    hours_per_week: Hours = Field(description=_HOURS)
    since: IsoDate = Field(description=_SINCE)
    until: OptionalDate = Field(default=None, description=_UNTIL)

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise rule_error("until ligt voor since.", "until lies before since.")
        return self


class ParticipationRead(AnswerModel):
    """What a client does already, as his own coaches see it."""

    id: Id = Field(description="The id, in paths.")
    organization_id: Id = Field(description="Your own organization: nobody else sees this.")
    client_reference: str = Field(description="The reference of your own tool for this client.")
    kind: ParticipationKind = Field(description="What it is.")
    hours_per_week: float = Field(description=_HOURS)
    since: IsoDate = Field(description=_SINCE)
    until: OptionalDate = Field(description=_UNTIL)
    erase_on: IsoDate = Field(description="The day on which it is erased by itself; a change moves it.")
    created_at: Timestamp = Field(description="When it was written down.")
    updated_at: Timestamp = Field(description="When it last changed.")


class ParticipationPage(Page[ParticipationRead]):
    """One page of what clients do already."""


class ParticipationSearch(WireModel):
    """Of which client; in a body, so that no address holds the reference."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"clientReference": "K-2831"}]})

    client_reference: ClientReference = Field(description="The reference of your own tool for this client.")
    cursor: Annotated[str, Field(max_length=CURSOR_LENGTH, pattern=CURSOR_PATTERN)] | None = Field(
        default=None, description="Taken from `nextCursor` of the page before."
    )
    limit: Annotated[int, Field(ge=1, le=LARGEST_LIMIT), WHOLE] = Field(
        default=DEFAULT_LIMIT, description="How many at most."
    )
