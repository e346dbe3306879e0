"""The one place that knows what time it is; a setting moves it, for tests and rehearsals."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Clock:
    """Now and today, moved by a number of days."""

    offset_days: int = 0

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC) + timedelta(days=self.offset_days)

    def today(self) -> date:
        """Return the date in the Netherlands."""
        return self.now().astimezone(AMSTERDAM).date()
