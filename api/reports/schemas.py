"""Reports on the wire: counts with their definitions, and the addresses of the page."""

from typing import Annotated

from pydantic import ConfigDict, Field

from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, IsoDate, Timestamp, WireModel
from api.platform.web.texts import NamelessLine
from api.platform.web.validation import explain_pattern
from api.reports.vocabulary import BreakdownBy, ReportMeasure, Split

PERIOD = explain_pattern(
    r"^20[0-9]{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$",
    "Hier hoort een jaar, een half jaar, een kwartaal of een maand: 2026, 2026-H2, 2026-Q3 of 2026-11.",
    "This takes a year, a half-year, a quarter or a month: 2026, 2026-H2, 2026-Q3 or 2026-11.",
)
BY = explain_pattern(
    r"^(organization|kind|ladderStep)(,(organization|kind|ladderStep)){0,2}$",
    "Kies uit organization, kind en ladderStep, met een komma ertussen.",
    "Choose from organization, kind and ladderStep, with commas between them.",
)


class ReportRow(AnswerModel):
    """One row of a table."""

    value: str = Field(description="The word of the closed list, the id of the organization, or a municipal label.")
    label: str = Field(description="How people call it, in the language of the reader.")
    count: int | None = Field(
        description="How often; null where it is below five, or where one below five would follow from it."
    )


class Breakdown(AnswerModel):
    """One count split by one thing; of organizations only those that are shown stand here."""

    by: BreakdownBy = Field(description="What the rows are.")
    rows: list[ReportRow] = Field(description="In the order of the closed list, else the largest first.")
    others: int | None = Field(description="What all rows that are not shown make together; null when that is nothing.")


class MeasureRead(AnswerModel):
    """One thing that was counted, and what the count means."""

    measure: ReportMeasure = Field(description="What was counted.")
    label: str = Field(description="How people call it, in the language of the reader.")
    definition: str = Field(description="What is counted, and what is not, in the language of the reader.")
    period: str = Field(description="The period that is counted; `active` is counted by half-year.")
    count: int | None = Field(
        description="How often; null where it is below five or not over, or would tell such a one."
    )
    breakdowns: list[Breakdown] = Field(description="The tables of this count, one for each split.")


class ReportWish(AnswerModel):
    """What clients asked for and nobody offers."""

    concept: str = Field(description="The id of the interest.")
    label: str = Field(description="How people call it, in the language of the reader.")
    clients: int = Field(
        description="The sum of what `/unmet-wishes` tells by week and neighbourhood; at least so many."
    )


class ReportWishes(AnswerModel):
    """The wishes that were asked most in vain."""

    label: str = Field(description="How people call it, in the language of the reader.")
    definition: str = Field(description="What is counted, and what is not, in the language of the reader.")
    items: list[ReportWish] = Field(description="The most asked first, twenty at most.")


class ReportRead(AnswerModel):
    """What was counted in one period: how people take part, and never who."""

    period: str = Field(description="As it was asked.")
    starts_on: IsoDate = Field(description="The first day of the period.")
    ends_on: IsoDate = Field(description="The last day of the period.")
    counted_since: IsoDate = Field(description="The day on which this service began to count.")
    is_complete: bool = Field(
        description="Whether the period, with its half-year, is over: before that nothing is told."
    )
    available_from: IsoDate = Field(description="The day from which it is told.")
    by: list[Split] = Field(description="What was asked to split by; each gives a table of its own.")
    rules: str = Field(description="Which counts are not told, and why, in the language of the reader.")
    measures: list[MeasureRead] = Field(description="All that was counted, always in the same order.")
    unmet_wishes: ReportWishes = Field(description="What was asked most in vain.")


class ReportLinkCreate(WireModel):
    """For whom this address is, so that it is known again among others."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Raadsleden, voorjaar"}]})

    name: NamelessLine | None = Field(default=None, description="A name for yourself; left out, it has none.")


class ReportLinkRead(AnswerModel):
    """An address of the page with the report, without what opens it."""

    id: Id = Field(description="The id, in paths.")
    name: str | None = Field(description="The name that it was given, or null.")
    created_at: Timestamp = Field(description="When it was made.")
    expires_at: Timestamp = Field(description="From this moment the address opens nothing.")


class NewReportLinkRead(ReportLinkRead):
    """A new address; who has it reads every report until it ends or is revoked."""

    url: Annotated[str, Field(description="ShownCounts this once; add `?period=2026-H1` for a period of choice.")]


class ReportLinkPage(Page[ReportLinkRead]):
    """One page of addresses."""
