"""What the pages of a host say."""

from pathlib import Path
from typing import Final

from api.platform.web.problems import Words
from matching import read_words
from matching.vocabulary import Language

WORDS: Final = read_words(Path(__file__).with_name("host_words.toml"))


def say(key: str) -> Words:
    """Say a word of these pages in both languages."""
    return Words(WORDS[Language.DUTCH][key], WORDS[Language.ENGLISH][key])
