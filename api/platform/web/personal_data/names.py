"""Whether a label looks like what people are called."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

# Common words that are first names too; a seat called "Roos" or "Zomer" is a flower or a season.
_WORDS_TOO: Final = frozenset(
    {"amber", "april", "august", "bloem", "iris", "jasmijn", "juli", "juni", "lotus", "max", "mei", "roos", "storm"}
)
_OF_A_SEAT: Final = frozenset(
    {"bank", "bezoeker", "blok", "client", "coach", "deelnemer", "gast", "groep", "guest", "hoek", "kaart", "klant"}
    | {"links", "midden", "nummer", "plaats", "plek", "rechts", "rij", "seat", "stoel", "table", "tafel"}
    | {"blauw", "blauwe", "geel", "gele", "groen", "groene", "oranje", "paars", "paarse", "rode", "rood", "roze"}
    | {"wit", "witte", "zwart", "zwarte"}
)
_INITIALS = re.compile(r"\b(?:[A-Z]\. ?){1,4}[A-Z][a-z]")
_PARTICLE = re.compile(r"\b(?:aan|abu|al|bin|de|den|der|di|el|in|le|op|te|ten|ter|van|von)[ ._-]+[A-Z][a-z]")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_WORD = re.compile(r"[^\W\d_]+")


def looks_like_name(label: str) -> bool:
    """Return whether a label looks like the name of a person: a common first name, initials, two words with capitals.

    It knows some seven hundred first names that are common in Dutch cities, and goes by capitals for the rest: a rare
    name that stands alone is missed, and two capitalised words that name nobody are taken for a name.
    """
    if any(_fold(word) in _first_names() for word in _WORD.findall(label)):
        return True
    if _INITIALS.search(label) or _PARTICLE.search(label):
        return True
    capitalised = {word.lower() for word in _CAPITALISED.findall(label)}
    return len(capitalised) > 1 and not _OF_A_SEAT & capitalised


def _fold(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))


@cache
def _first_names() -> frozenset[str]:
    names = Path(__file__).with_name("first_names.txt").read_text(encoding="utf-8").split()
    return frozenset(map(_fold, names)) - _WORDS_TOO
