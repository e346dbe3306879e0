"""Likeness of texts: where a text stands among others by its words, from a table that was fitted once."""

from matching.interests.likeness.placing import (
    DIRECTIONS,
    PACKED,
    PackedDirections,
    alike,
    pack,
    place_phrase,
    place_texts,
    told_by_words,
    unpacked_dot,
)

__all__ = [
    "DIRECTIONS",
    "PACKED",
    "PackedDirections",
    "alike",
    "pack",
    "place_phrase",
    "place_texts",
    "told_by_words",
    "unpacked_dot",
]
