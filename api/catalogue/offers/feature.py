"""Offers: what clients can join."""

from api.catalogue.offers.routes import direct, router
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.tables import Offer, OfferChange, ReviewRhythm
from api.catalogue.offers.upserts import Upserts
from api.catalogue.offers.vocabulary import CATALOGUE, OfferEvent, OfferState
from api.platform.feature import EventFamily, Feature
from matching.vocabulary import OfferStatus

FEATURE = Feature(
    tags={
        "offers": "What clients can join.",
        "reviews": "Offers that look like paid work wait here for a decision.",
    },
    routers=(router,),
    busiest=(direct,),
    parts=(Upserts,),
    tables=(Offer, OfferChange, ReviewRhythm),
    remembers=(CATALOGUE,),
    events=(
        EventFamily(
            "offer",
            "Something happened to an offer",
            tuple(f"offer.{event}" for event in OfferEvent),
            ("offerId", "organizationId"),
            (*OfferStatus, OfferState.IN_REVIEW),
        ),
    ),
    settings=(OfferSettings,),
)
