"""Likeness of texts: where a text stands among others by its words, from a table that was fitted once."""

from matching.interests.likeness.placing import (
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
    "PACKED",
    "PackedDirections",
    "alike",
    "pack",
    "place_phrase",
    "place_texts",
    "told_by_words",
    "unpacked_dot",
]
