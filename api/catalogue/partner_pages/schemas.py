"""The address of a partner's page on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field

from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel
from api.platform.web.texts import NamelessLine


class PageLinkCreate(WireModel):
    """For whom this address is, so that it is known again among others."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Telefoon van de beheerder"}]})

    name: NamelessLine | None = None
    """To tell addresses apart, such as who has it. Left out: none."""


class PageLinkRead(AnswerModel):
    """An address of a partner's page, without what opens it."""

    id: Id
    """Id of the address."""
    organization_id: Id
    """Whose page it opens."""
    name: str | None
    """What it was called."""
    created_at: Timestamp
    """When it was made."""
    expires_at: Timestamp
    """Until when it opens the page."""


class NewPageLinkRead(PageLinkRead):
    """A new address; who has it keeps up the offers of the organization until it ends or is revoked."""

    url: Annotated[str, Field(description="Shown this once.")]


class PageLinkPage(Page[PageLinkRead]):
    """One page of addresses."""
