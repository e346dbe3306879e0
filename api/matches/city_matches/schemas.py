"""A run on the wire: how far it is, and its figures; what each client gets is told line by line."""

from typing import Annotated

from pydantic import Field

from api.matches.city_matches.vocabulary import CityMatchState, Proof
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp

Counted = Annotated[int, Field(ge=0)]
Score = Annotated[float, Field(ge=0)]


class CityFigures(AnswerModel):
    """What a run came to; no cell tells of one client."""

    offers: Annotated[Counted, Field(description="How many offers there were, also those that are closed.")]
    placed: Annotated[Counted, Field(description="How many clients have an offer.")]
    total_score: Annotated[Score, Field(description="Their scores together, each from 0 to 1.")]
    status: Annotated[
        Proof, Field(description="`optimal`: nothing does better among the best 20 of each, and this was proved.")
    ]
    first_come_placed: Annotated[
        Counted, Field(description="How many would have had one if each in turn took the best that was left.")
    ]
    first_come_total_score: Annotated[Score, Field(description="The scores of those together.")]
    first_choice: Annotated[Counted, Field(description="How many have what suits them best, or as well as that.")]
    other_choice: Annotated[Counted, Field(description="How many have something else that suits.")]
    too_few_places: Annotated[Counted, Field(description="How many have none, for what suits them has too few places.")]
    nothing_suitable: Annotated[
        Counted, Field(description="How many have none, for nothing that is possible has to do with their wish.")
    ]
    nothing_possible: Annotated[
        Counted, Field(description="How many have none, for nothing is possible within their limits.")
    ]
    seconds: Annotated[Score, Field(description="How many seconds the work took.")]


class CityMatchRead(AnswerModel):
    """One run for everyone of an organization."""

    id: Annotated[Id, Field(description="The id of this run.")]
    organization_id: Annotated[Id, Field(description="Whose clients these are.")]
    state: Annotated[
        CityMatchState,
        Field(description="`waiting` for its turn, `running`, `done`, or `failed`: then send it again."),
    ]
    clients: Annotated[Counted, Field(description="How many clients were sent.")]
    ranked: Annotated[Counted, Field(description="For how many of them was looked what suits; told every 500.")]
    figures: Annotated[CityFigures | None, Field(description="What it came to; null until it is done.")]
    created_at: Annotated[Timestamp, Field(description="When it was asked.")]
    started_at: Annotated[Timestamp | None, Field(description="When its turn came; null while it waits.")]
    finished_at: Annotated[Timestamp | None, Field(description="When it was done or failed; null until then.")]
    erase_at: Annotated[Timestamp, Field(description="When all of it is erased, at the latest.")]


class CityMatchPage(Page[CityMatchRead]):
    """Runs of your own organization, oldest first."""
