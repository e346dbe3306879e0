"""Telling what happened."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session


def announce(
    session: Session, event_type: str, *, organization_ids: Collection[str] | None, data: dict[str, str], now: datetime
) -> None:
    """Nothing is told yet: the outbox comes with its own feature."""


def forget_announcements(session: Session, subject_ids: Collection[str]) -> int:
    """Nothing is kept yet: the outbox comes with its own feature."""
    return 0
