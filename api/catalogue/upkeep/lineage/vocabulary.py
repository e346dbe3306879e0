"""What became of a line of descent."""

from enum import StrEnum


class LineageState(StrEnum):
    """Whether two offers are one activity: as Vonk proposes, or as a person decided."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Decision(StrEnum):
    """What a person decides about two offers."""

    CONFIRM = "confirm"
    REJECT = "reject"
