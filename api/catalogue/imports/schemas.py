"""What an import tells of itself: what became of each row, and what could not be read."""

from typing import Annotated

from pydantic import Field

from api.catalogue.imports.vocabulary import ImportMode
from api.platform.web.shapes import AnswerModel


class RowRemark(AnswerModel):
    """One value of one row: where it stands, what about it, and what may have been meant."""

    line: Annotated[int, Field(description="The physical line of a table, where the headings are 1; else a count.")]
    field: Annotated[str, Field(description="The property, as a path such as hoursPerWeek.minimum; empty for the row.")]
    detail: str
    """What is the matter, in your language."""
    suggestion: str | None
    """What may have been meant; null when nothing is near."""


class OfferImportReport(AnswerModel):
    """What an import did, or would do. Every row is counted once: created, updated, unchanged or failed."""

    mode: ImportMode
    """Whether offers that the file does not name stayed."""
    dry_run: bool
    """Whether nothing was written."""
    rows: int
    """How many rows were read."""
    created: int
    """How many are new."""
    updated: int
    """How many changed."""
    unchanged: int
    """How many were the same."""
    failed: int
    """How many could not be taken."""
    withdrawn: Annotated[int, Field(description="Offers that the file does not name any more (mode replace).")]
    errors: Annotated[list[RowRemark], Field(description="Why rows failed; the first thousand.")]
    notices: Annotated[list[RowRemark], Field(description="What was not read of rows that are taken all the same.")]
    unread_columns: Annotated[list[str], Field(description="Headings that nobody knows; these columns were not read.")]
