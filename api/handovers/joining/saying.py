"""The words of the form on an offer's page, and of the address that a resident has of his own."""

from datetime import date
from pathlib import Path
from typing import Final

from api.platform.web.problems import Words
from matching import day_in_words, read_words
from matching.vocabulary import Language

WORDS: Final = read_words(Path(__file__).with_name("joining_words.toml"))


def say(key: str, **days: date) -> Words:
    """Say a sentence of the pages in both languages, with its days in words."""
    dutch, english = (
        WORDS[language][key].format(**{name: day_in_words(day, language) for name, day in days.items()})
        for language in (Language.DUTCH, Language.ENGLISH)
    )
    return Words(dutch, english)
