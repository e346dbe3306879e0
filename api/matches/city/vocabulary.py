"""Closed lists of the city."""

from enum import StrEnum


class PlacementCode(StrEnum):
    """What became of a client."""

    FIRST_CHOICE = "first-choice"
    OTHER_CHOICE = "other-choice"
    TOO_FEW_PLACES = "too-few-places"
    NOTHING_SUITABLE = "nothing-suitable"
    NOTHING_POSSIBLE = "nothing-possible"
