"""A line of the file with clients, and a line of the file with what each of them gets."""

from api.clients.schemas import ClientReference, ClientWrite
from api.matches.city.vocabulary import PlacementCode
from api.platform.web.shapes import AnswerModel, Id, WireModel


class CityClient(WireModel):
    """A nameless profile under the sender's own reference, as in a batch of matches."""

    reference: ClientReference
    """The sender's own reference."""
    client: ClientWrite
    """The nameless profile."""


class Placement(AnswerModel):
    """What a client gets: the offer, which choice that is for this client, and why; or why there is none."""

    reference: str
    """The sender's own reference."""
    offer_id: Id | None
    """The id of the offer; null when there is none."""
    score: float | None
    """How well it suits, from 0 to 1; null when there is none."""
    choice: int | None
    """Which choice that is for this client, the first being 1; equal scores share one. Null when there is none."""
    code: PlacementCode
    """What became of this client."""
    reason: str
    """The first reason for this offer, or why there is none, as a sentence for people."""
