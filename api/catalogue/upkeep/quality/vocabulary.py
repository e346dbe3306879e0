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


class CriterionWeight(IntEnum):
    """How much a criterion weighs; by hand, after what a match does with it."""

    FOUND = 3
    """Without it the offer is hardly found, or not believed: it decides whether anybody comes."""
    FITS = 2
    """Without it each match holds a question that a coach has to call about."""
    EASE = 1
    """It matters to some clients only: a question for them."""


WEIGHT_OF: Final = {
    CriterionCode.ACTIVITY: CriterionWeight.FOUND,
    CriterionCode.LOCATION: CriterionWeight.FOUND,
    CriterionCode.ASSURANCE: CriterionWeight.FOUND,
    CriterionCode.DAY_PARTS: CriterionWeight.FITS,
    CriterionCode.TITLE: CriterionWeight.FITS,
    CriterionCode.PLACES: CriterionWeight.FITS,
    CriterionCode.LOAD: CriterionWeight.FITS,
    CriterionCode.HOURS: CriterionWeight.FITS,
    CriterionCode.INTERESTS: CriterionWeight.EASE,
    CriterionCode.CONTACT: CriterionWeight.EASE,
    CriterionCode.LANGUAGES: CriterionWeight.EASE,
    CriterionCode.DUTCH_LEVEL: CriterionWeight.EASE,
    CriterionCode.COST: CriterionWeight.EASE,
    CriterionCode.WHEELCHAIR: CriterionWeight.EASE,
    CriterionCode.GROUP_SIZE: CriterionWeight.EASE,
}
