from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from api.matches.city_matches.tables import CityMatch
from api.matches.city_matches.vocabulary import CityMatchState
from api.matches.unmet_wishes.tables import UnmetWish
from api.platform.storage.database import Database
from matching.vocabulary import Language
from tests.handovers.arranging import requested
from tests.house.operations import operations
from tests.service import CLOCK, Service, an_offer

LISTS = sorted(operation.path for operation in operations() if operation.is_list and "{" not in operation.path)
FEW, MORE = 2, 9
CARING = {"clientReference": "K-1", "kind": "caregiving", "hoursPerWeek": 4, "since": "2026-01-01"}


@contextmanager
def counted_queries(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent to the database meanwhile."""
    seen: list[str] = []

    def note(*told: object) -> None:
        seen.append(str(told[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


async def add_rows(service: Service, number: int) -> None:
    with service.database.write() as session:
        # Counted when a week is over, and nothing that a caller can send.
        session.add_all(
            UnmetWish(week=f"2026-W{count + 1:02}", neighbourhood=f"{1000 + number}", concept="hout", clients=5)
            for count in range(number)
        )
    for count in range(number):
        add_city_match(service)
        for actor, path, body in (
            (service.admin, "/organizations", {"name": f"Stichting {count}"}),
            (service.admin, "/keys", {"name": f"Cijfers {count}", "role": "analyst"}),
            (service.admin, "/webhook-endpoints", {"url": "https://93.184.215.14/vonk", "types": ["offer.*"]}),
            (service.host, "/tables", {"name": f"Tafel {count}", "on": "2199-01-01"}),
            (service.coach, "/calendar-links", {"name": f"Agenda {count}"}),
            (service.admin, "/report-links", {"name": f"Raad {count}"}),
            (service.coach, "/participations", CARING),
            (service.coach, "/watches", {"clientReference": f"K-{count}", "client": {"interests": []}}),
            (service.partner, "/offers", an_offer()),
            (service.partner, "/offers", an_offer(kind="placement", paidWorkCheck={"vacancyOpen": True})),
        ):
            made = await actor.post(path, body)
            assert made.status_code == 201
            if path == "/offers" and body["kind"] == "activity":
                await requested(service, made.json()["id"])


def add_city_match(service: Service) -> None:
    """A run that is done: an organization has one at a time that is not."""
    with service.database.write() as session:
        now = CLOCK.now()
        session.add(
            CityMatch(
                organization_id=str(service.coach.organization_id),
                state=CityMatchState.DONE,
                language=Language.DUTCH,
                clients=1,
                created_at=now,
                erase_at=now + timedelta(days=1),
            )
        )


async def count_queries(service: Service, path: str) -> tuple[int, int]:
    endpoints = (await service.admin.get("/webhook-endpoints")).json()["items"]
    path = path.replace("{endpointId}", endpoints[0]["id"])
    with counted_queries(service.database) as seen:
        # An admin sees no handover, calendar, watch and table; every other list is an admin's to read.
        own = {
            "/handovers": service.coach,
            "/calendar-links": service.coach,
            "/tables": service.host,
            "/watches": service.coach,
            "/participations": service.coach,
            "/city-matches": service.coach,
        }
        reader = own.get(path, service.admin)
        answer = await reader.get(f"{path}?limit=500")
    assert answer.status_code == 200
    return len(answer.json()["items"]), len(seen)


@pytest.mark.parametrize("path", LISTS)
async def test_a_list_runs_as_many_queries_for_many_rows_as_for_few(service: Service, path: str) -> None:
    await add_rows(service, FEW)
    few_items, few_queries = await count_queries(service, path)
    await add_rows(service, MORE - FEW)
    more_items, more_queries = await count_queries(service, path)
    assert 0 < few_items < more_items
    assert more_queries == few_queries


async def test_a_match_from_memory_runs_no_query_in_a_session(service: Service) -> None:
    await add_rows(service, FEW)
    question = {"client": {"interests": ["hout"], "location": {"postcode": "3073XY"}}}
    first = await service.coach.post("/matches", question)
    with counted_queries(service.database) as seen:
        second = await service.coach.post("/matches", question)
    assert second.content == first.content
    assert seen == []
