"""/tables/{id}/board: the live page for the big screen, opened by the key in its address, and the cards to print."""

from collections.abc import AsyncIterable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import segno
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import ValidationError
from starlette.staticfiles import StaticFiles

from api.catalogue.offers.cards import address_on_card
from api.matching_tables.actions import decide, opens_board, undo
from api.matching_tables.board.panel import make_board
from api.matching_tables.board.stream import ENDED, Newsroom, to_event
from api.matching_tables.dependencies import LastEventIdHeader
from api.matching_tables.facts import Reader
from api.matching_tables.queries import find_table, get_table_to_change, list_last_events, table_not_found
from api.matching_tables.schemas import SeatLabel
from api.matching_tables.tables import MatchingTable
from api.matching_tables.vocabulary import DecisionType
from api.matching_tables.words import words_in
from api.platform.node import node_of
from api.platform.pages.forms import read_form
from api.platform.requests.dependencies import (
    LanguageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.desk import Desk
from api.platform.settings import NodeSettings
from api.platform.storage.ids import is_id
from api.platform.web.problems import SEE_ERRORS, InvalidInputError, NotFoundError
from api.platform.web.shapes import Id, WireModel
from api.platform.web.validation import field_errors
from matching import day_in_words
from matching.vocabulary import Language

router = APIRouter(prefix="/tables/{tableId}/board", include_in_schema=False)

HERE = FilePath(__file__).parent
STATIC_FILES = StaticFiles(directory=HERE / "static")
LAST_CHANGES = 6
CHANGED = "changed"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class BoardDecision(WireModel):
    """What a host taps on the board."""

    seat: SeatLabel
    offer_id: Id
    type: Literal["pin", "veto", "agree", "undo"]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at a board: the key in the address, and the language."""

    table_id: str
    key: str
    language: Language
    chosen_language: Language | None

    def address(self, part: str = "", **query: str) -> str:
        """Return an address of this board that this visitor can open."""
        language = {"language": self.chosen_language} if self.chosen_language else {}
        return f"/tables/{self.table_id}/board{part}?{urlencode({'key': self.key} | language | query)}"


def get_visit(
    table_id: Annotated[str, Path(alias="tableId")],
    preferred: LanguageDep,
    key: Annotated[str, Query(max_length=100)] = "",
    language: Language | None = None,
) -> Visit:
    """Return who looks."""
    return Visit(table_id, key, language or preferred, language)


VisitDep = Annotated[Visit, Depends(get_visit)]


def get_open_table(visit: VisitDep, desk: ReadingDeskDep) -> MatchingTable:
    """Return the table that this key opens; raises NotFoundError."""
    # No difference between no such table and a wrong key: whoever tries learns nothing.
    table = find_table(desk.session, visit.table_id, now=desk.now) if is_id(visit.table_id) else None
    if table is None or not opens_board(table, visit.key, desk.secrets):
        raise table_not_found()
    return table


OpenTableDep = Annotated[MatchingTable, Depends(get_open_table)]


@router.get("")
def show_board(
    visit: VisitDep,
    desk: ReadingDeskDep,
    is_print: Annotated[bool, Query(alias="print")] = False,  # noqa: FBT002 - it stands in the address
) -> Response:
    """Show the live page; with `print=1` the cards; a friendly page when there is no such board any more."""
    try:
        table = get_open_table(visit, desk)
    except NotFoundError:
        return _page("gone.html", visit, HTTPStatus.NOT_FOUND)
    facts = _show(visit, desk, table)
    if is_print:
        lead_to = partial(
            address_on_card,
            desk.base_url,
            secrets=desk.secrets,
            public_catalogue=desk.settings[NodeSettings].public_catalogue,
        )
        codes = {offer.id: _qr_code(lead_to(offer.id)) for offer in facts["board"].offers}
        return _page("cards.html", visit, **facts, codes=codes)
    return _page("board.html", visit, **facts)


@router.get("/live")
def show_live_part(visit: VisitDep, table: OpenTableDep, desk: ReadingDeskDep) -> Response:
    """Show the part of the page that changes."""
    return _page("live.html", visit, **_show(visit, desk, table))


@router.get("/stream", response_class=EventSourceResponse)
async def follow_board(
    request: Request,
    table: OpenTableDep,
    last_event_id: LastEventIdHeader = None,
) -> AsyncIterable[ServerSentEvent]:
    """Yield a word for every change, upon which the page fetches its changing part."""
    newsroom = node_of(request).part(Newsroom)
    async for news in newsroom.follow(table, last_event_id):
        # Only that something changed: the page fetches what it shows, in its own language.
        yield to_event(news, kind=news.type if news.type == ENDED else CHANGED)


async def read_decision(request: Request) -> BoardDecision:
    """Read what was tapped; raises InvalidInputError."""
    fields = await read_form(request)
    try:
        return BoardDecision.model_validate(fields)
    except ValidationError as error:
        raise InvalidInputError(SEE_ERRORS, field_errors(error.errors())) from None


@router.post("/decisions")
def take_decision(
    visit: VisitDep,
    wanted: Annotated[BoardDecision, Depends(read_decision)],
    desk: WritingDeskDep,
) -> Response:
    """Decide, and see the board again."""
    opened = get_open_table(visit, desk)
    table = get_table_to_change(desk.session, opened.id, organization_id=opened.organization_id, now=desk.now)
    if wanted.type == "undo":
        undo(desk, table, wanted.seat, offer_id=wanted.offer_id)
    else:
        decide(desk, table, wanted.seat, DecisionType(wanted.type), wanted.offer_id)
    # A reload then shows the board again and decides nothing twice.
    return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": visit.address()})


def _show(visit: Visit, desk: Desk, table: MatchingTable) -> dict[str, Any]:
    facts = Reader(desk, language=visit.language).read(table)
    board = make_board(facts, list_last_events(desk.session, table.id, LAST_CHANGES), visit.language)
    return {"table": table, "board": board, "day": day_in_words(table.meets_on, visit.language)}


def _page(template: str, visit: Visit, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> Response:
    html = _TEMPLATES.get_template(template).render(
        visit=visit,
        words=words_in(visit.language),
        languages=Language,
        **shown,
    )
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": visit.language}
    return Response(html, status, media_type="text/html; charset=utf-8", headers=headers)


def _qr_code(address: str) -> str:
    """Draw the code, to stand in the page."""
    return segno.make(address, micro=False).svg_inline(scale=3, border=2, svgclass="qr", omitsize=True)
