"""Partners' pages: who has no system keeps up its offers at one address, from a phone."""

from api.catalogue.imports.vocabulary import LARGEST_FILE_BYTES
from api.catalogue.partner_pages.adding import router as adding_router
from api.catalogue.partner_pages.jobs import RECURRING
from api.catalogue.partner_pages.letters import WORKS
from api.catalogue.partner_pages.pages import router as page_router
from api.catalogue.partner_pages.routes import router
from api.catalogue.partner_pages.sending import router as sending_router
from api.catalogue.partner_pages.settings import PartnerPageSettings
from api.catalogue.partner_pages.tables import PageLink, WaitingFile
from api.platform.feature import Feature

FEATURE = Feature(
    tags={"partner-pages": "A page for partners without a system, at an address that opens it."},
    routers=(router,),
    pages=(adding_router, sending_router, page_router),
    # Read and refused on the page itself, in words: a browser shows nothing else.
    large_bodies={"/partner/{token}/list": LARGEST_FILE_BYTES},
    tables=(PageLink, WaitingFile),
    works=WORKS,
    recurring=RECURRING,
    settings=(PartnerPageSettings,),
)
