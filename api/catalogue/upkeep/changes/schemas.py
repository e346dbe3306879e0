"""Changes on the wire."""

from typing import Annotated

from pydantic import Field

from api.catalogue.offers.schemas import OfferRead
from api.catalogue.offers.vocabulary import OfferEvent
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp


class ChangeRead(AnswerModel):
    """One change of one offer, and the offer as it is by now."""

    cursor: Annotated[str, Field(max_length=28, description="Ask with `since` for what comes after this change.")]
    event: OfferEvent
    """What happened."""
    offer_id: Id
    """To which offer."""
    organization_id: Id
    """Whose offer it is."""
    changed_at: Timestamp
    """When."""
    is_gone: Annotated[bool, Field(description="With this change it went: withdrawn, or not for this caller any more.")]
    offer: Annotated[
        OfferRead | None,
        Field(description="As it is now, so never older than this change; null when it is gone by now."),
    ]


class ChangePage(Page[ChangeRead]):
    """Changes in order; `nextCursor` is there on the last page too, so that a caller asks on from it later."""
