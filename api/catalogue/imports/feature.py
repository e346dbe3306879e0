"""Imports: offers that come in together, in a file that a partner keeps already."""

from api.catalogue.imports.routes import router
from api.catalogue.imports.vocabulary import LARGEST_FILE_BYTES
from api.platform.feature import Feature

FEATURE = Feature(
    tags={"imports": "Offers that come in together, in a file that a partner keeps already."},
    routers=(router,),
    large_bodies={"/v1/offer-imports": LARGEST_FILE_BYTES},
)
