"""What everything that happens to a handover works with: one transaction, one moment, the keys and the settings."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from api.platform.clock import Clock
from api.platform.settings import Settings
from api.platform.storage.encryption import Secrets


@dataclass(frozen=True, slots=True)
class Desk:
    """One transaction at one moment."""

    session: Session
    now: datetime
    today: date
    secrets: Secrets
    settings: Settings

    @classmethod
    def at(cls, clock: Clock, session: Session, *, secrets: Secrets, settings: Settings) -> "Desk":
        """The desk now."""
        return cls(session, clock.now(), clock.today(), secrets, settings)
