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
    """What people call it."""
    description: Prose | None = None
    """What it does, in plain sentences. Null: not said."""
    website: WebAddress | None = None
    """Its address on the web. Null: none."""
    contact_email: ContactEmail | None = None
    """Where it is written to about handovers when it has no webhook. Null: never."""
    contact_email_consent_on: OptionalDate = None
    """On which day it agreed to be written to; without it no mail goes out."""
    contact_language: Annotated[Language, LAX] = Language.DUTCH
    """In which language it is written to."""


class OrganizationRead(AnswerModel):
    """An organization as everyone with a key sees it; its address only itself and an admin."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, from_attributes=True)

    id: Id = Field(examples=["019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"])
    """Id of the organization."""
    name: str
    """What people call it."""
    description: str | None
    """What it does."""
    website: str | None
    """Its address on the web."""
    contact_email: str | None
    """Where it is written to about handovers; told to its own keys alone."""
    contact_email_consent_on: date | None
    """On which day it agreed to be written to."""
    contact_language: Language
    """In which language it is written to."""
    created_at: Timestamp
    """When it came in."""
    updated_at: Timestamp
    """When it last changed."""


class OrganizationPage(Page[OrganizationRead]):
    """One page of organizations."""
