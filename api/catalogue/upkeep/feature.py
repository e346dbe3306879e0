"""Upkeep: what changed, what was, whether it still holds, and what would let it be found better."""

from api.catalogue.offers.vocabulary import OfferState
from api.catalogue.upkeep.changes.routes import router as changes_router
from api.catalogue.upkeep.history.routes import router as history_router
from api.catalogue.upkeep.lineage.routes import router as lineage_router
from api.catalogue.upkeep.lineage.tables import LineageDecision
from api.catalogue.upkeep.quality.routes import router as quality_router
from api.catalogue.upkeep.reviewing.jobs import RECURRING
from api.catalogue.upkeep.reviewing.routes import router as reviewing_router
from api.catalogue.upkeep.reviewing.silence import TOLD
from api.catalogue.upkeep.reviewing.tables import OfferReminder
from api.catalogue.upkeep.settings import UpkeepSettings
from api.platform.feature import EventFamily, Feature

FEATURE = Feature(
    tags={"upkeep": "The catalogue kept alive: what changed, what was, whether it still holds, and what would help."},
    routers=(changes_router, history_router, reviewing_router, quality_router, lineage_router),
    tables=(LineageDecision, OfferReminder),
    recurring=RECURRING,
    events=(
        EventFamily(
            "silence",
            "Nobody said for long that an offer still holds",
            tuple(f"offer.{due}" for due in TOLD),
            ("offerId", "organizationId"),
            (OfferState.PUBLISHED,),
        ),
    ),
    settings=(UpkeepSettings,),
)
