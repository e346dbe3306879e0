import asyncio
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from api.platform.requests.once.actions import (
    AnsweredBeforeError,
    Reservation,
    keep_answer,
    release,
    reserve,
)
from api.platform.requests.once.jobs import forget_old_answers
from api.platform.requests.once.tables import KeptAnswer
from api.platform.storage.database import Database
from api.platform.web.problems import ConflictError
from tests.service import CLOCK, Service, an_offer, later

KEEP = timedelta(hours=1)


async def test_the_same_key_and_body_give_the_same_answer_once(service: Service) -> None:
    first = await service.partner.post("/offers", an_offer(), Idempotency_Key='"een"')
    again = await service.partner.post("/offers", an_offer(), Idempotency_Key='"een"')
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len((await service.coach.get("/offers")).json()["items"]) == 1


async def test_the_same_key_with_another_body_is_422(service: Service) -> None:
    await service.partner.post("/offers", an_offer(), Idempotency_Key="een")
    other = await service.partner.post("/offers", an_offer(title="Anders"), Idempotency_Key="een")
    assert other.status_code == 422
    assert other.headers["content-type"] == "application/problem+json"


async def test_a_key_belongs_to_its_caller(service: Service) -> None:
    await service.partner.post("/offers", an_offer(), Idempotency_Key="een")
    assert (await service.other_partner.post("/offers", an_offer(), Idempotency_Key="een")).status_code == 201
    assert len((await service.coach.get("/offers")).json()["items"]) == 2


async def test_a_refused_request_does_not_use_up_its_key(service: Service) -> None:
    wrong = await service.partner.post("/offers", an_offer(kind="party"), Idempotency_Key="een")
    assert wrong.status_code == 400
    assert (await service.partner.post("/offers", an_offer(), Idempotency_Key="een")).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "met spatie"])
async def test_a_key_that_cannot_be_one_is_named(service: Service, key: str) -> None:
    answer = await service.partner.post("/offers", an_offer(), Idempotency_Key=key)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].lower() == "/idempotency-key"


async def test_many_at_once_with_one_key_make_one_offer(service: Service) -> None:
    answers = await asyncio.gather(
        *(service.partner.post("/offers", an_offer(), Idempotency_Key="een") for _ in range(8))
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
    assert len((await service.coach.get("/offers")).json()["items"]) == 1


def test_a_key_under_way_is_a_conflict_until_it_is_given_back(database: Database) -> None:
    mine = Reservation("caller", "key", "hash")
    now = CLOCK.now()
    reserve(database, mine, now=now, keep_for=KEEP)
    with pytest.raises(ConflictError):
        reserve(database, mine, now=now, keep_for=KEEP)
    release(database, mine)
    reserve(database, mine, now=now, keep_for=KEEP)


def test_a_key_of_a_process_that_died_is_free_after_a_while(database: Database) -> None:
    mine = Reservation("caller", "key", "hash")
    reserve(database, mine, now=CLOCK.now() - timedelta(minutes=3), keep_for=KEEP)
    reserve(database, mine, now=CLOCK.now(), keep_for=KEEP)


def test_an_answer_is_forgotten_after_its_time(database: Database) -> None:
    mine = Reservation("caller", "key", "hash")
    reserve(database, mine, now=CLOCK.now() - KEEP - KEEP, keep_for=KEEP)
    with database.write() as session:
        keep_answer(session, mine, status=201, headers={}, body=b"{}")
    reserve(database, mine, now=CLOCK.now(), keep_for=KEEP)


async def test_an_answer_is_erased_after_its_time_though_no_new_key_comes(service: Service) -> None:
    await service.partner.post("/offers", an_offer(), Idempotency_Key="een")
    for days, left in ((0, 1), (2, 0)):
        forget_old_answers(later(service, days=days))
        with service.database.read() as session:
            assert len(session.exec(select(KeptAnswer)).all()) == left


def test_of_two_at_the_same_moment_only_one_goes_on(database: Database) -> None:
    mine = Reservation("caller", "key", "hash")
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def take() -> None:
        start.wait()
        try:
            reserve(database, mine, now=CLOCK.now(), keep_for=KEEP)
            outcomes.append("mine")
        except (ConflictError, AnsweredBeforeError) as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ConflictError", "mine"]
