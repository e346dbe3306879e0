"""The words of words.toml, for the board and the cards."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from matching.vocabulary import Language

WORDS: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)


def words_in(language: Language) -> Mapping[str, str]:
    """All words in a language."""
    return WORDS[language]
