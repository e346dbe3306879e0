"""Idempotency: a repeated request gets the first answer again."""

from api.platform.feature import Feature
from api.platform.requests.once.actions import AnsweredBeforeError
from api.platform.requests.once.dependencies import answer_again
from api.platform.requests.once.holdings import KEPT_ANSWERS
from api.platform.requests.once.jobs import RECURRING
from api.platform.requests.once.settings import OnceSettings
from api.platform.requests.once.tables import KeptAnswer

FEATURE = Feature(
    tables=(KeptAnswer,),
    handlers={AnsweredBeforeError: answer_again},
    recurring=RECURRING,
    holdings=(KEPT_ANSWERS,),
    settings=(OnceSettings,),
)
