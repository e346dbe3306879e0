"""What a concept means for the rest of the engine, besides being a wish: said in concepts.toml, checked here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from matching.vocabulary import LoadAxis, OfferKind

DUTCH: Final = "nl"


class Involvement(Enum):
    """On which side of an offer a client is: taking part and being helped, or contributing."""

    TAKING_PART = "taking-part"
    CONTRIBUTING = "contributing"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a concept means besides itself; most concepts mean nothing more."""

    load: LoadAxis | None = None
    side: Involvement | None = None
    teaches: str | None = None
    kind: OfferKind | None = None
    kind_said: str = ""
    attended: bool = False
    """Whether one comes for it oneself: who works there offers it to others."""
    people: bool = False
    """Whether it says with whom or for whom, rather than what."""
    meeting: bool = False
    """Whether it is meeting each other: who only names people of his own asks for that."""
    work: bool = False
    """Whether it is a task or a trade: who comes to an activity has it done for him."""
    delicate: bool = False
    """Whether it may hurt to be asked about it: mijn talenten gebruiken is no word of addiction."""


def meaning_of(table: Mapping[str, Any]) -> Meaning:
    """Read what the table of a concept says of its meaning; a value that nobody knows is an error with its key."""
    read = {}
    for key, known in _KNOWN.items():
        if key in table:
            try:
                read[key] = known(table[key])
            except ValueError as error:
                raise ValueError(f"{key}: {error}") from error
    return Meaning(**read)


def _one_of(*values: str) -> Callable[[str], str]:
    def known(value: str) -> str:
        if value not in values:
            raise ValueError(f"{value!r} is none of {', '.join(values)}")
        return value

    return known


_KNOWN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "load": LoadAxis,
    "side": Involvement,
    "teaches": _one_of(DUTCH),
    "kind": OfferKind,
    "kind_said": str,
    "attended": bool,
    "people": bool,
    "meeting": bool,
    "work": bool,
    "delicate": bool,
}
MEANINGS: Final = frozenset(_KNOWN)
"""The keys of concepts.toml that say what a concept means."""
