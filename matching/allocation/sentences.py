"""The sentences of sentences.toml: what the table says to a seat, in Dutch or English."""

from pathlib import Path
from typing import Final

from matching.allocation.table import OptionCode, PinCode, SeatCode
from matching.answer import Sentence
from matching.vocabulary import Language
from matching.wording import read_sections

_TEXTS: Final = read_sections(Path(__file__).with_name("sentences.toml"))


def explain_seat(code: SeatCode | OptionCode, language: Language) -> Sentence:
    """Say why a seat has what it has, and not what suits it best."""
    return Sentence(code, _TEXTS[language]["seat"][code])


def explain_option(code: OptionCode, language: Language) -> Sentence:
    """Say what stands between a seat and one of its other offers."""
    return Sentence(code, _TEXTS[language]["option"][code])


def explain_pin(code: PinCode, language: Language) -> Sentence:
    """Say why a pin cannot be honoured."""
    return Sentence(code, _TEXTS[language]["pin"][code])
