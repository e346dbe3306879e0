"""Participations of one's own: written down by a coach, counted, told to nobody."""

from api.clients.participations.activities import OWN_WAY
from api.clients.participations.holdings import OWN_PARTICIPATIONS
from api.clients.participations.jobs import RECURRING
from api.clients.participations.routes import router
from api.clients.participations.settings import ParticipationSettings
from api.clients.participations.tables import Participation
from api.platform.feature import Feature

FEATURE = Feature(
    tags={"participations": "What clients found themselves or do already; counted, and told to nobody."},
    routers=(router,),
    tables=(Participation,),
    recurring=RECURRING,
    activities=(OWN_WAY,),
    holdings=(OWN_PARTICIPATIONS,),
    settings=(ParticipationSettings,),
)
