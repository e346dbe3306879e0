import asyncio
import multiprocessing
import os
import signal
import threading
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from api.platform.requests.once.actions import (
    AnsweredBeforeError,
    Reservation,
    SentAnswer,
    claim,
    keep_answer,
)
from api.platform.requests.once.jobs import forget_old_answers
from api.platform.requests.once.tables import KeptAnswer
from api.platform.storage.database import Database
from api.platform.web.problems import ConflictError
from tests.service import CLOCK, Service, an_offer, later
from tests.webhooks.receiver import wait_until

KEEP = timedelta(hours=1)
MINE = Reservation("caller", "key", "hash")


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


def claiming(database: Database) -> AbstractAsyncContextManager[Session]:
    return claim(database, MINE, now=CLOCK.now(), keep_for=KEEP)


def keep(session: Session, *, hours_ago: int = 0) -> None:
    answer = SentAnswer(201, {}, b"{}")
    keep_answer(session, MINE, answer, now=CLOCK.now() - timedelta(hours=hours_ago))


async def test_a_key_under_way_is_a_conflict_until_it_is_given_back(database: Database) -> None:
    async with claiming(database):
        with pytest.raises(ConflictError):
            async with claiming(database):
                pass
    async with claiming(database):
        pass


async def test_what_failed_leaves_its_key_free_and_nothing_of_itself(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with claiming(database) as session:
            session.execute(text("INSERT INTO table_offers (table_id, offer_id) VALUES ('x', 'x')"))
    async with claiming(database) as session:
        keep(session)
    with pytest.raises(AnsweredBeforeError):
        async with claiming(database):
            pass


async def test_an_answer_is_forgotten_after_its_time(database: Database) -> None:
    with database.write() as session:
        keep(session, hours_ago=2)
    async with claiming(database) as session:
        keep(session)


def die_in_the_middle(database_url: str) -> None:
    asyncio.run(claim_and_die(database_url))


async def claim_and_die(database_url: str) -> None:
    async with claiming(Database(database_url)) as session:
        keep(session)
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_key_of_a_process_that_was_killed_in_the_middle_is_free_at_once(database_url: str) -> None:
    killed = multiprocessing.get_context("forkserver").Process(target=die_in_the_middle, args=(database_url,))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    database = Database(database_url)
    # The server may need a moment to notice that the connection is gone.
    wait_until(lambda: is_free(database))
    database.close()


def is_free(database: Database) -> bool:
    try:
        asyncio.run(claim_and_let_go(database))
    except ConflictError:
        return False
    return True


async def claim_and_let_go(database: Database) -> None:
    async with claiming(database):
        pass


async def test_a_request_with_a_key_commits_once(service: Service) -> None:
    await service.partner.get("/me")  # The first use of a key on a day is noted.
    commits: list[object] = []
    event.listen(service.database.engine, "commit", commits.append)
    made = await service.partner.post("/offers", an_offer(), Idempotency_Key="een")
    assert (made.status_code, len(commits)) == (201, 1)


async def test_an_answer_is_erased_after_its_time_though_no_new_key_comes(service: Service) -> None:
    await service.partner.post("/offers", an_offer(), Idempotency_Key="een")
    for days, left in ((0, 1), (2, 0)):
        forget_old_answers(later(service, days=days))
        with service.database.read() as session:
            assert len(session.exec(select(KeptAnswer)).all()) == left


async def claim_and_keep(database: Database) -> None:
    async with claiming(database) as session:
        keep(session)


def test_of_two_at_the_same_moment_only_one_goes_on(database: Database) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def take() -> None:
        start.wait()
        try:
            asyncio.run(claim_and_keep(database))
            outcomes.append("mine")
        except (ConflictError, AnsweredBeforeError):
            outcomes.append("not mine")

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["mine", "not mine"]
