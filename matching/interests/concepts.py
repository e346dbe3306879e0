"""The interest vocabulary: concepts with their words, read once from concepts.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from matching.interests.relations import Relations, reach_of
from matching.interests.terms import Listed, Terms, index_terms
from matching.parameters import parameters_of
from matching.vocabulary import Language

_READ: Final = parameters_of("strength")
_WORD_STRENGTH: Final = _READ.number("word")
_HINT_STRENGTH: Final = _READ.number("hint")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that people may like to do, in the words of clients and offers; a setting says how, not what."""

    number: int
    id: str
    labels: dict[Language, str]
    words: tuple[str, ...]
    setting: bool


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All concepts, what leads to them and how they hang together; a concept's number is its position."""

    concepts: tuple[Concept, ...]
    terms: Terms
    reach: tuple[dict[int, float], ...]

    def number_of(self, concept_id: str) -> int:
        """Return the number of the concept with this id."""
        return next(concept.number for concept in self.concepts if concept.id == concept_id)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of concepts.toml."""

    nl: str
    en: str
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    setting: bool = False


@cache
def load_vocabulary() -> Vocabulary:
    """Read the vocabulary of the house."""
    return read_vocabulary(Path(__file__).with_name("concepts.toml"))


def read_vocabulary(path: Path) -> Vocabulary:
    """Read a vocabulary; concepts are numbered by id, so that the order of the file does not matter."""
    with path.open("rb") as file:
        tables = tomllib.load(file)
    entries = {concept_id: _entry(tables[concept_id]) for concept_id in sorted(tables)}
    numbers = {concept_id: number for number, concept_id in enumerate(entries)}
    relations = [
        Relations(_numbers(entry.broader, numbers), _numbers(entry.related, numbers), entry.setting)
        for entry in entries.values()
    ]
    return Vocabulary(
        concepts=tuple(
            Concept(
                numbers[concept_id],
                concept_id,
                _labels(entry),
                (*entry.words, *entry.asked, *entry.foreign),
                entry.setting,
            )
            for concept_id, entry in entries.items()
        ),
        terms=index_terms(
            listed for concept_id, entry in entries.items() for listed in _listed(numbers[concept_id], entry)
        ),
        reach=reach_of(relations),
    )


def _entry(table: dict[str, Any]) -> _Entry:
    """Return a table with its lists frozen; an unknown key is an error."""
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return _Entry(**fields)


def _labels(entry: _Entry) -> dict[Language, str]:
    """Return the names of a concept for people."""
    return {Language.DUTCH: entry.nl, Language.ENGLISH: entry.en}


def _numbers(ids: tuple[str, ...], numbers: dict[str, int]) -> tuple[int, ...]:
    """Return the numbers of concepts."""
    return tuple(numbers[concept_id] for concept_id in ids)


def _listed(number: int, entry: _Entry) -> list[Listed]:
    """Return every word, foreign word, clients' word and hint of a concept with how surely it shows it."""
    return [
        *(Listed(number, _WORD_STRENGTH, word) for word in (entry.nl, *entry.words)),
        *(Listed(number, _WORD_STRENGTH, word, foreign=True) for word in entry.foreign),
        *(Listed(number, _WORD_STRENGTH, word, asked=True) for word in entry.asked),
        *(Listed(number, _HINT_STRENGTH, hint) for hint in entry.hints),
    ]
