"""Keys over the API, as `vonk keys` has them for an operator."""

from api.keys.routes import router
from api.platform.feature import Feature

FEATURE = Feature(tags={"keys": "Whose a key is, and the keys of programs."}, routers=(router,))
