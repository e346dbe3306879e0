"""What clients do already: written down by a coach, seen by nobody else, erased with its reference."""

from datetime import timedelta

import pytest

from api.clients.participations.jobs import erase_due_participations
from api.tallies.queries import list_tallies
from api.tallies.vocabulary import Dimension, Measure
from tests.service import CLOCK, Service, later

TODAY = CLOCK.today()
CARING = {"clientReference": "Zxq-7001", "kind": "caregiving", "hoursPerWeek": 12, "since": "2026-03-01"}


def counted(service: Service) -> dict[str, int]:
    """How often what kind was counted this month."""
    with service.database.read() as session:
        found = list_tallies(session, [f"{TODAY:%Y-%m}"])
        return {
            each.row: each.number for each in found if (each.measure, each.dimension) == (Measure.OWN, Dimension.KIND)
        }


async def test_a_coach_writes_it_down_and_only_its_own_organization_sees_it(service: Service) -> None:
    made = await service.coach.post("/participations", CARING)
    assert made.status_code == 201
    assert made.json() | CARING == made.json()
    where = made.headers["location"].removeprefix("/v1")
    assert (await service.coach.get(where)).json() == made.json()
    assert (await service.coach.get("/participations")).json()["items"] == [made.json()]
    for other in (service.partner, service.host, service.admin, service.analyst):
        assert (await other.get(where)).status_code == 403
        assert (await other.get("/participations")).status_code == 403


async def test_it_is_found_by_the_reference_in_a_body(service: Service) -> None:
    first = (await service.coach.post("/participations", CARING)).json()
    second = (await service.coach.post("/participations", CARING | {"kind": "course"})).json()
    await service.coach.post("/participations", CARING | {"clientReference": "Zxq-7002"})
    search = {"clientReference": "Zxq-7001", "limit": 1}
    page = (await service.coach.post("/participations/searches", search)).json()
    rest = (await service.coach.post("/participations/searches", search | {"cursor": page["nextCursor"]})).json()
    assert [*page["items"], *rest["items"]] == [first, second]


async def test_it_changes_and_ends(service: Service) -> None:
    made = await service.coach.post("/participations", CARING)
    path = f"/participations/{made.json()['id']}"
    ended = await service.coach.patch(path, {"until": str(TODAY), "hoursPerWeek": 4}, If_Match=made.headers["etag"])
    assert ended.status_code == 200
    assert (ended.json()["until"], ended.json()["hoursPerWeek"]) == (str(TODAY), 4)
    assert (await service.coach.patch(path, {"until": None}, If_Match=made.headers["etag"])).status_code == 412
    assert (await service.coach.patch(path, {"until": "2026-02-01"})).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"kind": "golf"}, "/kind"),
        ({"since": str(TODAY + timedelta(days=2))}, "/since"),
        ({"hoursPerWeek": 61}, "/hoursPerWeek"),
        ({"clientReference": "111222333"}, "/clientReference"),
        ({"place": "Verpleeghuis"}, "/place"),
    ],
)
async def test_what_is_wrong_is_pointed_at(service: Service, wrong: dict[str, object], pointer: str) -> None:
    answer = await service.coach.post("/participations", CARING | wrong)
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


async def test_it_is_exported_and_erased_with_its_reference_and_the_count_stays(service: Service) -> None:
    await service.coach.post("/participations", CARING)
    held = await service.coach.post("/handovers/exports", {"clientReference": "Zxq-7001"})
    assert [each["kind"] for each in held.json()["participations"]] == ["caregiving"]
    erased = await service.coach.post("/handovers/erasures", {"clientReference": "Zxq-7001"})
    assert erased.json()["participations"] == 1
    assert (await service.coach.get("/participations")).json()["items"] == []
    assert counted(service) == {"caregiving": 1}


async def test_asked_twice_it_is_written_down_and_counted_once(service: Service) -> None:
    answers = [await service.coach.post("/participations", CARING, Idempotency_Key="een") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert counted(service) == {"caregiving": 1}


async def test_it_goes_by_itself_two_years_after_its_end(service: Service) -> None:
    made = await service.coach.post("/participations", CARING | {"until": str(TODAY)})
    assert made.json()["eraseOn"] == str(TODAY + timedelta(days=730))
    erase_due_participations(later(service, days=729))
    assert len((await service.coach.get("/participations")).json()["items"]) == 1
    erase_due_participations(later(service, days=730))
    assert (await service.coach.get("/participations")).json()["items"] == []


async def test_deleted_it_is_gone(service: Service) -> None:
    made = await service.coach.post("/participations", CARING)
    path = f"/participations/{made.json()['id']}"
    assert (await service.coach.delete(path)).status_code == 204
    assert (await service.coach.get(path)).status_code == 404
