"""What the clock does about unmet wishes: a week that is over is counted, and the oldest counts go."""

from datetime import timedelta
from typing import Final

from api.matches.unmet_wishes.actions import close_week, forget_before, week_of
from api.matches.unmet_wishes.queries import list_weeks_before
from api.matches.unmet_wishes.settings import UnmetWishSettings
from api.platform.clock import AMSTERDAM
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.requests.desk import Desk

CLOSING_SECONDS: Final = 600.0
STRAGGLERS: Final = timedelta(hours=1)
"""What a node heard on Sunday night is written down by then."""

_AUTHOR: Final = "unmet-wishes"


def close_weeks(node: Node) -> None:
    """Close every week that is over, each in its own transaction."""
    now = node.clock.now()
    oldest = week_of(node.clock.today() - timedelta(weeks=node.settings[UnmetWishSettings].unmet_wishes_weeks))
    with node.database.read() as session:
        weeks = list_weeks_before(session, week_of((now - STRAGGLERS).astimezone(AMSTERDAM).date()))
    for week in weeks:
        with node.database.write() as session:
            close_week(Desk.of(node, session, author_id=_AUTHOR), week)
            forget_before(session, oldest)
    if weeks:
        node.database.empty_log()


RECURRING = {"unmet-wishes.closing": Recurring(close_weeks, CLOSING_SECONDS)}
