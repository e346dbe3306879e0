"""Erasure on PostgreSQL beside two nodes that run their work: within minutes no data file tells of it."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.platform.clock import Clock
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.handovers.arranging import a_request
from tests.handovers.residue import find_left
from tests.handovers.test_erasure import MARKERS, REFERENCE, TOLD
from tests.matching_tables.test_handing_over import a_handover
from tests.processes.server import serving
from tests.service import Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

SEAT, TABLE, OTHER_TABLE = "ZXQ-STOEL-77", "Zxqtafelnaam", "Zxqanderetafel"
AT_THE_TABLE = "ZXQ-TAFEL-4471"


class Node:
    """Requests to one node."""

    def __init__(self, address: str) -> None:
        self._address = f"{address}/v1"

    def send(self, actor: Actor, method: str, path: str, body: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        keyed = {"Authorization": f"Bearer {actor.key}"} | named
        answer = httpx.request(method, self._address + path, json=body, headers=keyed, timeout=60)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None


def a_table(node: Node, host: Actor, name: str, offer_id: str) -> str:
    made = node.send(host, "POST", "/tables", {"name": name, "on": Clock().today().isoformat()})
    path = f"/tables/{made['id']}"
    node.send(host, "PUT", f"{path}/offers", {"offerIds": [offer_id]})
    node.send(host, "PUT", f"{path}/clients/{SEAT}", {"interests": ["hout"]})
    return path


def tell_everything(node: Node, coach: Actor, host: Actor, offer_id: str) -> tuple[list[str], str]:
    """The ids that are to go too, and a table to delete."""
    wanted = {"url": "http://127.0.0.1:9/zxq", "types": ["handover.*", "table.*"]}
    node.send(coach, "POST", "/webhook-endpoints", wanted)
    made = node.send(coach, "POST", "/handovers", a_request(offer_id, **TOLD), Idempotency_Key="Zxqsleutel")
    path = a_table(node, host, TABLE, offer_id)
    node.send(host, "PUT", f"{path}/decisions/{SEAT}", {"type": "agree", "offerId": offer_id})
    handed = {"handovers": [a_handover(SEAT, clientReference=AT_THE_TABLE)]}
    decided = node.send(host, "POST", f"{path}/handovers", handed, Idempotency_Key="Zxqsleutel-tafel")
    other = a_table(node, host, OTHER_TABLE, offer_id)
    return [made["id"], decided["items"][0]["handoverId"]], other


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_within_minutes_no_data_file_tells_of_who_was_erased(database_url: str, database: Database) -> None:
    client = httpx.AsyncClient()
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    coach = make_actor(client, database, Role.COACH, "Coaches")
    host = make_actor(client, database, Role.HOST, "Huis van de Wijk")
    files = Path(database_url.partition("host=")[2]) / "data" / "base"
    allowed = {"VONK_WEBHOOKS_ALLOW_PRIVATE": "1"}
    outside = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    # Tests before this one told the same markers, of offers too, and their files are not written anew.
    with outside.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
    of_others = set(find_left(MARKERS, files))
    with serving(database_url, **allowed) as (one, _), serving(database_url, **allowed) as (two, _):
        first, second = Node(one), Node(two)
        offer_id = first.send(partner, "POST", "/offers", an_offer())["id"]
        ids, other_table = tell_everything(first, coach, host, offer_id)
        with database.read() as session:
            sealed = session.connection().exec_driver_sql("SELECT sealed_profile FROM table_seats").scalars().all()
        markers = [*MARKERS, *ids, SEAT, AT_THE_TABLE, OTHER_TABLE, *sealed]
        with outside.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("CHECKPOINT")
            assert {marker for marker, _ in map(reversed, find_left(markers, files))} >= {
                REFERENCE,
                SEAT,
                *ids,
                *sealed,
            }
            second.send(coach, "POST", "/handovers/erasures", {"clientReference": REFERENCE})
            second.send(host, "POST", "/handovers/erasures", {"clientReference": AT_THE_TABLE})
            second.send(host, "DELETE", other_table)
            # Who did what to which id stays told: an id leads to nothing any more.
            audit = str(connection.exec_driver_sql("SELECT pg_relation_filenode('audit_events')").scalar_one())
            erased_at = time.monotonic()
            connection.exec_driver_sql("CHECKPOINT")
            while left := set(find_left(markers, files)) - of_others - {(audit, each) for each in ids}:
                assert time.monotonic() - erased_at < ONLY_A_HANG_SECONDS, left
                time.sleep(2)
                connection.exec_driver_sql("CHECKPOINT")
