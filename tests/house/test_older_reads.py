"""Which answers may be some seconds old: these, as each says by the desk that it asks for, and no other."""

from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.catalogue.hsds.routes import router as facade
from api.features import FEATURES
from api.platform.requests.dependencies import get_older_session

OLDER = {"listOffers", "readOffer", "readParticipationReport", "GET /reports/{token}"}


def routes() -> Iterator[APIRoute]:
    for router in (*FEATURES.routers, *FEATURES.pages, facade):
        yield from (route for route in router.routes if isinstance(route, APIRoute))


def asks_for(dependant: Dependant, wanted: object) -> bool:
    return dependant.call is wanted or any(asks_for(each, wanted) for each in dependant.dependencies)


def test_only_the_public_catalogue_and_reports_may_be_older() -> None:
    may_be = [route for route in routes() if asks_for(route.dependant, get_older_session)]
    of_facade = list(facade.routes)
    assert [route for route in of_facade if route not in may_be] == []
    assert {route.operation_id or f"GET {route.path}" for route in may_be if route not in of_facade} == OLDER
    assert {method for route in may_be for method in route.methods or ()} == {"GET"}
