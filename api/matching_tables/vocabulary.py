"""Closed lists of the matching table."""

from enum import StrEnum
from typing import Final

TABLES: Final = "tables"  # Under this name changes of tables are numbered.
UNRELATED: Final = "unrelated"  # Says of an offer that it is something else than what was asked.
LABEL_LIKE_NAME: Final = "label-like-name"


class DecisionType(StrEnum):
    """What is decided about a seat and an offer."""

    PIN = "pin"
    VETO = "veto"
    AGREE = "agree"


class TableEventType(StrEnum):
    """What changed at a table."""

    SEAT_SET = "seat-set"
    SEAT_REMOVED = "seat-removed"
    OFFERS_SET = "offers-set"
    PINNED = "pinned"
    VETOED = "vetoed"
    AGREED = "agreed"
    UNDONE = "undone"
    HANDED_OVER = "handed-over"
    BOARD_RENEWED = "board-renewed"


DECIDED_AS = {
    DecisionType.PIN: TableEventType.PINNED,
    DecisionType.VETO: TableEventType.VETOED,
    DecisionType.AGREE: TableEventType.AGREED,
}
