"""Which numbers may be shown: none below five, and none from which one below five could be worked out.

The numbers of one half-year are released at once, from the half-year down to its months, by these steps:

1. A half-year shows its total and every row of at least five. What is hidden adds up to nothing or to at least five:
   otherwise more rows are hidden.
2. Its quarters are shown if none of their totals lies between one and four. A row of which a quarter does is hidden in
   both of them, and so is a row that is hidden in the half-year: together they are the block. Whoever subtracts learns
   what the block has in each quarter, and of a row in it perhaps what both quarters make.
3. The block is large enough when in each quarter it has nothing or at least five, and when each small number in it can
   be nothing at all: the other rows have room for all that the block has in that quarter. Otherwise more rows join it;
   and when all have joined and it is still too small, the quarters are not shown.
4. The months of each quarter likewise.

So for each number from one to four there are other numbers that give the same report, in one of which it is nothing,
and in another at least five: in a whole block any numbers that add up along both sides are possible (the bounds of
Fréchet), whatever is chosen in the storeys above, and one dimension tells of another no more than the totals do.
Decision 13 tells it in more words, and tests/reports/test_attacks.py lets a solver try.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Final

from api.tallies.vocabulary import Dimension

FEWEST: Final = 5
"""Fewer than this are never shown, nor anything from which they follow."""

CellsByRow = Mapping[str, Sequence[int]]
"""Of each row, its number in each part of time."""

CountTable = Mapping[Dimension, CellsByRow]
"""All that was counted of one thing in a half-year, with one row of the total."""

MonthSpan = tuple[int, int]
"""The first part of time, and the first after the last."""

PARTS: Final[Mapping[int, int]] = {6: 3, 3: 1}
"""A half-year is two quarters, and a quarter three months."""


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """What is shown of one span of time: the total, and in each dimension some of its rows."""

    total: int
    rows: Mapping[Dimension, Mapping[str, int]] = field(default_factory=dict)

    def together(self, dimension: Dimension) -> int:
        """Return what the rows that are not shown make together."""
        return self.total - sum(self.rows.get(dimension, {}).values())


Hidden = Mapping[Dimension, frozenset[str]]


def release(table: CountTable, months: int, *, salt: str) -> Mapping[MonthSpan, ShownCounts]:
    """Return all that is shown of a half-year; the salt gives rows an order that no number has to do with."""
    whole = (0, months)
    total = _sum(table[Dimension.TOTAL][""], whole)
    if total < FEWEST:
        return {}
    dimensions: CountTable = {name: cells for name, cells in table.items() if name is not Dimension.TOTAL}
    hidden: Hidden = {name: _hide(cells, whole, partial(_place, salt, name)) for name, cells in dimensions.items()}
    shown = {whole: _show(dimensions, hidden, whole, total)}
    _release_parts(table[Dimension.TOTAL][""], dimensions, hidden, whole, shown, salt)
    return shown


def _hide(cells: CellsByRow, whole: MonthSpan, place: "partial[bytes]") -> frozenset[str]:
    numbers = {row: _sum(months, whole) for row, months in cells.items()}
    hidden = {row for row, number in numbers.items() if number < FEWEST}
    for row in sorted(numbers.keys() - hidden, key=place):
        if _is_enough(sum(numbers[each] for each in hidden)):
            break
        hidden.add(row)
    return frozenset(hidden)


def _release_parts(
    totals: Sequence[int],
    dimensions: CountTable,
    hidden: Hidden,
    span: MonthSpan,
    shown: dict[MonthSpan, ShownCounts],
    salt: str,
) -> None:
    parts = parts_of(span)
    if not parts or not all(_is_enough(_sum(totals, part)) for part in parts):
        return
    blocks: dict[Dimension, frozenset[str]] = {}
    for name, cells in dimensions.items():
        block = _find_block(cells, hidden[name], parts, partial(_place, salt, name))
        if block is None:
            return
        blocks[name] = block
    for part in parts:
        total = _sum(totals, part)
        if total:
            shown[part] = _show(dimensions, blocks, part, total)
            _release_parts(totals, dimensions, blocks, part, shown, salt)


def _find_block(
    cells: CellsByRow, hidden: frozenset[str], parts: Sequence[MonthSpan], place: "partial[bytes]"
) -> frozenset[str] | None:
    """Return the rows that are hidden in all of these parts; None when no choice of rows is enough."""
    numbers = {row: [_sum(months, part) for part in parts] for row, months in cells.items()}
    block = {row for row, made in numbers.items() if row in hidden or not all(map(_is_enough, made))}
    others = sorted(numbers.keys() - block, key=place)
    while not _is_large_enough([numbers[row] for row in block]):
        if not others:
            return None
        block.add(others.pop(0))
    return frozenset(block)


def _is_large_enough(block: Sequence[Sequence[int]]) -> bool:
    """Tell whether each small number in a block can be nothing, and what a part of time has is nothing or enough."""
    columns = [sum(column) for column in zip(*block, strict=True)]
    whole = sum(columns)
    return all(map(_is_enough, columns)) and all(
        _is_enough(number) or sum(row) + column <= whole
        for row in block
        for number, column in zip(row, columns, strict=True)
    )


def _show(dimensions: CountTable, hidden: Hidden, span: MonthSpan, total: int) -> ShownCounts:
    return ShownCounts(
        total,
        {
            name: {
                row: number
                for row, months in sorted(cells.items())
                if row not in hidden[name] and (number := _sum(months, span)) >= FEWEST
            }
            for name, cells in dimensions.items()
        },
    )


def parts_of(span: MonthSpan) -> Sequence[MonthSpan]:
    """Return the quarters of a half-year and the months of a quarter; a month has no parts."""
    first, end = span
    length = PARTS.get(end - first)
    return [(start, start + length) for start in range(first, end, length)] if length else []


def _is_enough(number: int) -> bool:
    return number == 0 or number >= FEWEST


def _sum(months: Sequence[int], span: MonthSpan) -> int:
    return sum(months[slice(*span)])


def _place(salt: str, dimension: Dimension, row: str) -> bytes:
    # By chance, but the same each time: that a row was hidden with others says nothing of how large it is.
    return blake2b(f"{salt}|{dimension}|{row}".encode(), digest_size=8).digest()
