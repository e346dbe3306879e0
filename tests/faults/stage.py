"""A stage for a fault: a migrated database, a partner and a coach, and a real server that can be started again."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from api.platform.schema import migrate
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.faults.telling import Bystander, counted
from tests.processes.server import serving_into
from tests.service import Actor, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

_SAID_BY = re.compile(r"\S+Z \w+ +([\w.]+) .*")
QUESTION = {"client": {"interests": ["hout"]}}
KEY_DAYS = 700


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs."""

    address: str
    pid: int
    log: Path

    def ask(self, actor: Actor, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Ask something over a connection of its own."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Authorization"] = f"Bearer {actor.key}"
        return httpx.request(method, f"{self.address}{path}", json=body, headers=named, timeout=ONLY_A_HANG_SECONDS)

    def post(self, actor: Actor, path: str, body: Any, **headers: str) -> httpx.Response:
        """POST to /v1."""
        return self.ask(actor, "POST", f"/v1{path}", body, **headers)

    def get(self, actor: Actor, path: str) -> httpx.Response:
        """GET from /v1."""
        return self.ask(actor, "GET", f"/v1{path}")

    @contextmanager
    def somebody_matching(self, coach: Actor) -> Iterator[Bystander]:
        """Somebody else, who matches again and again over one connection that stays open."""
        headers = {"Authorization": f"Bearer {coach.key}"}
        http = httpx.Client(base_url=self.address, headers=headers, timeout=ONLY_A_HANG_SECONDS)
        with http, Bystander(lambda: http.post("/v1/matches", json=QUESTION)).asking() as bystander:
            yield bystander

    def lines_of_trouble(self) -> list[str]:
        """What the log says after the start, besides one line for each request that went well."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        listening = next(number for number, line in enumerate(lines) if " INFO " in line)
        return [line for line in lines[listening:] if " INFO " not in line]

    def trouble(self) -> str:
        """Write how many such lines each part of the service and each library wrote."""
        return counted(
            Counter(
                _SAID_BY.sub(r"\1", line, 1) if _SAID_BY.match(line) else "a line that goes on"
                for line in self.lines_of_trouble()
            )
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """What is there before and after a server runs."""

    folder: Path
    url: str
    database: Database
    partner: Actor
    coach: Actor

    @contextmanager
    def serving(self, **environment: str) -> Iterator[Running]:
        """Serve, with these settings."""
        own = {"VONK_WEBHOOKS_ALLOW_PRIVATE": "1", "VONK_DATA_DIR": str(self.folder)}
        with serving_into(self.folder, self.url, **own | environment) as (address, server):
            assert server.pid is not None
            yield Running(address, server.pid, self.folder / "err")

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        with self.database.engine.connect() as connection:
            rows: int = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own tables
        return rows


@contextmanager
def staged(url: str = "") -> Iterator[Stage]:
    """A stage in a folder of its own, on SQLite there or on the database at this address."""
    with tempfile.TemporaryDirectory(prefix="vonk-fault-") as name:
        folder = Path(name)
        address = url or f"sqlite:///{folder / 'vonk.db'}"
        database = Database(address)
        migrate(database)
        client = httpx.AsyncClient()
        partner = make_actor(client, database, Role.PARTNER, "De Focus", days=KEY_DAYS)
        coach = make_actor(client, database, Role.COACH, "Coaches", days=KEY_DAYS)
        try:
            yield Stage(folder, address, database, partner, coach)
        finally:
            database.close()
