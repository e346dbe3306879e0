"""What is meant by a phrase as a whole: tables fitted once on what people say, which no client's words went into."""

from matching.interests.meant.chances import HALF_SAID, Chances, chances_of
from matching.interests.meant.tables import LONGEST_WORD, STEPS, half_moved_numbers_of, moved_numbers_of

__all__ = [
    "HALF_SAID",
    "LONGEST_WORD",
    "STEPS",
    "Chances",
    "chances_of",
    "half_moved_numbers_of",
    "moved_numbers_of",
]
