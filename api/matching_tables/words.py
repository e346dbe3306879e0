"""The words of words.toml, for the board and the cards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from matching import read_words
from matching.vocabulary import Language

WORDS: Final = read_words(Path(__file__).with_name("words.toml"))


def words_in(language: Language) -> Mapping[str, str]:
    """Return all words in a language."""
    return WORDS[language]
