"""Promising work in the transaction that it follows from."""

from sqlmodel import Session

from api.platform.jobs.queue import put


def enqueue(
    session: Session, work: str, *arguments: str, key: str, delay_seconds: float = 0, lane: str | None = None
) -> None:
    """Promise this work in the session's own transaction; a second promise under the same key changes nothing.

    Work in one lane, by default all work of this name, never takes every thread of a node from work in another.
    """
    put(session, work, 0, *arguments, key=f"{work}:{key}", lane=lane or work, delay_seconds=delay_seconds)
