"""What is counted, and by what."""

from enum import StrEnum


class Measure(StrEnum):
    """What happened."""

    STARTS = "starts"
    WENT_ON = "went-on"
    STAYS = "stays"
    MOVES = "moves"
    ENDS = "ends"
    RE_ENTRIES = "re-entries"
    AFTER_3_MONTHS = "after-3-months"
    AFTER_6_MONTHS = "after-6-months"
    AFTER_12_MONTHS = "after-12-months"
    ANSWERED = "answered"
    EXPIRED = "expired"
    OWN = "own-participations"


class Dimension(StrEnum):
    """By what it is counted; each alone, so that no number stands for who shares two of them."""

    TOTAL = "total"
    ORGANIZATION = "organization"
    KIND = "kind"
    LADDER_STEP = "ladderStep"
    OUTCOME = "outcome"
    RUNGS = "rungs"
    GOES_ON = "goesOn"


UNKNOWN = "unknown"
"""The row of what was not said."""

BEGAN = "began"
"""Under this name stands since when is counted."""
