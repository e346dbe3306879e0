"""A node: one process of the service, and what every request and every piece of work may use of it."""

import threading
from functools import cached_property
from typing import Protocol, Self, TypeVar, cast

from fastapi import Request

from api.platform.clock import Clock
from api.platform.settings import NodeSettings, Settings
from api.platform.storage.database import Database
from api.platform.storage.encryption import Secrets, open_secrets
from api.platform.storage.freshness import Freshness
from api.platform.storage.replica import Replica


class Part(Protocol):
    """Something that a feature keeps in each process, made when it is first asked for."""

    @classmethod
    def of(cls, node: "Node") -> Self:
        """Make the part of this node."""
        ...


SomePart = TypeVar("SomePart")


class Node:
    """The settings, clock, secrets and database of one process, and the parts that features keep in it."""

    def __init__(self, settings: Settings, stopping: threading.Event | None = None) -> None:
        own = settings[NodeSettings]
        self.settings = settings
        self.stopping = stopping or threading.Event()
        self.clock = Clock(own.clock_offset_days)
        self.database = Database(own.resolved_database_url)
        self.replica = Replica.chosen(own, self.database)
        self._parts: dict[type, object] = {}

    @cached_property
    def secrets(self) -> Secrets:
        """What encrypts and decrypts here; raises SettingsError when the keys cannot be had."""
        return open_secrets(self.settings)

    @cached_property
    def freshness(self) -> Freshness:
        """How far the database is, for what is remembered here."""
        return Freshness(self.database.engine)

    def part(self, kind: type[SomePart]) -> SomePart:
        """Give the one part of this kind: what was put here, else a `Part` that is made now and kept."""
        if kind not in self._parts:
            self._parts[kind] = cast("type[Part]", kind).of(self)
        return cast("SomePart", self._parts[kind])

    def find(self, kind: type[SomePart]) -> SomePart | None:
        """Give the part of this kind that was put or made here; None when there is none."""
        return cast("SomePart | None", self._parts.get(kind))

    def put(self, part: object) -> None:
        """Let this be the part of its kind from now on."""
        self._parts[type(part)] = part

    async def close(self) -> None:
        """Close what was opened, and let go of what was remembered."""
        if "freshness" in vars(self):
            await self.freshness.close()
        self.close_databases()
        self._parts.clear()

    def close_databases(self) -> None:
        """Give every connection back, for who opened nothing else."""
        if self.replica is not None:
            self.replica.close()
        self.database.close()


def node_of(request: Request) -> Node:
    """Give the node that answers this request."""
    node: Node = request.app.state.node
    return node
