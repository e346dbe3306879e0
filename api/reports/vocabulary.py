"""How a report is asked, and what each count can be split by."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from api.clients.participations.vocabulary import ParticipationKind
from api.handovers.vocabulary import Outcome
from api.tallies.vocabulary import UNKNOWN, Dimension, Measure
from api.vocabulary import LADDER_STEPS
from matching.vocabulary import OfferKind


class ReportMeasure(StrEnum):
    """What a report tells of, in this order."""

    STARTS = "starts"
    ACTIVE = "active"
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


class Split(StrEnum):
    """What a report is split by when it is asked."""

    ORGANIZATION = "organization"
    KIND = "kind"
    LADDER_STEP = "ladderStep"


class BreakdownBy(StrEnum):
    """What the rows of a table are."""

    ORGANIZATION = "organization"
    KIND = "kind"
    LADDER_STEP = "ladderStep"
    MUNICIPAL_STEP = "municipalStep"
    OUTCOME = "outcome"
    RUNGS = "rungs"
    GOES_ON = "goesOn"


class ReportForm(StrEnum):
    """In which form a report comes."""

    JSON = "json"
    CSV = "csv"


WITHDRAWN: Final = "withdrawn"
_ASKED: Final = (Dimension.ORGANIZATION, Dimension.KIND, Dimension.LADDER_STEP)

SPLIT_BY: Final[Mapping[Measure, tuple[Dimension, ...]]] = {
    Measure.STARTS: _ASKED,
    Measure.WENT_ON: _ASKED,
    Measure.STAYS: _ASKED,
    Measure.MOVES: (Dimension.RUNGS,),
    Measure.ENDS: (*_ASKED, Dimension.OUTCOME),
    Measure.RE_ENTRIES: (),
    Measure.AFTER_3_MONTHS: (Dimension.GOES_ON,),
    Measure.AFTER_6_MONTHS: (Dimension.GOES_ON,),
    Measure.AFTER_12_MONTHS: (Dimension.GOES_ON,),
    Measure.ANSWERED: (Dimension.ORGANIZATION,),
    Measure.EXPIRED: (Dimension.ORGANIZATION,),
    Measure.OWN: (Dimension.KIND,),
}
"""By what each is counted. Who comes back is one of those who start, and is not split: it would bound them."""

RETENTION: Final = (ReportMeasure.AFTER_3_MONTHS, ReportMeasure.AFTER_6_MONTHS, ReportMeasure.AFTER_12_MONTHS)


def list_splits(told: ReportMeasure) -> tuple[Dimension, ...]:
    """Return by what this is told."""
    return SPLIT_BY[Measure.STARTS if told is ReportMeasure.ACTIVE else Measure(told)]


def list_rows(told: ReportMeasure, dimension: Dimension) -> tuple[str, ...]:
    """Return the rows of a closed list, in its order; none where rows are found in what was counted."""
    match dimension:
        case Dimension.KIND:
            return tuple(ParticipationKind) if told is ReportMeasure.OWN else tuple(OfferKind)
        case Dimension.LADDER_STEP:
            return (*(str(step) for step in LADDER_STEPS), UNKNOWN)
        case Dimension.OUTCOME:
            return (*(each for each in Outcome if each is not Outcome.STAYS), WITHDRAWN)
        case Dimension.GOES_ON:
            return ("yes", "no")
        case _:
            return ()
