"""/reports/{token}: one page that a councillor reads in two minutes, on a screen and on a sheet of paper."""

import re
from functools import partial
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Response

from api.platform.clock import AMSTERDAM
from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import NodeDep, OlderDeskDep
from api.platform.requests.desk import Desk
from api.platform.web.problems import InvalidInputError, NotFoundError
from api.reports.links import open_report_link
from api.reports.periods import Period, read_period
from api.reports.plots import Drawing
from api.reports.queries import read_names
from api.reports.saying import WORDS, say_period
from api.reports.schemas import PERIOD
from api.reports.tables import ReportLink
from api.reports.view import ReportView
from matching import day_in_words

router = APIRouter(include_in_schema=False)

TEMPLATES: Final = open_templates("api.reports")
_READER: Final = "report page"
_PERIOD: Final = re.compile(PERIOD)


def get_open_link(token: Annotated[str, Path(max_length=100)], node: NodeDep) -> ReportLink | None:
    """Return the address that this token opens, None when it opens nothing; of the primary, for it may be revoked."""
    with node.database.read() as session:
        try:
            return open_report_link(Desk.of(node, session, author_id=_READER), token)
        except NotFoundError:
            return None


@router.get("/reports/{token}")
def show(
    link: Annotated[ReportLink | None, Depends(get_open_link)],
    desk: OlderDeskDep,
    wanted: Annotated[str, Query(alias="period")] = "",
) -> Response:
    """Show the report of a period: as asked, else of the newest half-year that is over."""
    language = desk.language
    render = partial(render_page, TEMPLATES, language=language, t=WORDS[language])
    if link is None:
        return render("unknown.html", status=HTTPStatus.NOT_FOUND)
    view = ReportView(desk.session, desk.settings, language, desk.now, desk.today)
    period = _choose(view, wanted)
    is_over = period.halves[-1].is_over(desk.now)
    drawing = Drawing(view, period, read_names(desk.session))
    return render(
        "report.html",
        is_wide=True,
        period=period,
        is_over=is_over,
        available_from=day_in_words(period.halves[-1].next_day, language),
        tiles=drawing.tiles,
        columns=drawing.list_columns(),
        plots=drawing.list_plots(),
        halves=view.list_halves(),
        say_period=partial(say_period, language=language),
        until=day_in_words(link.expires_at.astimezone(AMSTERDAM).date(), language),
    )


def _choose(view: ReportView, wanted: str) -> Period:
    """Return the period that was asked for; the newest half-year that is over where that is none of ours."""
    if _PERIOD.fullmatch(wanted):
        asked = read_period(wanted)
        try:
            view.require_known(asked)
        except InvalidInputError:
            pass
        else:
            return asked
    halves = view.list_halves()
    return next((half for half in halves if half.is_over(view.now)), halves[0])
