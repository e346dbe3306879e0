"""Places on the wire."""

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from api.platform.web.shapes import WireModel
from api.platform.web.validation import rule_error

POSTCODE_PATTERN = r"^[1-9][0-9]{3}( ?[A-Za-z]{2})?$"


def _normalise(value: object) -> object:
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(POSTCODE_PATTERN, value):
        return value.replace(" ", "").upper()
    raise PydanticCustomError("postcode", "a Dutch postcode")


_SCHEMA = {"type": "string", "pattern": POSTCODE_PATTERN, "maxLength": 7, "examples": ["3073XY"]}
Postcode = Annotated[str, BeforeValidator(_normalise), WithJsonSchema(_SCHEMA)]
OptionalPostcode = Annotated[
    str | None, BeforeValidator(_normalise), WithJsonSchema({"anyOf": [_SCHEMA, {"type": "null"}]})
]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Position(WireModel):
    """A place on the map: a postcode, or coordinates, which win."""

    model_config = ConfigDict(
        json_schema_extra={"dependentRequired": {"latitude": ["longitude"], "longitude": ["latitude"]}}
    )

    postcode: OptionalPostcode = None
    """Dutch postcode, `3073XY` or `3073`. Left out: unknown, unless there are coordinates."""
    latitude: Latitude | None = None
    """Degrees north (WGS 84), in the service's area, near the postcode, which it wins from. Goes with `longitude`."""
    longitude: Longitude | None = None
    """Degrees east (WGS 84). Goes with `latitude`."""

    @model_validator(mode="after")
    def _has_whole_position(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise rule_error(
                "Geef latitude en longitude allebei, of geen van beide.", "Give both coordinates or neither."
            )
        return self
