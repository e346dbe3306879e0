"""Pages of the service itself: the way in, how all pages look, the document to read, and how accessible they are."""

from api.platform.feature import Feature
from api.platform.pages.accessibility import router as accessibility_router
from api.platform.pages.home import router as home_router
from api.platform.pages.look import StyleSheets
from api.platform.pages.look import router as look_router
from api.platform.pages.settings import PageSettings
from api.platform.web.docs_page import STATIC_FILES
from api.platform.web.docs_page import router as docs_router

FEATURE = Feature(
    pages=(home_router, look_router, docs_router, accessibility_router),
    static_files={"/docs-files": STATIC_FILES},
    parts=(StyleSheets,),
    settings=(PageSettings,),
)
