"""What a feature brings to a node: one manifest in its folder, and one line in api/features.py."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final, NamedTuple

from fastapi import APIRouter, FastAPI, Request, Response
from sqlalchemy import MetaData
from sqlmodel import Session, SQLModel
from starlette.staticfiles import StaticFiles

from api.platform.jobs.work import Recurring, Work
from api.platform.node import Node, Part
from api.platform.settings import NodeSettings, Settings
from api.platform.storage.activities import Activity
from api.platform.storage.database import metadata
from api.platform.storage.freshness import Sequence as NumberedMemory
from api.platform.storage.holdings import Holding
from api.platform.web.problems import Words


class EventFamily(NamedTuple):
    """Types of event that hold the same data, as they are told to other systems."""

    name: str
    summary: str
    types: Iterable[str]
    ids: tuple[str, ...]
    states: Iterable[str] = ()
    may_lack: frozenset[str] = frozenset()


class WayIn(NamedTuple):
    """A page that somebody finds who comes without an address."""

    path: str
    words: Words


class Figure(NamedTuple):
    """A number about the whole database, counted when monitoring asks for it."""

    name: str
    told: str
    read: Callable[[Session, datetime], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Everything of one feature that a node, the database, the document or an operator has to know of."""

    tags: Mapping[str, str] = field(default_factory=dict)
    """The sections of the document that it opens, each with a sentence."""
    routers: tuple[APIRouter, ...] = ()
    """What it answers under /v1."""
    busiest: tuple[APIRouter, ...] = ()
    """What it answers under /v1 so often that it is asked before all others."""
    pages: tuple[APIRouter, ...] = ()
    """What it answers beside /v1, for people and for machines that look after machines."""
    large_bodies: Mapping[str, int] = field(default_factory=dict)
    """Where more comes in than elsewhere, by path, such as `/lists/{id}`: how many bytes at most."""
    way_in: Callable[[Settings], WayIn | None] | None = None
    """Which of its pages the first page leads to, where these settings have it."""
    static_files: Mapping[str, StaticFiles] = field(default_factory=dict)
    mounts: Mapping[str, Callable[[Settings], FastAPI]] = field(default_factory=dict)
    """What it answers in an application of its own, with its own document, by the path where that stands."""
    handlers: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = field(
        default_factory=dict
    )
    """How what it raises becomes an answer, where a problem would not do."""
    tables: tuple[type[SQLModel], ...] = ()
    remembers: tuple[str, ...] = ()
    """The names under which its writes are numbered, so that no node answers from an older memory."""
    parts: tuple[type[Part], ...] = ()
    """What it keeps in each process; made when a node starts."""
    warm_up: Callable[[Node], Awaitable[None]] | None = None
    """Fill its memory, once, when a node starts."""
    catch_up: Callable[[Node], Awaitable[None]] | None = None
    """Bring its memory up to date; a node is ready once that works."""
    works: Mapping[str, Work] = field(default_factory=dict)
    recurring: Mapping[str, Recurring] = field(default_factory=dict)
    holdings: tuple[Holding, ...] = ()
    """What it holds about clients: shown, erased, swept and never sampled as these say."""
    activities: tuple[Activity, ...] = ()
    """What it does with data about clients, for the register of processing activities."""
    figures: tuple[Figure, ...] = ()
    """What monitoring hears of it."""
    over_all: Callable[["Features"], APIRouter] | None = None
    """What it answers under /v1 about what all features bring."""
    events: tuple[EventFamily, ...] = ()
    settings: tuple[type, ...] = ()
    """Dataclasses whose fields are VONK_* variables."""


NODE: Final = Feature(tables=(NumberedMemory,), settings=(NodeSettings,))
"""What a node has without any feature."""


class Features:
    """All features of a node together, in the order in which they build on each other."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self.all = tuple(features)

    def __iter__(self) -> Iterator[Feature]:
        """Give each feature."""
        return iter(self.all)

    @cached_property
    def routers(self) -> tuple[APIRouter, ...]:
        """Everything under /v1."""
        busiest = [router for feature in self for router in feature.busiest]
        own = [router for feature in self for router in feature.routers]
        return (*busiest, *(feature.over_all(self) for feature in self if feature.over_all), *own)

    @cached_property
    def pages(self) -> tuple[APIRouter, ...]:
        """Everything beside /v1."""
        return tuple(router for feature in self for router in feature.pages)

    @cached_property
    def large_bodies(self) -> dict[str, int]:
        """Return how many bytes may come in where more does than elsewhere."""
        return {path: most for feature in self for path, most in feature.large_bodies.items()}

    @cached_property
    def tags(self) -> dict[str, str]:
        """The sections of the document."""
        return {name: text for feature in self for name, text in feature.tags.items()}

    @cached_property
    def works(self) -> dict[str, Work]:
        """Durable work by its name."""
        return {name: work for feature in self for name, work in feature.works.items()}

    @cached_property
    def recurring(self) -> dict[str, Recurring]:
        """What comes round by itself, by its name."""
        return {name: recurring for feature in self for name, recurring in feature.recurring.items()}

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What monitoring hears of the database."""
        return tuple(figure for feature in self for figure in feature.figures)

    @cached_property
    def events(self) -> tuple[EventFamily, ...]:
        """What is told to other systems."""
        return tuple(family for feature in self for family in feature.events)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """What is held about clients, highest feature first: what points at something goes before it does."""
        return tuple(holding for feature in reversed(self.all) for holding in feature.holdings)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """What is done with data about clients."""
        return tuple(activity for feature in self for activity in feature.activities)

    @cached_property
    def remembers(self) -> tuple[str, ...]:
        """Everything that nodes remember."""
        return tuple(name for feature in self for name in feature.remembers)

    @cached_property
    def settings(self) -> tuple[type, ...]:
        """Every group of settings."""
        return tuple(group for feature in self for group in feature.settings)

    @cached_property
    def tables(self) -> tuple[type[SQLModel], ...]:
        """Every table of the service."""
        return tuple(table for feature in self for table in feature.tables)

    @cached_property
    def metadata(self) -> MetaData:
        """What those tables look like together, for migrations."""
        return metadata()
