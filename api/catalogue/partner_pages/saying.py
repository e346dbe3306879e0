"""What a partner's page says: its words, and days, states and places as people say them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.platform.web.problems import Words
from matching import day_in_words, number_in_words, read_words, words_of
from matching.vocabulary import DayPart, Language

WORDS: Final = read_words(Path(__file__).with_name("partner_words.toml"))


def say(key: str) -> Words:
    """Say a word of the page in both languages."""
    return Words(WORDS[Language.DUTCH][key], WORDS[Language.ENGLISH][key])


def say_with_day(key: str, day: date) -> Words:
    """Say a sentence that names a day, in both languages."""
    return Words(*(WORDS[each][key].format(day=say_day(day, each)) for each in (Language.DUTCH, Language.ENGLISH)))


def say_with_most(key: str, most: int) -> Words:
    """Say a sentence that names the most of something, in both languages."""
    return Words(*(WORDS[each][key].format(most=most) for each in (Language.DUTCH, Language.ENGLISH)))


def say_day(day: date, language: Language) -> str:
    """Say a day, such as 24 november 2026: some lie in another year."""
    return day_in_words(day, language)


def say_state(offer: Offer, state: OfferState, language: Language) -> str:
    """Say what an offer is today."""
    day = say_day(offer.starts_on, language) if offer.starts_on else ""
    return WORDS[language][state].format(day=day)


def say_when(offer: Offer, language: Language) -> str:
    """Say on which days an offer is, and until when."""
    return ", ".join(_when(offer, language))


def _when(offer: Offer, language: Language) -> Iterator[str]:
    words = WORDS[language]
    yield words_of(offer.day_parts, DayPart, language) if offer.day_parts else words["no_days"]
    if offer.ends_on:
        yield words["until"].format(day=say_day(offer.ends_on, language))


def say_places(offer: Offer, language: Language) -> str:
    """Say how many places are left."""
    left, words = offer.available_places, WORDS[language]
    if left is None:
        return words["unknown_places"]
    named = {0: "no_places", 1: "one_place"}.get(left, "more_places")
    return words[named].format(number=number_in_words(left, language))


def say_assured(offer: Offer, today: date, language: Language) -> str:
    """Say when somebody last looked whether an offer still holds."""
    if offer.assured_on >= today:
        return WORDS[language]["assured_today"]
    return WORDS[language]["assured"].format(day=say_day(offer.assured_on, language))
