"""Matching tables: an afternoon at which clients and offers meet."""

from api.matching_tables.actions import CREATED, ERASED
from api.matching_tables.activities import SITTING_AT_A_TABLE
from api.matching_tables.board.pages import STATIC_FILES
from api.matching_tables.board.pages import router as board_router
from api.matching_tables.board.routes import router as boards_router
from api.matching_tables.board.stream import Newsroom
from api.matching_tables.decisions.routes import router as decisions_router
from api.matching_tables.holdings import SEATS
from api.matching_tables.hosting.handing_over import router as host_handover_router
from api.matching_tables.hosting.pages import router as host_router
from api.matching_tables.hosting.seats import router as host_seat_router
from api.matching_tables.jobs import RECURRING
from api.matching_tables.routes import router
from api.matching_tables.tables import MatchingTable, TableDecision, TableEvent, TableOffer, TableSeat
from api.matching_tables.vocabulary import TABLES, TableEventType
from api.platform.feature import EventFamily, Feature

FEATURE = Feature(
    tags={"tables": "An afternoon at which clients and offers meet."},
    routers=(router, decisions_router, boards_router),
    pages=(board_router, host_router, host_seat_router, host_handover_router),
    static_files={"/board-files": STATIC_FILES},
    tables=(MatchingTable, TableDecision, TableEvent, TableOffer, TableSeat),
    remembers=(TABLES,),
    parts=(Newsroom,),
    recurring=RECURRING,
    holdings=(SEATS,),
    activities=(SITTING_AT_A_TABLE,),
    events=(
        EventFamily(
            "table",
            "A matching table went a step on",
            tuple(f"table.{event}" for event in (CREATED, *TableEventType, ERASED)),
            ("tableId", "offerId"),
            may_lack=frozenset({"offerId"}),
        ),
    ),
)
