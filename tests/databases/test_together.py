"""Upserts that wait at the same moment are kept together, and each hears what became of its own."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, func, select

from api.catalogue.offers.tables import Offer, OfferChange
from api.platform.recording.tables import AuditEvent
from api.platform.storage.database import Database
from api.platform.storage.together import MOST_TOGETHER, Together
from api.platform.storage.turns import TurnError
from tests.service import Service, an_offer

ADD = text("INSERT INTO data_subjects (id, reference_hash) VALUES (:id, :id)")


class Adding:
    """Adds names to a table, and remembers which came in one transaction."""

    def __init__(self, database: Database) -> None:
        self.transactions: list[list[str]] = []
        self.together: Together[str, str] = Together(database, self.add, name=lambda name: name.partition("-")[0])
        self._database = database

    def add(self, session: Session, names: Sequence[str]) -> list[str | Exception]:
        self.transactions.append(list(names))
        for name in names:
            session.execute(ADD, {"id": name})
        if "broken" in names:
            raise RuntimeError("broken")
        return [ValueError(name) if name == "wrong" else name for name in names]

    async def do(self, *names: str) -> list[str | BaseException]:
        """Ask for all of these while somebody else writes."""
        async with self._database.write_from_loop():
            asked = [asyncio.ensure_future(self.together.do(name)) for name in names]
            await asyncio.sleep(0)
        return await asyncio.gather(*asked, return_exceptions=True)

    def kept(self) -> set[str]:
        with self._database.read() as session:
            return set(session.execute(text("SELECT id FROM data_subjects")).scalars())


@pytest.fixture
def adding(service: Service) -> Adding:
    return Adding(service.database)


async def test_what_waits_is_kept_in_one_transaction_and_told_after_it(adding: Adding) -> None:
    assert await adding.do("a", "b", "c") == ["a", "b", "c"]
    assert adding.kept() == {"a", "b", "c"}
    # On PostgreSQL there are turns for many, so the first may have gone by itself.
    assert len(adding.transactions) <= 2


async def test_what_has_one_name_goes_in_order_and_each_by_itself(adding: Adding) -> None:
    assert await adding.do("a-1", "b", "a-2", "a-3") == ["a-1", "b", "a-2", "a-3"]
    assert [name for names in adding.transactions for name in names] == ["a-1", "b", "a-2", "a-3"]
    assert all(sum(name.startswith("a") for name in names) <= 1 for names in adding.transactions)


async def test_more_than_go_together_go_in_several(adding: Adding) -> None:
    names = [str(number) for number in range(2 * MOST_TOGETHER + 1)]
    assert await adding.do(*names) == names
    assert max(map(len, adding.transactions)) == MOST_TOGETHER


async def test_what_is_wrong_with_one_leaves_the_others(adding: Adding) -> None:
    outcomes = await adding.do("a", "wrong", "b")
    assert [outcomes[0], outcomes[2]] == ["a", "b"]
    assert isinstance(outcomes[1], ValueError)


async def test_one_that_breaks_the_transaction_leaves_the_others(adding: Adding) -> None:
    outcomes = await adding.do("a", "broken", "b")
    assert [outcomes[0], outcomes[2]] == ["a", "b"]
    assert isinstance(outcomes[1], RuntimeError)
    assert adding.kept() == {"a", "b"}


async def test_a_turn_that_does_not_come_is_told_to_all(adding: Adding, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_given: object) -> None:
        raise TurnError

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write_at_once", refuse)
        outcomes = await asyncio.gather(*map(adding.together.do, "abc"), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [TurnError] * 3
    assert await adding.do("d") == ["d"]


async def test_who_is_gone_leaves_the_answers_of_the_others(adding: Adding, service: Service) -> None:
    async with service.database.write_from_loop():
        gone, stays = (asyncio.ensure_future(adding.together.do(name)) for name in ("gone", "stays"))
        await asyncio.sleep(0)
        gone.cancel()
    assert await stays == "stays"


async def test_upserts_at_once_are_each_numbered_recorded_and_answered(service: Service) -> None:
    place = f"/organizations/{service.partner.organization_id}/offers"
    await service.partner.put(f"{place}/was-er", an_offer())
    far_away = an_offer(location={"latitude": 40.0, "longitude": 4.5})
    answers = await asyncio.gather(
        service.partner.put(f"{place}/nieuw", an_offer(title="Nieuw")),
        service.partner.put(f"{place}/was-er", an_offer(title="Anders")),
        service.partner.put(f"{place}/was-er", an_offer(), If_Match='"unseen"'),
        service.partner.put(f"{place}/nieuw", an_offer(title="Nieuwer")),
        service.partner.put(f"{place}/ver", far_away),
        service.partner.put(f"{place}/ook-nieuw", an_offer(title="Ook nieuw")),
    )
    assert [answer.status_code for answer in answers] == [201, 200, 412, 200, 400, 201]
    titles = {offer["externalId"]: offer["title"] for offer in (await service.partner.get("/offers")).json()["items"]}
    assert titles == {"was-er": "Anders", "nieuw": "Nieuwer", "ook-nieuw": "Ook nieuw"}
    with service.database.read() as session:
        snapshots = session.exec(select(OfferChange.snapshot).order_by(col(OfferChange.sequence))).all()
        written = session.exec(
            select(AuditEvent.trace_id, AuditEvent.objects).where(AuditEvent.operation == "upsertOffer")
        ).all()
        assert session.exec(select(func.count()).select_from(Offer)).one() == 3
    told = [snapshot["title"] for snapshot in snapshots][1:]
    assert sorted(told) == ["Anders", "Nieuw", "Nieuwer", "Ook nieuw"]
    assert told.index("Nieuw") < told.index("Nieuwer")
    assert len({trace for trace, _ in written}) == len(written) == 5
    assert all(len(objects.split()) == 2 for _, objects in written)
