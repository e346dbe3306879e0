"""What the reply page says: its words, and days and moments as people say them, in the time of the Netherlands."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

from api.platform.clock import AMSTERDAM
from api.platform.web.problems import Words
from matching import near_day_in_words, read_words, time_in_words, word_of
from matching.vocabulary import DayPart, Language

_SELF = "_self"
WORDS: Final = read_words(Path(__file__).with_name("reply_words.toml"))


def words_for(language: Language, *, is_self_referral: bool) -> Mapping[str, str]:
    """Return the words of the page; about who asks for himself some are others, for there is no coach."""
    words = WORDS[language]
    own = {key.removesuffix(_SELF): text for key, text in words.items() if key.endswith(_SELF)}
    return {**words, **own} if is_self_referral else words


def say(key: str) -> Words:
    """Say a word of the page in both languages."""
    return Words(WORDS[Language.DUTCH][key], WORDS[Language.ENGLISH][key])


def say_day(day: date, language: Language) -> str:
    """Say a day, such as dinsdag 24 november."""
    return near_day_in_words(day, language)


def say_moment(moment: datetime, language: Language) -> str:
    """Say a moment, such as dinsdag 24 november om 10.00 uur."""
    local = moment.astimezone(AMSTERDAM)
    at = "om" if language is Language.DUTCH else "at"
    return f"{near_day_in_words(local.date(), language)} {at} {time_in_words(local.time(), language)}"


def say_day_part(day_part: DayPart, language: Language) -> str:
    """Say a day part, such as maandagochtend."""
    return word_of(day_part, language)
