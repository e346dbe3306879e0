"""What the routes of reports ask for: which report, and in which form."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Path, Query, Request

from api.platform.web.middleware import accepts
from api.platform.web.shapes import Id
from api.reports.periods import Period, read_period
from api.reports.schemas import BY, PERIOD
from api.reports.vocabulary import ReportForm, Split

JSON, CSV = "application/json", "text/csv"
ReportLinkIdPath = Annotated[Id, Path(alias="linkId", description="Which address.")]


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """Which report, split by what, in which form."""

    period: Period
    by: frozenset[Split]
    form: ReportForm


async def get_report_order(
    request: Request,
    period: Annotated[
        str,
        Query(max_length=7, pattern=PERIOD, examples=["2026-H1"], description="A year, half-year, quarter or month."),
    ],
    by: Annotated[
        str | None,
        Query(
            max_length=60,
            pattern=BY,
            examples=["organization,kind,ladderStep"],
            description="What to split by, with commas; each gives a table of its own, and left out there is none.",
        ),
    ] = None,
    wanted: Annotated[
        ReportForm | None, Query(alias="format", description="The form of the answer; left out, `Accept` says it.")
    ] = None,
) -> ReportOrder:
    """Read which report is asked."""
    split = frozenset(Split(each) for each in by.split(",")) if by else frozenset()
    accept = request.headers.get("accept", "")
    by_accept = ReportForm.CSV if accept and not accepts(accept, JSON) and accepts(accept, CSV) else ReportForm.JSON
    return ReportOrder(read_period(period), split, wanted or by_accept)
