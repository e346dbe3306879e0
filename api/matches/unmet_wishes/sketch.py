"""A sketch of how many different clients asked: it grows by who is new, and tells nobody who that was.

Each client sets one of 1,024 bits, chosen by a secret of the week, the neighbourhood and the wish together. So the same
client sets the same bit however often it asks, another bit for another wish, and yet another one next week. Two clients
may share a bit: then there seem to be fewer than there are, and never more.
"""

from collections.abc import Collection
from hashlib import blake2b
from typing import Final, NamedTuple

from api.clients.schemas import ClientWrite

PLACES: Final = 1_024
"""Of fifty clients hardly more than one shares a bit with another, and a bit fits some hundred profiles of a town."""

FEWEST: Final = 5
"""Fewer clients than this are not counted, and counts go by so many: who is one more or less is not seen."""

KEY_BYTES: Final = 32
# What stays the same about a client from one question to the next: who asks anew with other wishes is no other client.
_LASTING: Final = {"age", "dutch_level", "indications", "languages", "location", "needs", "women_only_welcome"}


class Unmet(NamedTuple):
    """A wish for which a client found nothing: where, what, and a print of the client that is kept in memory only."""

    neighbourhood: str
    concept: str
    print_of_client: bytes


def print_of(client: ClientWrite) -> bytes:
    """Return a print by which a client who asks again is known for a moment."""
    return blake2b(client.model_dump_json(include=_LASTING).encode(), digest_size=16).digest()


def bits_of(key: bytes, found: Collection[Unmet]) -> dict[tuple[str, str], int]:
    """Return which bits these wishes set, by neighbourhood and concept."""
    bits: dict[tuple[str, str], int] = {}
    for unmet in found:
        cell = unmet.neighbourhood, unmet.concept
        text = "|".join(cell).encode() + unmet.print_of_client
        place = int.from_bytes(blake2b(text, key=key, digest_size=8).digest()) % PLACES
        bits[cell] = bits.get(cell, 0) | 1 << place
    return bits


def count_at_least(bits: int) -> int:
    """Return how many clients there were at least, in steps of five."""
    return bits.bit_count() // FEWEST * FEWEST
