"""What still goes on some months after it started: looked at once, while the handover is there; only numbers stay."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlmodel import col, select

from api.handovers.activities import note_processing
from api.handovers.counting import stays_on
from api.handovers.tables import Handover, HandoverEvent
from api.handovers.vocabulary import EventType, HandoverState
from api.platform.requests.desk import Desk
from api.tallies.actions import count, hold_mark
from api.tallies.calendar import month_of
from api.tallies.vocabulary import BEGAN, Dimension, Measure

PASSED: Final[Mapping[Measure, timedelta]] = {
    Measure.AFTER_3_MONTHS: timedelta(days=91),
    Measure.AFTER_6_MONTHS: timedelta(days=182),
    Measure.AFTER_12_MONTHS: timedelta(days=365),
}
YES, NO = "yes", "no"
_GOES_ON: Final = frozenset({HandoverState.STARTED, HandoverState.PAUSED})


def count_lasting(desk: Desk, measure: Measure, passed: timedelta) -> None:
    """Count of all that started so long ago, since the last time that was looked, whether it still goes on."""
    hold_mark(desk.session, BEGAN, desk.now)
    # Whoever holds the mark is the only one that counts up to it and on.
    mark = hold_mark(desk.session, measure, desk.now)
    started = (
        select(Handover)
        .join(HandoverEvent, col(HandoverEvent.handover_id) == col(Handover.id))
        .where(
            col(HandoverEvent.type) == EventType.START,
            col(HandoverEvent.happened_at) > mark.at - passed,
            col(HandoverEvent.happened_at) <= desk.now - passed,
        )
    )
    for handover in desk.session.exec(started).all():
        note_processing(desk, handover)
        goes_on = handover.state in _GOES_ON or stays_on(desk.session, handover)
        count(desk.session, month_of(desk.today), measure, {Dimension.GOES_ON: YES if goes_on else NO})
    mark.at = desk.now
    desk.session.add(mark)
