"""Organizations on the wire."""

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel
from api.platform.web.texts import Line, Prose, WebAddress

_EXAMPLE: JsonDict = {
    "name": "Welzijn op Zuid",
    "description": "Huizen van de Wijk in Feijenoord en Charlois.",
    "website": "https://welzijn-op-zuid.example",
}


class OrganizationCreate(WireModel):
    """An organization as an admin describes it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: Line
    description: Prose | None = None
    website: WebAddress | None = None


class OrganizationRead(AnswerModel):
    """An organization as everyone with a key sees it."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, from_attributes=True)

    id: Id = Field(examples=["019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"])
    name: str
    description: str | None
    website: str | None
    created_at: Timestamp
    updated_at: Timestamp


class OrganizationPage(Page[OrganizationRead]):
    """One page of organizations."""
