"""What work outside a request is given."""

from dataclasses import dataclass

from api.clock import Clock
from api.database import Database
from api.settings import Settings


@dataclass(frozen=True, slots=True)
class JobContext:
    """The database, the clock and the settings of this node."""

    database: Database
    clock: Clock
    settings: Settings
