"""What was told at a table is gone with it: no row, no kept answer, and no byte in the embedded database or its log."""

import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from api.features import FEATURES
from api.matching_tables.jobs import erase_due_tables
from api.platform.clock import Clock
from tests.handovers.residue import find_left
from tests.matching_tables.afternoon import WOOD, an_afternoon, make_table, today
from tests.matching_tables.test_handing_over import a_handover
from tests.service import Service, later, running_service

# Long enough that no coded form of a marker stands in a sealed text by chance.
SEAT, TOLD = "ZXQ-STOEL-77", "zxqliefstewens met hout"
MARKERS = [SEAT, "zxqliefstewens", "Zxqmatchingtafel"]
Erase = Callable[[Service, str], Coroutine[Any, Any, None]]


async def told_everything(service: Service) -> tuple[str, str]:
    """The path of a table with its markers everywhere that a host can put them, and its board's key."""
    table = await an_afternoon(service)
    named = {"name": "Zxqmatchingtafel", "on": today().isoformat()}
    made = await service.host.post("/tables", named, Idempotency_Key="once")
    path, key = f"/tables/{made.json()['id']}", made.json()["boardUrl"].rpartition("key=")[2]
    await service.host.put(f"{path}/offers", {"offerIds": [table.wood, table.cooking]})
    await service.host.put(f"{path}/clients/{SEAT}", {"interests": [TOLD]})
    agreed = {"type": "agree", "offerId": table.wood}
    await service.host.put(f"{path}/decisions/{SEAT}", agreed)
    handed = {"handovers": [a_handover(SEAT, clientReference="K-2831")]}
    answer = await service.host.post(f"{path}/handovers", handed, Idempotency_Key="twice")
    assert answer.status_code == 201, answer.text
    return path, key


async def by_its_host(service: Service, path: str) -> None:
    assert (await service.host.delete(path)).status_code == 204


async def by_the_clock(service: Service, _path: str) -> None:
    erase_due_tables(later(service, days=2))


async def everything_in(service: Service) -> str:
    with service.database.read() as session:
        rows = [session.execute(text(f"SELECT * FROM {table.name}")).all() for table in FEATURES.metadata.sorted_tables]  # noqa: S608 - our own tables
    return str(rows)


@pytest.mark.parametrize("erase", [by_its_host, by_the_clock])
async def test_an_erased_table_leaves_no_row_and_no_kept_answer(service: Service, erase: Erase) -> None:
    path, _ = await told_everything(service)
    assert SEAT in await everything_in(service)
    await erase(service, path)
    told = await everything_in(service)
    assert [marker for marker in MARKERS if marker in told] == []
    with service.database.read() as session:
        kept = session.execute(text("SELECT count(*) FROM kept_answers WHERE about = :id"), {"id": path[8:]})
        assert kept.scalar_one() == 0


@pytest.mark.parametrize("erase", [by_its_host, by_the_clock])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_raw_bytes_hold_nothing_of_an_erased_table(
    service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture, erase: Erase
) -> None:
    caplog.set_level(logging.DEBUG)
    path, key = await told_everything(service)
    for number in range(60):
        await service.host.put(f"{path}/clients/{SEAT}-{number}", {"interests": [TOLD]})
    await make_table(service.host, days=30)
    sealed = await sealed_profiles(service)
    assert find_left([SEAT], tmp_path)
    assert find_left(sealed, tmp_path)
    assert find_left(["zxqliefstewens", key], tmp_path) == []
    await erase(service, path)
    assert find_left([*MARKERS, key, *sealed], tmp_path) == []
    logged = "".join(each.getMessage() for each in caplog.records if not each.name.startswith("http"))
    assert "PUT /tables/{tableId}/clients/{seat}" in logged
    assert [marker for marker in [*MARKERS, key] if marker in logged] == []


async def sealed_profiles(service: Service) -> list[str]:
    with service.database.read() as session:
        return [
            row[0] for row in session.execute(text("SELECT sealed_profile FROM table_seats WHERE seat LIKE 'ZXQ%'"))
        ]


async def test_at_a_table_of_yesterday_nobody_new_sits_down(database_url: str) -> None:
    async with running_service(database_url, key_days=9) as service:
        table = await an_afternoon(service)
        service.node.clock = Clock(offset_days=1)
        answer = await table.seat("K3", WOOD)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/on")
        assert (await table.read())["clients"] == ["K1", "K2"]


async def test_a_client_erased_who_sat_at_a_table_leaves_nothing_there_and_the_others_stay(service: Service) -> None:
    path, _ = await told_everything(service)
    await service.host.put(f"{path}/clients/K2", {"interests": [TOLD]})
    exported = (await service.host.post("/handovers/exports", {"clientReference": "K-2831"})).json()
    (held,) = exported["seats"]
    assert (held["seat"], held["profile"]["interests"]) == (SEAT, [TOLD])
    handover_id = held["decisions"][0]["handoverId"]
    assert handover_id == exported["handovers"][0]["handover"]["id"]
    admins = {"clientReference": "K-2831", "organizationId": service.host.organization_id}
    assert (await service.admin.post("/handovers/exports", admins)).json()["seats"][0]["profile"] is None
    erased = await service.host.post("/handovers/erasures", {"clientReference": "K-2831"})
    assert (erased.json()["seats"], erased.json()["handovers"]) == (1, 1)
    told = await everything_in(service)
    assert [marker for marker in (SEAT, handover_id, "K-2831") if marker in told] == []
    table = (await service.host.get(path)).json()
    assert (table["clients"], table["decisions"]) == (["K2"], [])
    again = await service.host.post("/handovers/erasures", {"clientReference": "K-2831"})
    assert (again.json()["seats"], again.json()["keptAnswers"]) == (0, 0)


async def test_a_seat_that_was_not_handed_over_is_found_by_its_label_as_its_handover_would_be(service: Service) -> None:
    table = await an_afternoon(service)
    await table.seat("Zxq 7", {"interests": []})
    for actor, seats in ((service.other_host, 0), (service.host, 1)):
        assert (await actor.post("/handovers/erasures", {"clientReference": "Zxq-7"})).json()["seats"] == seats
    assert (await table.read())["clients"] == ["K1", "K2"]


async def test_a_seat_that_goes_takes_its_label_along(service: Service) -> None:
    path, _ = await told_everything(service)
    assert (await service.host.delete(f"{path}/clients/{SEAT}")).status_code == 204
    assert SEAT not in await everything_in(service)
