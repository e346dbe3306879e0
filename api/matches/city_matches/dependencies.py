"""What the routes of cities ask for: who is to be matched, and the run of this caller."""

from typing import Annotated

from fastapi import Depends, Path, Request
from starlette.concurrency import run_in_threadpool

from api.matches.city_matches.queries import get_city_match, get_city_match_to_change
from api.matches.city_matches.reading import SealedClient, read_clients_sealed
from api.matches.city_matches.tables import CityMatch
from api.platform.node import node_of
from api.platform.requests.dependencies import ReadingDeskDep, WritingDeskDep
from api.platform.security.dependencies import SenderDep
from api.platform.web.shapes import Id

CityMatchIdPath = Annotated[Id, Path(alias="cityMatchId", description="The id of a run.")]


async def read_clients(request: Request, _caller: SenderDep) -> list[SealedClient]:
    """Read and seal everyone before a transaction begins: that takes seconds for a city."""
    return await run_in_threadpool(read_clients_sealed, await request.body(), node_of(request).secrets)


def get_own_city_match(city_match_id: CityMatchIdPath, caller: SenderDep, desk: ReadingDeskDep) -> CityMatch:
    """Return the run that this caller may read."""
    return get_city_match(desk.session, city_match_id, organization_id=caller.organization_id)


def get_own_city_match_to_write(city_match_id: CityMatchIdPath, caller: SenderDep, desk: WritingDeskDep) -> CityMatch:
    """Return the run that this caller may erase, held until the transaction ends."""
    return get_city_match_to_change(desk.session, city_match_id, organization_id=caller.organization_id)


SealedClientsDep = Annotated[list[SealedClient], Depends(read_clients)]
OwnCityMatchDep = Annotated[CityMatch, Depends(get_own_city_match)]
OwnCityMatchToWriteDep = Annotated[CityMatch, Depends(get_own_city_match_to_write)]
