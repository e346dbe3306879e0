"""What a partner can do on its page."""

from enum import StrEnum
from typing import Final


class OfferStep(StrEnum):
    """What can be done to one offer."""

    ASSURE = "assure"
    PLACES = "places"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    TEXT = "text"
    WITHDRAW = "withdraw"


ASKED_FIRST: Final = (OfferStep.PLACES, OfferStep.END, OfferStep.TEXT, OfferStep.WITHDRAW)
"""What takes a page of its own to fill in, or to think once more; the others are one tap."""

ADDED: Final = "added"
"""What is told as done besides the steps."""
