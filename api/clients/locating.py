"""Where a client sets out: coordinates win from the postcode, and an unknown postcode is nowhere, never an error."""

from api.catalogue.places.likely import require_likely
from api.catalogue.places.queries import Located
from api.clients.schemas import ClientWrite
from matching.facts import Point
from matching.vocabulary import Precision


def postcode_of(client: ClientWrite) -> str | None:
    """Give the postcode that is to be looked up, if one came."""
    return client.location.postcode if client.location else None


def locate_client(client: ClientWrite, postcode_area: Located) -> Located:
    """Give the client's position: the coordinates that came, else what was found for the postcode."""
    given = _given_point(client)
    # Coordinates say where; a postcode says only about where.
    return postcode_area if given is None else Located(given, Precision.ADDRESS)


def require_likely_client(
    client: ClientWrite, postcode_area: Located, *, area: tuple[float, ...], at: str = ""
) -> None:
    """Raise InvalidInputError for coordinates outside the area, or far from the postcode beside them."""
    require_likely(_given_point(client), postcode_area, area=area, at=f"{at}/location")


def _given_point(client: ClientWrite) -> Point | None:
    location = client.location
    if location is None or location.latitude is None or location.longitude is None:
        return None
    return Point(location.latitude, location.longitude)
