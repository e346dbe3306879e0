"""Trying it: a coach's page over what the API answers, where a setting asks for it."""

from api.platform.feature import Feature
from api.trying.pages import router
from api.trying.settings import TryingSettings

FEATURE = Feature(pages=(router,), settings=(TryingSettings,))
