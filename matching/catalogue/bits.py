"""Sets out of a closed list as one number."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)


def to_bits(words: Sequence[Word] | None, closed_list: type[Word]) -> int:
    """A set out of a closed list as one number."""
    members = list(closed_list)
    return sum(1 << members.index(word) for word in set(words or ()))


def from_bits(bits: int, closed_list: type[Word]) -> list[Word]:
    """The set again, in the order of the list."""
    return [word for position, word in enumerate(closed_list) if bits >> position & 1]
