"""Organizations on the wire."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from api.platform.web.pagination import Page
from api.platform.web.shapes import LAX, AnswerModel, Id, OptionalDate, Timestamp, WireModel
from api.platform.web.texts import ContactEmail, Line, Prose, WebAddress
from matching.vocabulary import Language

_EXAMPLE: JsonDict = {
    "name": "Welzijn op Zuid",
    "description": "Huizen van de Wijk in Feijenoord en Charlois.",
    "website": "https://welzijn-op-zuid.example",
    "contactEmail": "balie@welzijn-op-zuid.example",
    "contactEmailConsentOn": "2026-11-02",
}


class OrganizationCreate(WireModel):
    """An organization as an admin describes it.

    `contactEmail` is of the organization, not of a person. It is mailed only with `contactEmailConsentOn`, the day on
    which the organization said that it may be; another address takes a consent of its own.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: Line
    description: Prose | None = None
    website: WebAddress | None = None
    contact_email: ContactEmail | None = None
    contact_email_consent_on: OptionalDate = None
    contact_language: Annotated[Language, LAX] = Language.DUTCH


class OrganizationRead(AnswerModel):
    """An organization as everyone with a key sees it; its address only itself and an admin."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, from_attributes=True)

    id: Id = Field(examples=["019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"])
    name: str
    description: str | None
    website: str | None
    contact_email: str | None
    contact_email_consent_on: date | None
    contact_language: Language
    created_at: Timestamp
    updated_at: Timestamp


class OrganizationPage(Page[OrganizationRead]):
    """One page of organizations."""
