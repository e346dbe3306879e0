"""The rights of a client: everything that is held is shown, and everything goes when it is erased."""

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.features import FEATURES
from api.platform.jobs.sweeping import SWEEP
from api.platform.storage.outages import DatabaseError
from api.rights.jobs import WORKS
from tests.handovers.arranging import a_consent, a_request, done, happen, offered, places_of, requested, seen_by
from tests.handovers.residue import find_left
from tests.processes.server import serving, vonk
from tests.service import SECRET_KEYS, Service, an_offer, later
from tests.waiting import ONLY_A_HANG_SECONDS

REFERENCE = "ZXQ-REF-7741"
MARKERS = [
    REFERENCE,
    "Zxqnaam",
    "06 00 00 77 41",
    "zxq@post.example",
    "Zxqbericht",
    "Zxqkamer",
    "Zxqmens",
    "Zxqsleutel",
]
TOLD: dict[str, Any] = {
    "clientReference": REFERENCE,
    "message": "Zxqbericht: houdt van hout.",
    "consent": a_consent(shares=["firstName", "phone", "email"]),
    "introduction": {"firstName": "Zxqnaam", "phone": "06 00 00 77 41", "email": "zxq@post.example"},
}
WHERE = {"at": "2099-11-25T09:30:00Z", "place": "Zxqkamer", "with": "Zxqmens"}


async def told_everything(service: Service, offer_id: str, number: int = 0) -> str:
    """A handover that went a way, with its markers everywhere that a caller can put them."""
    key = f"Zxqsleutel-{number}"
    made = await service.coach.post("/handovers", a_request(offer_id, **TOLD), Idempotency_Key=key)
    assert made.status_code == 201, made.text
    handover_id: str = made.json()["id"]
    accept = {"type": "accept", "appointment": WHERE}
    path = f"/handovers/{handover_id}/events"
    assert (await service.partner.post(path, accept, Idempotency_Key=f"{key}-a")).status_code == 201
    assert (await service.coach.send("POST", f"/handovers/{handover_id}/reply-links")).status_code == 409
    await done(service.coach, handover_id, "introduce")
    return handover_id


async def everything_in(service: Service) -> str:
    """Every row of every table as text."""
    with service.database.read() as session:
        rows = [session.execute(text(f"SELECT * FROM {table.name}")).all() for table in FEATURES.metadata.sorted_tables]  # noqa: S608 - our own tables
    return str(rows)


async def test_nothing_said_about_a_client_can_be_read_in_the_database(service: Service) -> None:
    await told_everything(service, await offered(service))
    told = await everything_in(service)
    assert [marker for marker in MARKERS[1:5] if marker in told] == []


async def test_an_erased_client_leaves_no_row_behind(service: Service) -> None:
    offer_id = await offered(service, places={"total": 3, "available": 3})
    for number in range(2):
        await told_everything(service, offer_id if number else await offered(service), number)
    kept = await requested(service, offer_id, clientReference="ANDER")
    erased = await service.coach.post("/handovers/erasures", {"clientReference": REFERENCE})
    assert erased.status_code == 200, erased.text
    assert {name: erased.json()[name] for name in ("handovers", "events", "keptAnswers")} == {
        "handovers": 2,
        "events": 6,
        "keptAnswers": 4,
    }
    assert REFERENCE not in erased.text
    told = await everything_in(service)
    assert [marker for marker in MARKERS if marker in told] == []
    assert (await seen_by(service.coach, kept["id"]))["state"] == "requested"
    assert await places_of(service, offer_id) == 3
    again = await service.coach.post("/handovers/erasures", {"clientReference": REFERENCE})
    assert (again.status_code, again.json()["handovers"]) == (200, 0)


async def test_an_erasure_and_an_answer_at_once_lose_no_place_and_give_none_away(service: Service) -> None:
    offer_id = await offered(service, places={"total": 9, "available": 9})
    for before, event in 4 * [(None, "accept"), ("accept", "decline")]:
        handover_id = (await requested(service, offer_id))["id"]
        if before:
            await done(service.partner, handover_id, before)
        erased, answer = await asyncio.gather(
            service.coach.post("/handovers/erasures", {"clientReference": "K-2831"}),
            happen(service.partner, handover_id, event),
        )
        assert (erased.status_code, erased.json()["handovers"], answer.status_code in {201, 404}) == (200, 1, True)
        assert await places_of(service, offer_id) == 9


async def test_many_erasures_at_once_are_all_done_to_the_last_byte(service: Service) -> None:
    offer_id = await offered(service)
    references = [f"{REFERENCE}-{number}" for number in range(8)]
    for reference in references:
        await requested(service, offer_id, clientReference=reference)
    answers = await asyncio.gather(
        *(service.coach.post("/handovers/erasures", {"clientReference": reference}) for reference in references)
    )
    assert [(answer.status_code, answer.json()["handovers"]) for answer in answers] == [(200, 1)] * 8


async def test_a_client_of_another_sender_with_the_same_reference_stays(service: Service) -> None:
    handover_id = await told_everything(service, await offered(service))
    admins = {"clientReference": REFERENCE, "organizationId": service.partner.organization_id}
    assert (await service.admin.post("/handovers/erasures", admins)).json()["handovers"] == 0
    assert (await service.coach.post("/handovers/erasures", admins)).status_code == 403
    assert (await service.partner.post("/handovers/erasures", {"clientReference": REFERENCE})).status_code == 403
    nobodys = await service.admin.post("/handovers/erasures", {"clientReference": REFERENCE})
    assert nobodys.json()["errors"][0]["pointer"] == "/organizationId"
    assert (await seen_by(service.coach, handover_id))["state"] == "introduced"


async def test_an_export_shows_all_that_is_held_and_an_admin_no_introduction(service: Service) -> None:
    handover_id = await told_everything(service, await offered(service))
    whose = {"clientReference": REFERENCE}
    told = (await service.coach.post("/handovers/exports", whose)).json()
    (held,) = told["handovers"]
    assert held["handover"]["id"] == handover_id
    assert held["handover"]["introduction"]["firstName"] == "Zxqnaam"
    assert held["handover"]["message"].startswith("Zxqbericht")
    assert held["introductionFields"] == ["email", "firstName", "phone"]
    assert [event["type"] for event in held["events"]] == ["request", "accept", "introduce"]
    assert held["events"][1]["appointment"]["place"] == "Zxqkamer"
    assert (held["keptAnswers"], len(held["custodies"])) == (2, 1)
    assert [deadline["kind"] for deadline in held["deadlines"]] == ["consent-end"]
    admins = await service.admin.post("/handovers/exports", whose | {"organizationId": service.coach.organization_id})
    (held,) = admins.json()["handovers"]
    assert (held["handover"]["introduction"], held["introductionFields"]) == (None, ["email", "firstName", "phone"])


async def test_a_repeated_request_gets_its_answer_although_that_is_encrypted(service: Service) -> None:
    offer_id = await offered(service)
    first, second = [
        await service.coach.post("/handovers", a_request(offer_id, **TOLD), Idempotency_Key="Zxqsleutel")
        for _ in range(2)
    ]
    assert (second.status_code, second.json()) == (201, first.json())
    other = await service.coach.post("/handovers", a_request(offer_id), Idempotency_Key="Zxqsleutel")
    assert other.status_code == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_raw_bytes_of_database_and_log_hold_nothing_after_an_erasure(
    service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    offer_id = await offered(service)
    for number in range(40):
        await told_everything(service, await offered(service), number)
        if number % 10 == 0:
            await requested(service, offer_id, clientReference=f"ANDER-{number}")
    assert (tmp_path / "vonk.db-wal").stat().st_size > 0
    assert find_left([REFERENCE, "Zxqkamer"], tmp_path)
    assert (await service.coach.post("/handovers/erasures", {"clientReference": REFERENCE})).status_code == 200
    assert find_left(MARKERS, tmp_path) == []
    assert [marker for marker in MARKERS if marker in caplog.text] == []


async def told_into_files(service: Service, postgres_address: str, *, times: int) -> Path:
    """The folder of PostgreSQL's files, once all was told about a client so many times."""
    for number in range(times):
        await told_everything(service, await offered(service), number)
    return Path(postgres_address.partition("host=")[2]) / "data" / "base"


def sweep_once_nobody_looks(service: Service) -> None:
    """Sweep as the jobs do: what cannot be done yet, for PostgreSQL may be analyzing the tables, is tried again."""
    deadline = time.monotonic() + ONLY_A_HANG_SECONDS
    while True:
        try:
            return WORKS[SWEEP](later(service))
        except DatabaseError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_raw_bytes_of_postgresql_hold_nothing_outside_its_log_after_the_sweep(
    service: Service, postgres_address: str
) -> None:
    files = await told_into_files(service, postgres_address, times=20)
    outside_transactions = service.database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with outside_transactions.connect() as connection:
        for command in ("ANALYZE", "CHECKPOINT"):
            connection.exec_driver_sql(command)
        assert find_left([REFERENCE, "Zxqkamer"], files)
        for _ in range(2):
            erased = await service.coach.post("/handovers/erasures", {"clientReference": REFERENCE})
            assert erased.status_code == 200
        promised = "SELECT count(*) FROM dbos.workflow_status WHERE name = %s"
        assert connection.exec_driver_sql(promised, (SWEEP,)).scalar_one() == 1
        sweep_once_nobody_looks(service)
        connection.exec_driver_sql("CHECKPOINT")
    assert find_left(MARKERS, files) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_sweep_comes_back_while_someone_can_still_see_what_was_erased(
    service: Service, postgres_address: str
) -> None:
    files = await told_into_files(service, postgres_address, times=5)
    with service.database.engine.execution_options(isolation_level="REPEATABLE READ").connect() as backup:
        backup.exec_driver_sql("SELECT count(*) FROM organizations")
        assert (await service.coach.post("/handovers/erasures", {"clientReference": REFERENCE})).status_code == 200
        with pytest.raises(DatabaseError):
            WORKS[SWEEP](later(service))
    sweep_once_nobody_looks(service)
    with service.database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
    assert find_left(MARKERS, files) == []


def test_the_command_line_exports_and_erases_and_a_running_server_goes_on(tmp_path: Path) -> None:
    data = {
        "VONK_DATA_DIR": str(tmp_path),
        "VONK_DATABASE_URL": f"sqlite:///{tmp_path / 'vonk.db'}",
        "VONK_SECRET_KEYS": SECRET_KEYS,
    }
    assert vonk("migrate", **data).returncode == 0
    keys = {
        role: vonk("keys", "create", "--role", role, "--organization", "Zuid", "--name", "test", **data).stdout.strip()
        for role in ("coach", "partner")
    }
    with (
        serving(data["VONK_DATABASE_URL"], **data) as (address, _),
        httpx.Client(base_url=f"{address}/v1", timeout=ONLY_A_HANG_SECONDS) as http,
    ):

        def send(role: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
            answer = http.post(path, json=body, headers={"Authorization": f"Bearer {keys[role]}"})
            assert answer.status_code < 300, answer.text
            told: dict[str, Any] = answer.json()
            return told

        offer = send("partner", "/offers", an_offer())
        made = send("coach", "/handovers", a_request(offer["id"], **TOLD))
        send("partner", f"/handovers/{made['id']}/events", {"type": "accept", "appointment": WHERE})
        exported = vonk("export", "--organization", "Zuid", "--reference", REFERENCE, **data)
        assert "Zxqnaam" in exported.stdout, exported.stderr
        without_keys = data | {"VONK_SECRET_KEYS": "another-key-than-the-one-that-was-used"}  # pragma: allowlist secret
        refused = vonk("export", "--organization", "Zuid", "--reference", REFERENCE, **without_keys)
        assert refused.stderr == "vonk: No key in VONK_SECRET_KEYS opens what was stored.\n"
        erased = vonk("erase", "--organization", "Zuid", "--reference", REFERENCE, **data)
        assert (erased.returncode, erased.stdout) == (0, "1 handovers erased, with every trace of them.\n")
        assert find_left(MARKERS, tmp_path) == []
        assert http.get("/handovers", headers={"Authorization": f"Bearer {keys['coach']}"}).json()["items"] == []
