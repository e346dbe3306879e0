import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from api.matches.unmet_wishes.actions import week_of
from api.matches.unmet_wishes.jobs import close_weeks
from api.matches.unmet_wishes.listening import Listener
from api.matches.unmet_wishes.tables import UnmetWish, WishSketch, WishWeek
from api.platform.storage.database import Database
from tests.databases.nodes import two_nodes
from tests.service import CLOCK, Service, an_offer, later, running_service

SAILING, LABEL = "zeilen", "varen, aan of op het water"
# Told as five: two clients in a thousand share a bit, and of these seven never three.
SOME_AGES = tuple(range(20, 27))


async def ask(service: Service, *ages: int, postcode: str = "3073XY", **asked: Any) -> None:
    """Clients who differ by age ask for something."""
    for age in ages:
        client = {"interests": [SAILING], "age": age, "location": {"postcode": postcode}} | asked
        answer = await service.coach.post("/matches", {"client": client})
        assert answer.status_code == 200


async def week_after(service: Service, *, days: int = 8) -> None:
    await service.node.part(Listener).write()
    close_weeks(later(service, days=days))


async def told(service: Service, query: str = "") -> list[tuple[str, str, int]]:
    answer = await service.analyst.get(f"/unmet-wishes{query}")
    assert answer.status_code == 200
    return sorted((each["neighbourhood"], each["label"], each["clients"]) for each in answer.json()["items"])


async def test_what_five_clients_ask_in_vain_is_told_when_the_week_is_over(service: Service) -> None:
    await ask(service, *SOME_AGES)
    await ask(service, *range(20, 33), postcode="3011AA")
    await service.node.part(Listener).write()
    close_weeks(service.node)
    assert await told(service) == []
    await week_after(service)
    assert await told(service) == [("3011", LABEL, 10), ("3073", LABEL, 5)]
    assert await told(service, "?neighbourhood=3073") == [("3073", LABEL, 5)]
    (first, *_) = (await service.admin.get("/unmet-wishes")).json()["items"]
    assert first["week"] == week_of(CLOCK.today())


async def test_two_nodes_count_together(database_url: str) -> None:
    async with two_nodes(database_url) as (first, second):
        for node, ages in ((first, SOME_AGES[:4]), (second, SOME_AGES[3:])):
            await ask(node, *ages)
        await asyncio.gather(*(each.node.part(Listener).write() for each in (first, second)))
        close_weeks(later(second, days=8))
        assert await told(first) == [("3073", LABEL, 5)]


async def test_four_clients_who_ask_again_and_again_are_not_told(service: Service) -> None:
    for wish in (SAILING, "zeilen op de plas", "samen zeilen"):
        await ask(service, *range(20, 24), interests=[wish])
    await week_after(service)
    assert await told(service) == []


async def test_what_is_offered_and_possible_is_no_unmet_wish(service: Service) -> None:
    await service.partner.post("/offers", an_offer(requirements={"maximumAge": 40}))
    await ask(service, *SOME_AGES, interests=["timmeren"], postcode="3011AA")
    await ask(service, *range(50, 57), interests=["timmeren"], postcode="3073XY")
    await week_after(service)
    assert [neighbourhood for neighbourhood, *_ in await told(service)] == ["3073"]


async def test_who_says_no_postcode_and_what_is_not_understood_are_not_counted(service: Service) -> None:
    await ask(service, *range(20, 26), location=None)
    await ask(service, *range(20, 26), interests=["qwrtzp"])
    await week_after(service)
    with service.database.read() as session:
        assert session.exec(select(WishSketch)).all() == []
    assert await told(service) == []


async def test_a_week_leaves_its_counts_and_nothing_that_joins_it_to_another_week(service: Service) -> None:
    await ask(service, *range(20, 26))
    await service.node.part(Listener).write()
    with service.database.read() as session:
        (week,), (sketch,) = session.exec(select(WishWeek)).all(), session.exec(select(WishSketch)).all()
        assert service.node.secrets.decrypt(week.sealed_key) not in week.sealed_key
        first_bits = sketch.bits
    close_weeks(later(service, days=8))
    for kind in (WishWeek, WishSketch):
        with service.database.read() as session:
            assert session.exec(select(kind)).all() == []
    assert everything_in(service.database).isdisjoint({first_bits, week.sealed_key})
    await ask(service, *range(20, 26))
    await service.node.part(Listener).write()
    with service.database.read() as session:
        assert session.exec(select(WishSketch)).one().bits != first_bits


def everything_in(database: Database) -> set[Any]:
    """Every value of the tables of this feature."""
    with database.read() as session:
        return {
            value
            for name in ("wish_weeks", "wish_sketches", "unmet_wishes")
            for row in session.execute(text(f"SELECT * FROM {name}"))  # noqa: S608 - our own tables
            for value in row
        }


async def test_old_counts_are_forgotten(service: Service) -> None:
    await ask(service, *SOME_AGES)
    await week_after(service)
    with service.database.write() as session:
        session.exec(select(UnmetWish)).one().week = "2020-W01"
    await ask(service, *SOME_AGES)
    await week_after(service)
    assert len(await told(service)) == 1


async def test_counting_can_be_turned_off(database_url: str) -> None:
    async with running_service(database_url, unmet_wishes=False) as service:
        await ask(service, *range(20, 26))
        await week_after(service)
        assert await told(service) == []
        assert everything_in(service.database) == set()


async def test_a_neighbourhood_is_four_digits(service: Service) -> None:
    answer = await service.analyst.get("/unmet-wishes?neighbourhood=3073XY")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/neighbourhood"


async def test_what_is_heard_is_written_down_by_itself(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.matches.unmet_wishes.listening.WRITTEN_AFTER_SECONDS", 0.0)
    listener = service.node.part(Listener)
    await ask(service, 20)
    writing = listener._writing  # noqa: SLF001 - what runs by itself
    assert writing is not None
    await writing
    with service.database.read() as session:
        assert len(session.exec(select(WishSketch)).all()) == 1
