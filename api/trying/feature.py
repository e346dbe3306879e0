"""Trying it: a coach's page over what the API answers, where a setting asks for it."""

from api.platform.feature import Feature, WayIn
from api.platform.settings import Settings
from api.trying.dependencies import say
from api.trying.pages import router
from api.trying.settings import TryingSettings


def _way_in(settings: Settings) -> WayIn | None:
    return WayIn("/try", say("way_in")) if settings[TryingSettings].try_key else None


FEATURE = Feature(pages=(router,), way_in=_way_in, settings=(TryingSettings,))
