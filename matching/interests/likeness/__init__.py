"""Likeness of texts: where a text stands among others by its words, from a table that was fitted once."""

from matching.interests.likeness.placing import (
    DIRECTIONS,
    NOWHERE_AT_ALL,
    PACKED,
    PackedDirections,
    alike,
    pack,
    place_phrase,
    place_texts,
    told_by_words,
    unpacked_dots,
)
from matching.interests.likeness.table import Vector, numbers_of

__all__ = [
    "DIRECTIONS",
    "NOWHERE_AT_ALL",
    "PACKED",
    "PackedDirections",
    "Vector",
    "alike",
    "numbers_of",
    "pack",
    "place_phrase",
    "place_texts",
    "told_by_words",
    "unpacked_dots",
]
