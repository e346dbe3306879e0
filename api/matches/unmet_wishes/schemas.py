"""Unmet wishes on the wire."""

from typing import Annotated

from pydantic import Field

from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel
from api.platform.web.validation import explain_pattern

_NEIGHBOURHOOD = explain_pattern(
    r"^[1-9][0-9]{3}$",
    "Hier horen de vier cijfers van een postcode, zoals 3073.",
    "This takes the four digits of a postcode, such as 3073.",
)
Neighbourhood = Annotated[str, Field(max_length=4, pattern=_NEIGHBOURHOOD)]


class UnmetWishRead(AnswerModel):
    """What at least so many clients of a neighbourhood asked for in a week, and nothing that fits them answers."""

    week: str = Field(description="The week of ISO 8601, such as `2026-W48`; only weeks that are over.")
    neighbourhood: str = Field(description="The four digits of the postcode.")
    concept: str
    """Id of what was asked for."""
    label: str
    """What people call it."""
    clients: int = Field(description="At least so many, in steps of five; fewer than five are not told.")


class UnmetWishPage(Page[UnmetWishRead]):
    """One page of unmet wishes."""
