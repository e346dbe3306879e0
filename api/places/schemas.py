"""Places on the wire."""

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

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
