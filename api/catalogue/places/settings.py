"""Where the service is at home, as a municipality sets it."""

from dataclasses import dataclass

from api.platform.settings import degrees


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """The area in which positions make sense: south, west, north and east; by default the European Netherlands."""

    area: tuple[float, ...] = degrees((50.7, 3.2, 53.7, 7.3))
