"""Paths: what may come next, for who asks."""

from api.matches.paths.routes import router
from api.platform.feature import Feature

FEATURE = Feature(tags={"paths": "What may come next, for who asks: staying is fine."}, routers=(router,))
