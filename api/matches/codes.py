"""Sentences that are told, and the closed lists of codes by which programs know them."""

from typing import Annotated

from api.platform.web.openapi_names import closed_list
from api.platform.web.shapes import AnswerModel
from matching import LIMIT_CODES, codes_of
from matching.vocabulary import LoadAxis

ReasonCode = Annotated[str, closed_list("ReasonCode", codes_of("reasons"), "Why an offer suits.")]
CautionCode = Annotated[str, closed_list("CautionCode", codes_of("cautions"), "What to ask, or to keep in mind.")]
PathCode = Annotated[str, closed_list("PathCode", codes_of("paths"), "What is told of a step on a path.")]
LimitCode = Annotated[
    str, closed_list("LimitCode", LIMIT_CODES, "The hard limits, in the order in which an offer is judged by them.")
]
LoadPart = Annotated[str, closed_list("LoadPart", ("hoursPerWeek", *LoadAxis), "The hours, and the axes of load.")]


class SentenceRead(AnswerModel):
    """Something to tell, with a code for programs."""

    code: str
    """By which a program knows it; a sentence may be reworded, its code stays."""
    text: str
    """To read to a person, in your language, B1."""


class ReasonRead(SentenceRead):
    """Why an offer suits."""

    code: ReasonCode
    """Which reason."""


class CautionRead(SentenceRead):
    """What to ask, or to keep in mind."""

    code: CautionCode
    """Which caution."""
