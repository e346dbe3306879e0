"""The few offers that are answered, read back from the columns: a list per fact, to explain all of them in one go."""

from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.columns import Columns
from matching.catalogue.postings import Rows


class Shortlist(NamedTuple):
    """The facts of some offers in the order asked, as the columns hold them: -1 or None where nothing was said."""

    rows: list[int]
    kind: list[int]
    starts_on: list[int]
    stale_from: list[int]
    ends_on: list[int]
    minimum_hours: list[float | None]
    maximum_hours: list[float | None]
    day_parts: list[int]
    load: list[list[int]]
    """A list per axis."""
    indication: list[int]
    group_size: list[int]
    guidance: list[int]
    ladder_step: list[int]
    goals: list[int]
    languages: list[int]
    precision: list[int]
    teaches_dutch: list[int]
    hints: list[list[int]]
    """A list per axis."""
    attendance: list[int]
    audience: list[int]
    communities: list[int]
    whom_said: list[int]
    unsaid: list[int]


def read_shortlist(columns: Columns, rows: Rows) -> Shortlist:
    """Read some rows back, in the order asked."""
    return Shortlist(rows.tolist(), *(_read(getattr(columns, name), rows) for name in _FACTS))


@lru_cache(maxsize=4096)
def plain(value: float) -> float:
    """Return a number as people write it: at most four decimals, none when it is whole."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


_FACTS: Final = Shortlist._fields[1:]


def _read(column: NDArray[np.generic], rows: Rows) -> list[Any]:
    values = column.take(rows, axis=-1).tolist()
    # Only not-a-number differs from itself.
    return [value if value == value else None for value in values] if column.dtype.kind == "f" else values  # noqa: PLR0124
