"""The rights of a client: to see all that is held, and to have it erased."""

from api.platform.feature import Feature
from api.rights.activities import RIGHTS_OF_CLIENTS
from api.rights.jobs import WORKS
from api.rights.routes import make_router

FEATURE = Feature(activities=(RIGHTS_OF_CLIENTS,), over_all=make_router, works=WORKS)
