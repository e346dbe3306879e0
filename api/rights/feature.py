"""The rights of a client: to see all that is held, and to have it erased."""

from api.platform.feature import Feature
from api.rights.routes import router

FEATURE = Feature(routers=(router,))
