import math

import numpy as np
import pytest

from api.catalogue.places.files.rijksdriehoek import to_latitude_longitude

METRES_PER_DEGREE = 111_200


# As PROJ 9 converts them, from EPSG:28992 to EPSG:4326.
@pytest.mark.parametrize(
    ("x", "y", "latitude", "longitude"),
    [
        pytest.param(155_000.0, 463_000.0, 52.1551723, 5.3872035, id="Amersfoort"),
        pytest.param(233_883.131, 582_065.167, 53.2193811, 6.5681977, id="Groningen"),
        pytest.param(18_745.0, 395_000.0, 51.5274655, 3.4235574, id="Westkapelle"),
        pytest.param(199_500.0, 307_500.0, 50.7557291, 6.0177848, id="Vaals"),
    ],
)
def test_the_national_grid_becomes_degrees_within_a_metre(
    x: float, y: float, latitude: float, longitude: float
) -> None:
    found = to_latitude_longitude(np.array([x]), np.array([y]))
    north = (found[0][0] - latitude) * METRES_PER_DEGREE
    east = (found[1][0] - longitude) * METRES_PER_DEGREE * math.cos(math.radians(latitude))
    assert math.hypot(north, east) < 1
