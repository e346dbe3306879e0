"""Residents who ask for themselves; off until a municipality wants it."""

from api.handovers.joining.jobs import RECURRING
from api.handovers.joining.pages import router
from api.handovers.joining.settings import SelfReferralSettings
from api.handovers.joining.tables import AskedFromAddress
from api.platform.feature import Feature

FEATURE = Feature(pages=(router,), tables=(AskedFromAddress,), recurring=RECURRING, settings=(SelfReferralSettings,))
