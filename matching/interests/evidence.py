"""How sure a reading is, in three grades: only what both a wish and an offer say certainly may be asserted."""

from enum import IntEnum
from typing import NamedTuple


class Grade(IntEnum):
    """How a concept was read; of two grades the lower holds, so that min() of them tells what may be said."""

    GUESS = 1
    """By an ending, a spelling, a likeness or a name: it may ask ("Bedoel je …?") or order, and never asserts."""

    LIKELY = 2
    """A neighbour of what was said, a hint, or a compound of which only the head is known: it counts, and asks."""

    CERTAIN = 3
    """The word or its concept as written or properly inflected: in both wish and offer, it asserts."""


class Sign(NamedTuple):
    """How strongly a concept was read, 0..1, and how surely."""

    strength: float
    grade: Grade

    def weakened(self, share: float, most: Grade) -> "Sign":
        """Return what is left when only a share of the strength counts, at this grade at the most."""
        return Sign(self.strength * share, min(self.grade, most))
