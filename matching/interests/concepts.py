"""The interest vocabulary: concepts with their words, read once from concepts.toml."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from matching.interests.dutch import fold
from matching.interests.languages import wish_words
from matching.interests.lexicon import Saying, read_motives, read_subjects, read_things
from matching.interests.meanings import MEANINGS, Meaning, meaning_of
from matching.interests.relations import Relations, reach_of
from matching.interests.terms import LISTED_AS_WORD, Term, Terms, index_terms
from matching.interests.word_list import is_word
from matching.parameters import parameters_of
from matching.vocabulary import Language

_READ: Final = parameters_of("strength")
_HINT_STRENGTH: Final = _READ.number("hint")


_NOTHING_MORE: Final = Meaning()


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that people may like to do, in the words of clients and offers; a setting says how, not what."""

    number: int
    id: str
    labels: dict[Language, str]
    words: tuple[str, ...]
    setting: bool
    meaning: Meaning = _NOTHING_MORE


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
    meaning: Meaning = _NOTHING_MORE


class _Held:
    """The one vocabulary of this process: what was read once is told apart by being the same thing."""

    vocabulary: ClassVar[Vocabulary | None] = None


def load_vocabulary() -> Vocabulary:
    """Return the vocabulary of the house, read once, which takes a second."""
    if _Held.vocabulary is None:
        _Held.vocabulary = read_vocabulary(
            Path(__file__).with_name("concepts.toml"),
            said=(*read_motives(), *read_subjects(), *read_things(), *_said_abroad()),
        )
    return _Held.vocabulary


def hold_vocabulary(vocabulary: Vocabulary) -> None:
    """Take what another process read of the same files, unless this one has read them itself."""
    if _Held.vocabulary is None:
        _Held.vocabulary = vocabulary


def _said_abroad() -> Iterator[Saying]:
    """Yield what clients say in other languages, but for stems and for what may be a Dutch word."""
    for each in wish_words():
        words = fold(each.words)
        if "*" not in words and not is_word(words):
            yield Saying(each.concept, each.words, LISTED_AS_WORD, foreign=True)


def read_vocabulary(path: Path, said: Iterable[Saying] = ()) -> Vocabulary:
    """Read a vocabulary, and what else clients say; concepts are numbered by id: the file's order does not matter."""
    text = path.read_text(encoding="utf-8")
    entries = _entries(tomllib.loads(text), _Source(path.name, text))
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
                entry.meaning,
            )
            for concept_id, entry in entries.items()
        ),
        terms=index_terms(
            (
                *(each for concept_id, entry in entries.items() for each in _listed(numbers[concept_id], entry)),
                *(
                    Term(
                        numbers[each.concept],
                        each.strength,
                        each.words,
                        asked=True,
                        whole=each.whole,
                        subject=each.subject,
                    )
                    for each in said
                ),
            )
        ),
        reach=reach_of(relations),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as it was written, to say where it is wrong."""

    name: str
    text: str

    def wrong(self, concept_id: str, what: object) -> ValueError:
        """Return the error that something is wrong in the table of a concept, with its line."""
        line = self.text.count("\n", 0, self.text.index(f"[{concept_id}]")) + 1
        return ValueError(f"{self.name}, line {line}, [{concept_id}]: {what}")


def _entries(tables: dict[str, dict[str, Any]], source: _Source) -> dict[str, _Entry]:
    """Return the tables by id, in order; an unknown key, value or id is an error with its line."""
    entries = {}
    for concept_id in sorted(tables):
        table = tables[concept_id]
        try:
            entries[concept_id] = _entry(table)
        except (TypeError, ValueError) as error:
            raise source.wrong(concept_id, error) from error
        for neighbour in (*entries[concept_id].broader, *entries[concept_id].related):
            if neighbour not in tables:
                raise source.wrong(concept_id, f"there is no concept {neighbour!r}")
    return entries


def _entry(table: dict[str, Any]) -> _Entry:
    """Return a table with its lists frozen."""
    said = {key: table[key] for key in table.keys() - MEANINGS}
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return _Entry(**fields | {"meaning": meaning_of(table)})


def _labels(entry: _Entry) -> dict[Language, str]:
    """Return the names of a concept for people."""
    return {Language.DUTCH: entry.nl, Language.ENGLISH: entry.en}


def _numbers(ids: tuple[str, ...], numbers: dict[str, int]) -> tuple[int, ...]:
    """Return the numbers of concepts."""
    return tuple(numbers[concept_id] for concept_id in ids)


def _listed(number: int, entry: _Entry) -> list[Term]:
    """Return every word, foreign word, clients' word and hint of a concept with how surely it shows it."""
    return [
        *(Term(number, LISTED_AS_WORD, word) for word in (entry.nl, *entry.words)),
        *(Term(number, LISTED_AS_WORD, word, foreign=True) for word in entry.foreign),
        *(Term(number, LISTED_AS_WORD, word, asked=True) for word in entry.asked),
        *(Term(number, _HINT_STRENGTH, hint) for hint in entry.hints),
    ]
