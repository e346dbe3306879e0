"""What the form about a client says: its words, and what a pointer to something wrong is called on it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from matching import read_words, word, word_of
from matching.vocabulary import DayPart, Language, LoadAxis, TravelMode

WORDS: Final = read_words(Path(__file__).with_name("client_words.toml"))
LEVELS: Final = 4
"""From nothing at all to a lot."""


def week_of(language: Language) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Return the parts of a week as rows: a day, and each part of it with its whole name."""
    days: dict[str, list[tuple[str, str]]] = {}
    for part in DayPart:
        day = word(part.partition("-")[0], language)
        days.setdefault(day, []).append((part, word_of(part, language)))
    return list(days.items())


def scales_of(language: Language) -> Sequence[tuple[str, str, Sequence[str]]]:
    """Return each axis of load with its question, and the words of its steps."""
    words = WORDS[language]
    return [
        (axis, words[f"axis_{axis}"], [words[f"level_{axis}_{level}"] for level in range(LEVELS)]) for axis in LoadAxis
    ]


def modes_of(language: Language) -> Sequence[tuple[str, str]]:
    """Return the ways to travel with their words."""
    return [(mode, WORDS[language][f"mode_{mode}"]) for mode in TravelMode]


def told_on_form(language: Language) -> Mapping[str, object]:
    """Return all that the template of the form needs besides what was filled in."""
    return {
        "c": WORDS[language],
        "week": week_of(language),
        "parts_of_day": [WORDS[language][part] for part in ("morning", "afternoon", "evening")],
        "scales": scales_of(language),
        "modes": modes_of(language),
    }
