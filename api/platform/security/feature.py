"""Access: who may ask, and how much."""

from api.platform.feature import Feature
from api.platform.security.callers import Callers
from api.platform.security.rate_limit import RateLimit
from api.platform.security.settings import AccessSettings
from api.platform.security.tables import KEYS, ApiKey

FEATURE = Feature(tables=(ApiKey,), remembers=(KEYS,), parts=(Callers, RateLimit), settings=(AccessSettings,))
