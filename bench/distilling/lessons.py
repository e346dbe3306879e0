"""What there is to learn what is meant from: the vocabulary with its lists, and sayings."""

import gzip
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from matching.interests.concepts import load_vocabulary

_HERE: Final = Path(__file__).parent
_INTERESTS: Final = Path(__file__).parents[2] / "matching/interests"
_LEXICON: Final = _INTERESTS / "lexicon"
_MOST_OCCUPATIONS: Final = 8000
"""Of 20,000 names of occupations: with all of them former work would be most of what is learnt."""


class Saying(NamedTuple):
    """What someone may say, and the numbers of the concepts that it asks for, most fitting first; none of no wish."""

    text: str
    concepts: tuple[int, ...]


class Lessons(NamedTuple):
    """All that is learnt from, and sayings of former work that never are: they tell how well what was learnt reads."""

    listed: list[Saying]
    sayings: list[Saying]
    apart: list[Saying]


def read_lessons() -> Lessons:
    """Read the lists of the vocabulary, sayings.tsv and sayings_apart.tsv."""
    number_of = {concept.id: concept.number for concept in load_vocabulary().concepts}
    listed, sayings, apart = (
        [Saying(text, tuple(number_of[each] for each in ids if each in number_of)) for text, ids in rows]
        for rows in (_listed(), _rows(_HERE / "sayings.tsv"), _rows(_HERE / "sayings_apart.tsv"))
    )
    return Lessons(listed, sayings, apart)


def _listed() -> Iterator[tuple[str, list[str]]]:
    """Yield every word of the vocabulary and its lists with the concepts that it leads to."""
    concepts = tomllib.loads((_INTERESTS / "concepts.toml").read_text())
    for concept, said in concepts.items():
        for kind in ("words", "hints", "asked", "foreign"):
            yield from ((word, [concept]) for word in said.get(kind, ()))
        yield said["nl"], [concept]
    for motive in tomllib.loads((_LEXICON / "motives.toml").read_text()).values():
        yield from ((saying, [concept]) for concept, sayings in motive.items() for saying in sayings)
    yield from ((subject, [concept]) for subject, concept, *_ in _cells(_LEXICON / "subjects_nl.tsv"))
    yield from ((thing, [concept]) for thing, _, concept, *_ in _cells(_LEXICON / "things_nl.tsv"))
    yield from _occupations()


def _occupations() -> Iterator[tuple[str, list[str]]]:
    """Yield names of occupations with the concepts of their group, always the same ones."""
    groups = {isco: concepts.split() for isco, _, concepts in _cells(_LEXICON / "isco08_to_concepts.tsv")}
    with gzip.open(_LEXICON / "occupations_nl.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    named = [(name, groups[isco]) for name, isco in rows if isco in groups]
    yield from random.Random(1).sample(named, _MOST_OCCUPATIONS)  # noqa: S311 - the same ones every time


def _rows(file: Path) -> Iterator[tuple[str, list[str]]]:
    yield from ((text, ids.split()) for text, ids in _cells(file, headings=0))


def _cells(file: Path, headings: int = 1) -> Iterator[list[str]]:
    yield from (line.split("\t") for line in file.read_text().splitlines()[headings:])
