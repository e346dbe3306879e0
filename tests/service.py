"""The whole service in this process, over real HTTP messages, with a key for every role."""

import copy
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, fields
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session

from api.catalogue.organizations.actions import create_organization
from api.catalogue.organizations.schemas import OrganizationCreate
from api.features import FEATURES
from api.main import create_app
from api.platform.clock import Clock
from api.platform.node import Node
from api.platform.security.actions import create_key
from api.platform.security.roles import BOUND_ROLES, Role
from api.platform.settings import Settings
from api.platform.storage.database import Database
from tests.answers import hold_to_document
from tests.waiting import ONLY_A_HANG_SECONDS

CLOCK = Clock()
SECRET_KEYS = "a-key-that-is-used-in-tests-and-nowhere-else"  # noqa: S105 - of tests only # pragma: allowlist secret
ACTORS = (
    ("admin", Role.ADMIN, ""),
    ("partner", Role.PARTNER, "Huis van de Wijk de Focus"),
    ("other_partner", Role.PARTNER, "Stichting De Buren"),
    ("coach", Role.COACH, "Coaches"),
    ("host", Role.HOST, "Huis van de Wijk"),
    ("other_host", Role.HOST, "Buurthuis Burezina"),
    ("analyst", Role.ANALYST, ""),
)

_APPS_AT_REST: dict[str, list[FastAPI]] = {}


@dataclass(frozen=True, slots=True)
class Actor:
    """A program with a key."""

    client: httpx.AsyncClient
    key: str
    organization_id: str | None = None

    async def send(self, method: str, path: str, json: Any = None, **headers: str) -> httpx.Response:
        """Send a request to /v1 with this key."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Authorization", f"Bearer {self.key}")
        return await self.client.request(method, f"/v1{path}", json=json, headers=named, timeout=ONLY_A_HANG_SECONDS)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """GET with this key."""
        return await self.send("GET", path, **headers)

    async def post(self, path: str, json: Any, **headers: str) -> httpx.Response:
        """POST with this key."""
        return await self.send("POST", path, json, **headers)

    async def put(self, path: str, json: Any, **headers: str) -> httpx.Response:
        """PUT with this key."""
        return await self.send("PUT", path, json, **headers)

    async def patch(self, path: str, json: Any, **headers: str) -> httpx.Response:
        """PATCH with this key, as a merge patch."""
        return await self.send("PATCH", path, json, Content_Type="application/merge-patch+json", **headers)

    async def delete(self, path: str, **headers: str) -> httpx.Response:
        """DELETE with this key."""
        return await self.send("DELETE", path, **headers)


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its parts, and an actor for every role."""

    app: FastAPI
    node: Node
    database: Database
    client: httpx.AsyncClient
    admin: Actor
    partner: Actor
    other_partner: Actor
    coach: Actor
    host: Actor
    other_host: Actor
    analyst: Actor

    @property
    def anonymous(self) -> httpx.AsyncClient:
        """Someone without a key."""
        return self.client


def choose_settings(**chosen: Any) -> Settings:
    """The settings by default, with these fields of whatever group chosen."""
    groups = [
        group(**{each.name: chosen.pop(each.name) for each in fields(group) if each.name in chosen})
        for group in FEATURES.settings
    ]
    assert chosen == {}, "no group has these"
    return Settings(*groups)


def make_node(**chosen: Any) -> Node:
    """A node without a web server."""
    return Node(choose_settings(secret_keys=SECRET_KEYS, **chosen), threading.Event())


def node_on(database: Database) -> Node:
    """A node without a web server, on this database."""
    node = make_node(database_url=database.engine.url.render_as_string(hide_password=False))
    node.database.close()
    node.database = database
    return node


def later(service: "Service", *, days: int = 0) -> Node:
    """The same node, with a clock that is so much later."""
    node = copy.copy(service.node)
    node.clock = Clock(days)
    return node


def one_long_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have requests counted in a minute that does not end while a test looks."""
    monkeypatch.setattr("api.platform.security.rate_limit.WINDOW_SECONDS", 10**9)


@asynccontextmanager
async def running_service(database_url: str, *, key_days: int = 1, **settings: Any) -> AsyncIterator[Service]:
    """The service on this database, started and stopped as in production."""
    quiet: dict[str, Any] = {"secret_keys": SECRET_KEYS, "run_jobs": False}
    with _app_at(database_url, quiet | settings) as app:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(
                transport=transport, base_url="http://vonk.test", event_hooks={"response": [hold_to_document]}
            ) as client,
        ):
            node: Node = app.state.node
            database = node.database
            with database.write() as session:
                actors = {
                    name: _add_actor(session, client, role, organization, key_days)
                    for name, role, organization in ACTORS
                }
            yield Service(app=app, node=node, database=database, client=client, **actors)


@contextmanager
def _app_at(database_url: str, chosen: dict[str, Any]) -> Iterator[FastAPI]:
    # Putting the routes together costs more than most tests; what differs from test to test is the node, made anew at
    # each start. An app that runs is never lent out twice: two nodes of one test are two apps.
    at_rest = _APPS_AT_REST.setdefault(repr(sorted(chosen.items())), [])
    settings = choose_settings(database_url=database_url, **chosen)
    app = at_rest.pop() if at_rest else create_app(settings)
    app.state.settings = settings
    yield app
    at_rest.append(app)


def make_actor(
    client: httpx.AsyncClient, database: Database, role: Role, organization: str = "", *, days: int = 1
) -> Actor:
    """A program with a new key, and a new organization where the role asks for one."""
    with database.write() as session:
        return _add_actor(session, client, role, organization, days)


def _add_actor(session: Session, client: httpx.AsyncClient, role: Role, organization: str, days: int) -> Actor:
    now = CLOCK.now()
    organization_id = None
    if role in BOUND_ROLES:
        organization_id = create_organization(session, OrganizationCreate(name=organization), now=now).id
    made = create_key(session, name="test", role=role, organization_id=organization_id, now=now, valid_days=days)
    return Actor(client, made.key, organization_id)


def an_offer(**changes: Any) -> dict[str, Any]:
    """A small offer on the wire, with these changes."""
    return {
        "kind": "activity",
        "title": "Timmeren in de buurtwerkplaats",
        "description": "Samen maken we banken en bakken van oud hout.",
        "interests": ["hout", "timmeren"],
        "location": {"latitude": 51.897, "longitude": 4.512},
        "hoursPerWeek": {"minimum": 2, "maximum": 6},
    } | changes
