"""A node that is killed in the middle of a request with a key, and the same request on another one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.databases.nodes import CONTENDED
from tests.processes.server import kill, serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until


@contextmanager
def writes_held(database: Database) -> Iterator[None]:
    """Let every request that writes stop in its middle."""
    with database.engine.execution_options(vonk_writes=True).connect() as holding:
        if not database.is_sqlite:
            for table in CONTENDED:
                holding.exec_driver_sql(f"SELECT 1 FROM {table} FOR UPDATE")  # noqa: S608 - our own tables
        else:
            holding.exec_driver_sql("SELECT 1")
        yield


def is_claimed(database: Database) -> bool:
    """Whether some request is under way under a key; nodes that run no work hold no other locks of this kind."""
    if database.is_sqlite:
        return any(Path(f"{database.engine.url.database}-locks").glob("*"))
    with database.engine.connect() as connection:
        held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        return bool(connection.exec_driver_sql(held).scalar_one())


def test_a_request_that_died_with_its_node_is_done_at_once_on_another(database_url: str) -> None:
    database = Database(database_url)
    partner = make_actor(httpx.AsyncClient(), database, Role.PARTNER, "De Focus")
    headers = {"Authorization": f"Bearer {partner.key}", "Idempotency-Key": "een"}

    def post(address: str) -> httpx.Response:
        return httpx.post(f"{address}/v1/offers", json=an_offer(), headers=headers, timeout=60)

    with (
        serving(database_url, VONK_RUN_JOBS="0") as (dying, server),
        serving(database_url, VONK_RUN_JOBS="0") as (living, _),
        ThreadPoolExecutor() as pool,
    ):
        with writes_held(database):
            pool.submit(post, dying)
            wait_until(lambda: is_claimed(database))
            assert post(living).status_code == 409
            kill(server)
        # A moment for the system to notice, and no two minutes.
        wait_until(lambda: post(living).status_code == 201)
        offers = httpx.get(f"{living}/v1/offers", headers=headers, timeout=ONLY_A_HANG_SECONDS).json()["items"]
        assert len(offers) == 1
    database.close()
