"""Lists that others made or that were written to cover a field, read for wishes; where they come from: README.md."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from matching.parameters import parameters_of

FOLDER: Final = Path(__file__).parent
_WORD: Final = parameters_of("strength").number("word")
_THING: Final = parameters_of("strength").number("thing")


class Saying(NamedTuple):
    """Words by which a client, and no offer, means a concept."""

    concept: str
    words: str
    strength: float
    whole: bool = False
    """Whether it means the concept only when nothing else is said: "ik ben alleen", and not "ik ben alleen vrij op"."""

    foreign: bool = False
    """Whether it is no Dutch, and so has no Dutch endings."""

    subject: bool = False
    """Whether it means nothing but the concept when nothing else is said: "piccolo" is no young waiter."""


class Thing(NamedTuple):
    """A thing that people do something with, the class of things it is of, and the concept that it suggests alone."""

    word: str
    kind: str
    concept: str


class Community(NamedTuple):
    """A people, or who speak a language: what is theirs, who they are, where they come from, what they speak."""

    code: str
    """ISO 3166 in upper case for a country, ISO 639 in lower case for a language."""

    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]


def read_motives() -> Iterator[Saying]:
    """Yield how clients say indirectly what they wish, by the motive behind it."""
    with (FOLDER / "motives.toml").open("rb") as file:
        motives = tomllib.load(file)
    for motive, concepts in motives.items():
        for concept, sayings in concepts.items():
            yield from (Saying(concept, words, _WORD, whole=motive == "whole") for words in sayings)


def read_things() -> Iterator[Saying]:
    """Yield the things by which a client only likely means a concept."""
    for thing in things():
        yield Saying(thing.concept, thing.word, _THING)


def read_subjects() -> Iterator[Saying]:
    """Yield the subjects of all fields of life with the concepts each is of; some only where nothing else is said."""
    lines = (FOLDER / "subjects_nl.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for subject, concepts, *alone in (line.split("\t") for line in lines):
        for concept in concepts.split():
            yield Saying(concept, subject, _WORD, whole=bool(alone), subject=True)


@cache
def things() -> tuple[Thing, ...]:
    """Return the things of everyday life, read once."""
    lines = (FOLDER / "things_nl.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(Thing(*line.split("\t")) for line in lines)


@cache
def deeds() -> dict[str, dict[str, str]]:
    """Return for each verb, in the forms that people write, the concept by class of thing; a star stands for any."""
    with (FOLDER / "deeds.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {form: table["with"] for table in tables.values() for form in table["verbs"].split()}


@cache
def communities() -> tuple[Community, ...]:
    """Return the communities by origin or language, read once."""
    lines = (FOLDER / "peoples_nl.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(
        Community(code, *(tuple(words.split()) for words in columns))
        for code, *columns in (line.split("\t") for line in lines)
    )
