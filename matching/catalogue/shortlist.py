"""The few offers that are answered, read back from the columns: a list per fact, to explain all of them in one go."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.columns import Columns
from matching.catalogue.postings import Rows

_MOST_KEPT: Final = 4096
_BYTES_KEPT: Final = 800


class Shortlist(NamedTuple):
    """The facts of some offers in the order asked, as the columns hold them: -1 or None where nothing was said."""

    rows: list[int]
    kind: Sequence[int]
    starts_on: Sequence[int]
    stale_from: Sequence[int]
    ends_on: Sequence[int]
    minimum_hours: Sequence[float | None]
    maximum_hours: Sequence[float | None]
    day_parts: Sequence[int]
    load: Sequence[Sequence[int]]
    """The levels of all axes for each offer."""
    load_number: Sequence[int]
    indication: Sequence[int]
    group_size: Sequence[int]
    guidance: Sequence[int]
    ladder_step: Sequence[int]
    goals: Sequence[int]
    languages: Sequence[int]
    precision: Sequence[int]
    teaches_dutch: Sequence[int]
    hints: Sequence[Sequence[int]]
    """The words that hint at a load on each axis, for each offer."""
    attendance: Sequence[int]
    audience: Sequence[int]
    communities: Sequence[int]
    whom_said: Sequence[int]
    unsaid: Sequence[int]


class _ReadBefore(dict[int, tuple[Any, ...]]):
    """The facts of offers that were answered before, by row."""

    @property
    def nbytes(self) -> int:
        """About how much memory they take, when there are as many as are kept."""
        return _MOST_KEPT * _BYTES_KEPT


def read_shortlist(columns: Columns, rows: Rows) -> Shortlist:
    """Read some rows back, in the order asked; what was answered before was read before."""
    known = _known(columns)
    asked: list[int] = rows.tolist()
    if not asked:
        return Shortlist([], *([()] * len(_FACTS)))
    if len(known) > _MOST_KEPT:
        known.clear()
    unread = [row for row in asked if row not in known]
    if unread:
        known.update(zip(unread, _read(columns, unread), strict=True))
    return Shortlist(asked, *zip(*map(known.__getitem__, asked), strict=True))


def _known(columns: Columns) -> _ReadBefore:
    fresh: _ReadBefore | None = columns.memory.fresh("shortlist")
    return _recalled(columns) if fresh is None else fresh


def _recalled(columns: Columns) -> _ReadBefore:
    def forget(known: _ReadBefore, changed: Iterable[int]) -> None:
        for row in changed:
            known.pop(row, None)

    return columns.memory.recall("shortlist", look_up=_ReadBefore, mend=forget, rows=len(columns.kind))


@lru_cache(maxsize=4096)
def plain(value: float) -> float:
    """Return a number as people write it: at most four decimals, none when it is whole."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


_FACTS: Final = Shortlist._fields[1:]


def _read(columns: Columns, rows: list[int]) -> Iterator[tuple[Any, ...]]:
    return zip(*(_read_fact(getattr(columns, name), rows) for name in _FACTS), strict=True)


def _read_fact(column: NDArray[np.generic], rows: list[int]) -> list[Any]:
    values: list[Any] = column.take(rows, axis=-1).T.tolist()
    # Only not-a-number differs from itself.
    return [value if value == value else None for value in values] if column.dtype.kind == "f" else values  # noqa: PLR0124
