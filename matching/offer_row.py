"""One row of the columns read back, to compare and explain it without a look into an array for every fact."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.postings import Rows


class OfferRow(NamedTuple):
    """The facts of one offer as the columns hold them: -1 or None where the partner did not say."""

    row: int
    kind: int
    openness: int
    ends_on: int
    starts_on: int
    available_places: int
    minimum_hours: float | None
    maximum_hours: float | None
    day_parts: int
    load: list[int]
    dutch_level: int
    indication: int
    conduct_certificate: int
    minimum_age: int
    maximum_age: int
    women_only: int
    cost_euros: float | None
    wheelchair: int
    seated: int
    quiet: int
    group_size: int
    guidance: int
    ladder_step: int
    goals: int
    languages: int
    precision: int
    hints: list[int]


def read_rows(columns: Columns, rows: Rows) -> list[OfferRow]:
    """Read some rows back, in the order asked."""
    facts = (_read(getattr(columns, name), rows) for name in OfferRow._fields[1:])
    return [OfferRow._make(values) for values in zip(rows.tolist(), *facts, strict=True)]


def _read(column: NDArray[np.generic], rows: Rows) -> list[Any]:
    values = column.take(rows, axis=-1).T.tolist()
    # Only not-a-number differs from itself.
    return [value if value == value else None for value in values] if column.dtype.kind == "f" else values  # noqa: PLR0124


def plain(value: float) -> float:
    """A number as people write it: at most four decimals, none when it is whole."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
