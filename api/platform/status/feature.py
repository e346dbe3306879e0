"""Status: is this node alive, is it ready, and how is it doing."""

from api.platform.feature import Feature
from api.platform.status.routes import router
from api.platform.status.settings import LogSettings

FEATURE = Feature(pages=(router,), settings=(LogSettings,))
