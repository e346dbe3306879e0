"""The rights of a client: to see all that is held, and to have it erased."""

from api.platform.feature import Feature
from api.rights.jobs import WORKS
from api.rights.routes import make_router

FEATURE = Feature(over_all=make_router, works=WORKS)
