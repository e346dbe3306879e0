"""The history of an offer on the wire."""

from typing import Annotated

from pydantic import Field

from api.catalogue.offers.schemas import OfferRead
from api.catalogue.offers.vocabulary import OfferEvent
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Timestamp


class HistoryRead(AnswerModel):
    """One thing that happened to an offer, and the offer as it was from then on."""

    event: OfferEvent
    """What happened."""
    changed_at: Timestamp
    """When."""
    changed_by: Annotated[str | None, Field(description="The key or token that did it; told to admins only.")]
    changed: Annotated[
        list[str], Field(description="What differs from the item before, as `title` or `places.available`.")
    ]
    offer: Annotated[
        OfferRead | None,
        Field(description="As it was from then on, without what follows from the day; null while it was not public."),
    ]


class HistoryPage(Page[HistoryRead]):
    """One page of what happened to an offer, oldest first."""
