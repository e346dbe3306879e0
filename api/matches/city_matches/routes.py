"""/city-matches: everyone of an organization gets what is best for all together."""

from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from api.matches.city.schemas import CityClient, Placement
from api.matches.city_matches.actions import create_city_match, delete_city_matches
from api.matches.city_matches.activities import MATCHING_A_CITY, clients_of
from api.matches.city_matches.dependencies import OwnCityMatchDep, OwnCityMatchToWriteDep, SealedClientsDep
from api.matches.city_matches.queries import list_city_matches
from api.matches.city_matches.schemas import CityMatchPage, CityMatchRead
from api.matches.city_matches.view import show_city_match, tell_placements
from api.matches.city_matches.vocabulary import LARGEST_CITY_BYTES, MOST_CLIENTS, CityMatchState
from api.platform.requests.dependencies import PageDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import SENDERS, AnyCallerDep, SenderDep
from api.platform.web.answers import JsonLinesResponse, body_of
from api.platform.web.openapi import takes_lines
from api.platform.web.pagination import make_page
from api.platform.web.problems import ConflictError, Words
from api.platform.web.shapes import JSON_LINES

router = APIRouter(prefix="/city-matches", tags=["city-matches"])

_LINES: Final = f"One client a line, each with a reference of its own; at most {MOST_CLIENTS}."
_NOT_DONE: Final = Words("Dit is nog niet klaar, of het is mislukt.", "This is not done yet, or it failed.")


@router.post(
    "",
    status_code=202,
    response_model=CityMatchRead,
    operation_id="createCityMatch",
    summary="Match a whole city",
    max_body_size=LARGEST_CITY_BYTES,
    openapi_extra=takes_lines(CityClient, _LINES, may_be_none=False),
    dependencies=[SENDERS],
)
def create(clients: SealedClientsDep, caller: AnyCallerDep, desk: CreatingDeskDep) -> Response:
    """Give everyone the offer that is best for all together; some node does the work, and its figures tell how it goes.

    All lines are taken or none. Profiles are sealed, and erased as soon as the work is done; the outcome stays a day.
    """
    asked = create_city_match(desk, clients, caller.organization_id or "")
    return desk.answer(body_of(show_city_match(asked)), status=202, location=("city-matches", asked.id), about=asked.id)


@router.get("", response_model=CityMatchPage, operation_id="listCityMatches", summary="List runs for a whole city")
def list_all(caller: SenderDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List the runs of your own organization, oldest first."""
    rows = list_city_matches(desk.session, asked, organization_id=caller.organization_id)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=show_city_match))


@router.get(
    "/{cityMatchId}", response_model=CityMatchRead, operation_id="readCityMatch", summary="Read how far a run is"
)
def read(run: OwnCityMatchDep, desk: ReadingDeskDep) -> Response:
    """Read the state, how many clients were looked at, and the figures once it is done."""
    return desk.answer(body_of(show_city_match(run)))


@router.get(
    "/{cityMatchId}/placements",
    response_class=JsonLinesResponse,
    response_model=Placement,
    response_description="One line for each client, in the order in which they were sent.",
    responses={409: {}},
    operation_id="readPlacements",
    summary="Read what everyone gets",
)
def read_placements(run: OwnCityMatchDep, desk: ReadingDeskDep) -> Response:
    """Read what each client gets, or why not; who was erased meanwhile is not in it."""
    if run.state is not CityMatchState.DONE:
        raise ConflictError(_NOT_DONE, members={"state": run.state})
    desk.process_all(clients_of(desk.session, run), MATCHING_A_CITY)
    return StreamingResponse(
        tell_placements(desk.node, run.id), media_type=JSON_LINES, headers={"Content-Language": run.language}
    )


@router.delete(
    "/{cityMatchId}", status_code=204, operation_id="deleteCityMatch", summary="Erase a run", dependencies=[SENDERS]
)
def delete(run: OwnCityMatchToWriteDep, desk: WritingDeskDep) -> Response:
    """Erase the run with everyone in it, also from the database's log; work that goes on stops."""
    desk.require_unchanged(body_of(show_city_match(run)))
    desk.process_all(clients_of(desk.session, run), MATCHING_A_CITY)
    delete_city_matches(desk.session, [run.id], now=desk.now)
    return Response(status_code=204, background=BackgroundTask(desk.node.database.empty_log))
