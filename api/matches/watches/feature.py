"""Watches: clients wait, and hear as soon as an offer fits or a place is free."""

from api.matches.watches.activities import WAITING
from api.matches.watches.fitting import Watchers
from api.matches.watches.holdings import WATCHED
from api.matches.watches.jobs import RECURRING
from api.matches.watches.routes import router
from api.matches.watches.settings import WatchSettings
from api.matches.watches.tables import Watch, WatchOffer
from api.matches.watches.vocabulary import MATCHED, TOLD_UP_TO, WATCHES
from api.platform.feature import EventFamily, Feature

FEATURE = Feature(
    tags={"watches": "Clients who wait, and hear as soon as an offer fits or a place is free."},
    routers=(router,),
    tables=(Watch, WatchOffer),
    remembers=(WATCHES, TOLD_UP_TO),
    parts=(Watchers,),
    recurring=RECURRING,
    holdings=(WATCHED,),
    activities=(WAITING,),
    events=(EventFamily("watch", "An offer fits a client who waits", (MATCHED,), ("watchId", "offerId")),),
    settings=(WatchSettings,),
)
