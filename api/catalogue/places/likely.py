"""Coordinates that cannot be right: outside the area of the service, or far from the postcode beside them."""

from typing import Final

from api.catalogue.places.queries import Located
from api.platform.web.problems import invalid
from matching import distance_km
from matching.facts import Point

FURTHEST_FROM_POSTCODE_KM: Final = 25
"""Wider than any area of four digits; what is further away is another place, or a slip of the hand (contract §1)."""


def require_likely(given: Point | None, postcode_area: Located, *, area: tuple[float, ...], at: str) -> None:
    """Raise InvalidInputError at this pointer for coordinates that cannot be right."""
    if given is None:
        return
    if not _is_in(area, given):
        # The slip that happens most, and that a reader can mend at once.
        if _is_in(area, Point(given.longitude, given.latitude)):
            raise invalid(
                f"{at}/latitude",
                "latitude en longitude zijn verwisseld.",
                "latitude and longitude are the wrong way round.",
            )
        raise invalid(
            f"{at}/latitude",
            "Deze plek ligt buiten het gebied waarvoor Vonk werkt.",
            "This place lies outside the area that Vonk works for.",
        )
    if postcode_area.point is not None and distance_km(given, postcode_area.point) > FURTHEST_FROM_POSTCODE_KM:
        raise invalid(
            f"{at}/latitude",
            f"Deze plek ligt meer dan {FURTHEST_FROM_POSTCODE_KM} kilometer van de postcode.",
            f"This place lies more than {FURTHEST_FROM_POSTCODE_KM} kilometres from the postcode.",
        )


def _is_in(area: tuple[float, ...], point: Point) -> bool:
    south, west, north, east = area
    return south <= point.latitude <= north and west <= point.longitude <= east
