"""Leaving nothing of erased rows in PostgreSQL's files: promised with each erasure, done once for all of a while."""

from datetime import datetime, timedelta

from sqlmodel import Session

from api.platform.jobs.actions import enqueue

# Stored with every promise: a promise made by an older Vonk is kept by a newer one.
SWEEP = "handovers.sweep"
# A sweep holds each table for itself, so not for every erasure; and it may fail and come back within three minutes.
AFTER_ERASURE = timedelta(seconds=15)
AFTER_FORGETTING = timedelta(hours=12)


def promise_sweep(session: Session, *, now: datetime, within: timedelta = AFTER_ERASURE) -> None:
    """Promise to write the files anew that these rows were erased from; erasures close together share one sweep."""
    if session.get_bind().dialect.name == "sqlite":
        return
    turn = int(now.timestamp() // within.total_seconds())
    # Twice as late as the turn is long: then every transaction of the turn is over.
    enqueue(session, SWEEP, key=f"{within}:{turn}", delay_seconds=2 * within.total_seconds())
