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
    offer_id: Id | None
    score: float | None
    choice: int | None
    code: PlacementCode
    reason: str
