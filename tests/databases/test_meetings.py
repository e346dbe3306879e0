"""What two requests at one moment are told when the database lets only one of them through."""

import asyncio
import threading

import pytest
from sqlalchemy.exc import IntegrityError

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.tables import Organization
from api.platform.storage.database import Database
from api.platform.storage.violations import breaks_unique
from tests.databases.nodes import send_at_once, two_nodes, until_waiting
from tests.matching_tables.afternoon import an_afternoon
from tests.matching_tables.test_handing_over import a_handover
from tests.service import Service, an_offer

ROUNDS = 5


async def test_of_two_first_upserts_at_once_one_adds_and_the_other_replaces(database_url: str) -> None:
    async with two_nodes(database_url) as nodes:
        database = nodes[0].database
        for number in range(ROUNDS):
            path = f"/organizations/{nodes[0].partner.organization_id}/offers/nieuw-{number}"
            answers = await send_at_once(
                database,
                [
                    node.partner.put(path, an_offer(title=f"Hout van knooppunt {index}"))
                    for index, node in enumerate(nodes)
                ],
            )
            assert sorted(answer.status_code for answer in answers) == [200, 201], [each.text for each in answers]
            assert len({answer.json()["id"] for answer in answers}) == 1
            last = next(answer for answer in answers if answer.status_code == 200).json()
            now = (await nodes[0].partner.get(f"/offers/{last['id']}")).json()
            assert now["title"] == last["title"]


async def test_an_upsert_beside_a_post_of_the_same_id_replaces_what_was_posted(database_url: str) -> None:
    async with two_nodes(database_url) as (first, second):
        path = f"/organizations/{first.partner.organization_id}/offers/een"
        posted, put = await send_at_once(
            first.database,
            [
                first.partner.post("/offers", an_offer(externalId="een")),
                second.partner.put(path, an_offer(title="Hout, anders")),
            ],
        )
        assert (posted.status_code, put.status_code) in {(201, 200), (409, 201)}


async def test_an_id_of_the_partner_that_is_in_use_is_told_as_that(service: Service) -> None:
    await service.partner.post("/offers", an_offer(externalId="een"))
    other = (await service.partner.post("/offers", an_offer(externalId="twee"))).json()["id"]
    for answer in (
        await service.partner.post("/offers", an_offer(externalId="een")),
        await service.partner.patch(f"/offers/{other}", {"externalId": "een"}),
    ):
        assert answer.status_code == 409
        assert "externalId" in answer.json()["detail"]


def test_a_broken_rule_is_recognized_and_never_taken_for_another(database: Database) -> None:
    def insert(statement: str) -> IntegrityError:
        with pytest.raises(IntegrityError) as caught, database.write() as session:
            session.connection().exec_driver_sql(statement)
        return caught.value

    twice = "INSERT INTO sequences (name, value) VALUES ('catalogue', 0)"
    nobodys = "INSERT INTO table_offers (table_id, offer_id) VALUES ('x', 'x')"
    for error in (insert(twice), insert(nobodys)):
        assert not breaks_unique(error, Offer, "organization_id", "external_id")
        assert not breaks_unique(error, Organization, "id")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_is_taken_out_of_a_deadlock_hears_to_come_back(service: Service) -> None:
    made = (await service.partner.post("/offers", an_offer())).json()
    with service.database.engine.connect() as other:
        # So that the request is the one that is taken out.
        other.exec_driver_sql("SET deadlock_timeout = '60s'")
        other.exec_driver_sql("SELECT 1 FROM sequences FOR UPDATE")
        changing = asyncio.ensure_future(service.partner.patch(f"/offers/{made['id']}", {"title": "Anders"}))
        await until_waiting(service.database, [changing])
        waiting = threading.Thread(target=other.exec_driver_sql, args=("SELECT 1 FROM offers FOR UPDATE",))
        waiting.start()
        answer = await changing
        await asyncio.to_thread(waiting.join)
        other.rollback()
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert (await service.partner.patch(f"/offers/{made['id']}", {"title": "Anders"})).status_code == 200


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_hands_over_at_a_table_never_waits_in_a_circle(service: Service) -> None:
    table = await an_afternoon(service)
    first, last = sorted([table.wood, table.cooking])
    for seat, offer in (("K1", first), ("K2", last)):
        assert (await table.decide(seat, "agree", offer)).status_code < 300
    both = {"handovers": [a_handover("K1"), a_handover("K2")]}
    with service.database.engine.connect() as other:
        # Someone who accepts holds the offer first, and then numbers the change of the catalogue.
        other.exec_driver_sql("SELECT 1 FROM offers WHERE id = %(id)s FOR UPDATE", {"id": last})
        handing_over = asyncio.ensure_future(service.host.post(f"{table.path}/handovers", both))
        await until_waiting(service.database, [handing_over])
        await asyncio.to_thread(other.exec_driver_sql, "UPDATE sequences SET value = value WHERE name = 'catalogue'")
        other.commit()
    assert (await handing_over).status_code == 201
