"""Upkeep: what changed, what was, and whether it still holds."""

from api.catalogue.upkeep.changes.routes import router as changes_router
from api.catalogue.upkeep.history.routes import router as history_router
from api.platform.feature import Feature

FEATURE = Feature(
    tags={"upkeep": "The catalogue kept alive: what changed, what was, and whether it still holds."},
    routers=(changes_router, history_router),
)
