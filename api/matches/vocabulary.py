"""The closed lists of questions about matches."""

from enum import StrEnum


class AnswerFields(StrEnum):
    """How much of an answer is wanted."""

    BRIEF = "brief"
