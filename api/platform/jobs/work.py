"""What work is made of: a function by name, text arguments, and the parts of the node it runs on."""

from collections.abc import Callable
from dataclasses import dataclass

from api.platform.clock import Clock
from api.platform.settings import Settings
from api.platform.storage.database import Database
from api.platform.storage.encryption import Secrets


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
