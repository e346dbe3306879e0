"""Pages of the service itself: the document to read and try, and how accessible its pages are."""

from api.platform.feature import Feature
from api.platform.pages.accessibility import router as accessibility_router
from api.platform.web.docs_page import STATIC_FILES
from api.platform.web.docs_page import router as docs_router

FEATURE = Feature(pages=(docs_router, accessibility_router), static_files={"/docs-files": STATIC_FILES})
