"""The sentences of sentences.toml, filled in: Dutch or English, B1, friendly."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Final

from matching.answer import Sentence
from matching.catalogue.columns import values_of
from matching.catalogue.shortlist import Shortlist
from matching.judging.bounds import Bounds
from matching.vocabulary import DayPart, Language
from matching.wording import read_sections

Sentences = list[Sentence | None]
"""What one subject has to say of each offer, in order; of most offers nothing."""

Tell = Callable[[Shortlist, Bounds, Language], Sentences]


class _Filling(Formatter):
    """Fills in a sentence; `{hours:hour|hours}` is the first word for one, and the second for more."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Return a value as text, or the word that belongs to this number."""
        one, _, many = format_spec.partition("|")
        if not many:
            return format(value, format_spec)
        return one if str(value) == "1" else many


_FILLING: Final = _Filling()
_TEXTS: Final = read_sections(Path(__file__).with_name("sentences.toml"))


@lru_cache(maxsize=4096)
def reason(code: str, language: Language, **fields: object) -> Sentence:
    """Say why an offer suits."""
    return _sentence("reasons", code, language, fields)


@lru_cache(maxsize=4096)
def caution(code: str, language: Language, **fields: object) -> Sentence:
    """Say what to ask or to keep in mind."""
    return _sentence("cautions", code, language, fields)


def caution_asked(code: str, language: Language) -> Sentence:
    """Ask what is not sure enough to be said."""
    return _sentence("asked", code, language, {})


@lru_cache(maxsize=4096)
def would_help(code: str, language: Language, **fields: object) -> str:
    """Return what would make an offer fit after all."""
    return _FILLING.format(_TEXTS[language]["would-help"][code], **fields)


@lru_cache(maxsize=256)
def said_of_paths(code: str, language: Language, **fields: object) -> Sentence:
    """Say what to tell about staying, and about what may come next."""
    return _sentence("paths", code, language, fields)


def codes_of(section: str) -> tuple[str, ...]:
    """Return the codes of a section of the file, such as those of reasons."""
    return tuple(_TEXTS[Language.ENGLISH][section])


def said_in_message(code: str, language: Language, **fields: object) -> str:
    """Return a part of the text to send by phone."""
    return _TEXTS[language]["message"][code].format(**fields)


def word(value: str, language: Language) -> str:
    """Return the word for a value of a closed list; the value itself when there is none."""
    return _TEXTS[language]["words"].get(value, value)


def enumerate_words(words: Sequence[str], language: Language, *, before_last: str = "and") -> str:
    """Return words in a row: a, b en c; or with another word before the last."""
    *first, last = words or ("",)
    return f"{', '.join(first)} {word(before_last, language)} {last}" if first else last


def enumerate_quoted(words: Sequence[str], language: Language) -> str:
    """Return words in a row for a sentence that has the outer quotes: a’ en ‘b."""
    *first, last = words
    return f"{'’, ‘'.join(first)}’ {word('and', language)} ‘{last}" if first else last


@lru_cache(maxsize=4096)
def words_of(mask: int, of: type[StrEnum], language: Language, *, before_last: str = "and") -> str:
    """Return the words for values of a closed list, given as bits, in a row."""
    return enumerate_words(
        [word_of(value, language) for value in values_of(mask, of)], language, before_last=before_last
    )


@lru_cache(maxsize=4096)
def number_in_words(value: float, language: Language) -> str:
    """Return a number as people write it: 2,5 in Dutch."""
    text = f"{value:g}"
    return text.replace(".", ",") if language is Language.DUTCH else text


def _sentence(section: str, code: str, language: Language, fields: Mapping[str, object]) -> Sentence:
    return Sentence(code, _FILLING.format(_TEXTS[language][section][code], **fields))


def word_of(value: StrEnum, language: Language) -> str:
    """Return the word for a member of a closed list, such as maandagochtend for a day part."""
    if not isinstance(value, DayPart):
        return word(value, language)
    day, _, part = value.partition("-")
    between = "" if language is Language.DUTCH else " "
    return f"{word(day, language)}{between}{word(part, language)}"
