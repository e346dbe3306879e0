"""What is looked at in an offer, a closed list, and how much each weighs."""

from enum import IntEnum, StrEnum
from typing import Final


class CriterionCode(StrEnum):
    """What is looked at; of the same weight, what stands first is to be mended first."""

    ACTIVITY = "activity"
    LOCATION = "location"
    ASSURANCE = "assurance"
    DAY_PARTS = "day-parts"
    TITLE = "title"
    PLACES = "places"
    LOAD = "load"
    HOURS = "hours"
    INTERESTS = "interests"
    CONTACT = "contact"
    LANGUAGES = "languages"
    DUTCH_LEVEL = "dutch-level"
    COST = "cost"
    WHEELCHAIR = "wheelchair"
    GROUP_SIZE = "group-size"


class Weight(IntEnum):
    """How much a criterion weighs; by hand, after what a match does with it."""

    FOUND = 3
    """Without it the offer is hardly found, or not believed: it decides whether anybody comes."""
    FITS = 2
    """Without it each match holds a question that a coach has to call about."""
    EASE = 1
    """It matters to some clients only: a question for them."""


WEIGHT_OF: Final = {
    CriterionCode.ACTIVITY: Weight.FOUND,
    CriterionCode.LOCATION: Weight.FOUND,
    CriterionCode.ASSURANCE: Weight.FOUND,
    CriterionCode.DAY_PARTS: Weight.FITS,
    CriterionCode.TITLE: Weight.FITS,
    CriterionCode.PLACES: Weight.FITS,
    CriterionCode.LOAD: Weight.FITS,
    CriterionCode.HOURS: Weight.FITS,
    CriterionCode.INTERESTS: Weight.EASE,
    CriterionCode.CONTACT: Weight.EASE,
    CriterionCode.LANGUAGES: Weight.EASE,
    CriterionCode.DUTCH_LEVEL: Weight.EASE,
    CriterionCode.COST: Weight.EASE,
    CriterionCode.WHEELCHAIR: Weight.EASE,
    CriterionCode.GROUP_SIZE: Weight.EASE,
}
