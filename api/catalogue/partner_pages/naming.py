"""The columns and values of a list as its partner calls them."""

from pathlib import Path
from typing import Final

from api.catalogue.imports.columns.words import name_of
from api.catalogue.partner_pages.saying import WORDS
from matching import read_words
from matching.vocabulary import Language

_FIELDS: Final = read_words(Path(__file__).with_name("field_words.toml"))


def name_field(path: str, language: Language) -> str:
    """Return what a property is called, or else what it is part of; without one it is about the whole line."""
    if not path:
        return WORDS[language]["row"]
    known = _FIELDS[language]
    return known.get(path) or known.get(path.partition(".")[0], path)


def name_value(value: str, language: Language) -> str:
    """Return a value that may have been meant, in a word that a list may hold."""
    return name_of(value) if language is Language.DUTCH else value
