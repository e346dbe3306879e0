"""What work is made of: a function by name, text arguments, and the parts of the node it runs on."""

from collections.abc import Callable
from dataclasses import dataclass

from api.clock import Clock
from api.database import Database
from api.encryption import Secrets
from api.settings import Settings


@dataclass(frozen=True, slots=True)
class JobContext:
    """What work may use of the node it runs on."""

    database: Database
    clock: Clock
    settings: Settings
    secrets: Secrets


Work = Callable[..., None]
RecurringWork = Callable[[JobContext], None]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A scan that one node at a time repeats; it finds by itself what is due, so a missed turn is no loss."""

    run: RecurringWork
    every_seconds: float
