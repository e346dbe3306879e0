"""Taxonomies and their terms: the closed lists of an offer, and the concepts behind its interests."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from api.catalogue.hsds.lists import LISTS
from api.catalogue.hsds.schemas import Taxonomy, TaxonomyTerm
from api.catalogue.hsds.vocabulary import part_id
from matching import fold, load_vocabulary, read_sections, word, word_of
from matching.vocabulary import DayPart, Language

INTERESTS: Final = "interests"
WORDS: Final = read_sections(Path(__file__).with_name("words.toml"))


def taxonomy_id(path: str) -> str:
    """Return the id of the taxonomy of a property."""
    return part_id("taxonomy", path)


def term_id(path: str, code: str) -> str:
    """Return the id of a value of a property."""
    return part_id("term", path, code)


@cache
def taxonomies_in(language: Language) -> Mapping[str, Taxonomy]:
    """Return all taxonomies by id, in this language."""
    words = WORDS[language]
    made = [
        Taxonomy(id=taxonomy_id(path), name=words["names"][path], description=words["about"][path])
        for path in (*LISTS, INTERESTS)
    ]
    return {taxonomy.id: taxonomy for taxonomy in made}


@cache
def taxonomy_paths() -> Mapping[str, str]:
    """Return of which property each taxonomy is, by the taxonomy's id."""
    return {taxonomy_id(path): path for path in (*LISTS, INTERESTS)}


@cache
def terms_in(language: Language) -> Mapping[str, TaxonomyTerm]:
    """Return all terms by id, in this language."""
    listed = [
        _term(path, code, _name(path, code, language), language)
        for path, closed_list in LISTS.items()
        for code in closed_list.codes
    ]
    concepts = [_term(INTERESTS, each.id, each.labels[language], language) for each in load_vocabulary().concepts]
    return {term.id: term for term in (*listed, *concepts)}


@cache
def named_terms() -> Mapping[str, tuple[str, str]]:
    """Return of which property each term is a value, and which, by the term's id."""
    listed = [(path, code) for path, closed_list in LISTS.items() for code in closed_list.codes]
    concepts = [(INTERESTS, concept.id) for concept in load_vocabulary().concepts]
    return {term_id(path, code): (path, code) for path, code in (*listed, *concepts)}


def find_concept(phrase: str) -> str | None:
    """Find the concept of which this is a word; None for what a partner says in words of its own."""
    return _concepts_by_word().get(fold(phrase).strip())


@cache
def _concepts_by_word() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for concept in load_vocabulary().concepts:
        for said in concept.labels.values():
            words.setdefault(fold(said), concept.id)
    for concept in load_vocabulary().concepts:
        for said in concept.words:
            words.setdefault(fold(said), concept.id)
    return words


def _term(path: str, code: str, name: str, language: Language) -> TaxonomyTerm:
    taxonomy = WORDS[language]["names"][path]
    return TaxonomyTerm(
        id=term_id(path, code),
        code=code,
        name=name,
        description=f"{taxonomy}: {name}",
        taxonomy=taxonomy,
        taxonomy_id=taxonomy_id(path),
        language=language,
    )


def _name(path: str, code: str, language: Language) -> str:
    if path == "schedule.dayParts":
        return word_of(DayPart(code), language)
    if path.startswith("load."):
        return word(f"level-{code}", language)
    if path == "ladderStep":
        return word(f"step-{code}", language)
    return WORDS[language]["terms"].get(code) or word(code, language)
