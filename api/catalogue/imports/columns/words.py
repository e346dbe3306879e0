"""A value of a closed list, by its code or by what partners write."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from api.catalogue.imports.columns.headings import plain
from api.catalogue.imports.columns.remarks import UnreadableError

_ALIKE: Final = 80
"""Of 100, for a suggestion only: what is suggested is never taken."""

ValuesByWord = dict[str, str]


@cache
def words_for(kind: str) -> ValuesByWord:
    """Return the value by each of its words, folded."""
    values: dict[str, list[str]] = _told()[kind]
    return {plain(value): value for value in values} | {
        plain(word): value for value in values for word in values[value]
    }


def read_word(text: str, kind: str) -> str:
    """Return the value that a text names; raises UnreadableError with the nearest one for what names none."""
    known = words_for(kind)
    folded = plain(text)
    if folded in known:
        return known[folded]
    nearest = process.extractOne(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    raise UnreadableError(
        f"Kies uit {', '.join(_names_of(kind))}.",
        f"One of {', '.join(_told()[kind])}.",
        suggestion=known[nearest[0]] if nearest else None,
    )


def _names_of(kind: str) -> list[str]:
    """Return what people call the values, one name each."""
    return [words[0] for words in _told()[kind].values()]


def name_of(value: str) -> str:
    """Return what people call a value of some closed list; the value itself when it is of none."""
    return next((words[value][0] for words in _told().values() if value in words), value)


def find_words(text: str, kind: str) -> list[str]:
    """Return the values that are named somewhere in a text, in the order of the list."""
    told = f" {plain(text)} "
    return [value for value, words in _told()[kind].items() if any(f" {plain(word)} " in told for word in words)]


def first_told(text: str) -> str | None:
    """Return the kind of offer that a text tells of; None when it tells none."""
    told = plain(text)
    return next((kind for kind, signs in _told()["told"].items() if any(sign in told for sign in signs)), None)


@cache
def _told() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_name("words.toml").open("rb") as file:
        return tomllib.load(file)
