"""Unmet wishes: what clients ask for and nobody offers, counted without knowing who asked."""

from api.matches.unmet_wishes.holdings import SKETCHES
from api.matches.unmet_wishes.jobs import RECURRING
from api.matches.unmet_wishes.listening import Listener
from api.matches.unmet_wishes.routes import router
from api.matches.unmet_wishes.settings import UnmetWishSettings
from api.matches.unmet_wishes.tables import UnmetWish, WishSketch, WishWeek
from api.platform.feature import Feature

FEATURE = Feature(
    tags={"unmet wishes": "What clients ask for and nobody offers, by neighbourhood."},
    routers=(router,),
    tables=(UnmetWish, WishSketch, WishWeek),
    parts=(Listener,),
    recurring=RECURRING,
    holdings=(SKETCHES,),
    settings=(UnmetWishSettings,),
)
