"""Handovers: a client is brought to a person, with consent, an appointment and an answer."""

from api.handovers.activities import HANDING_OVER
from api.handovers.holdings import HANDOVERS
from api.handovers.jobs import RECURRING
from api.handovers.letters.jobs import WORKS
from api.handovers.letters.pages import router as follow_router
from api.handovers.queries import count_overdue_deadlines
from api.handovers.replying.pages import router as reply_router
from api.handovers.replying.routes import router as calendar_links_router
from api.handovers.routes import router
from api.handovers.settings import HandoverSettings
from api.handovers.states import RULES
from api.handovers.tables import (
    CalendarLink,
    Handover,
    HandoverCustody,
    HandoverDeadline,
    HandoverEvent,
    HandoverPolicy,
    ReplyLink,
)
from api.handovers.vocabulary import HandoverState
from api.platform.feature import EventFamily, Feature, Figure

FEATURE = Feature(
    tags={"handovers": "A client is brought to a person, with consent, an appointment and an answer."},
    routers=(router, calendar_links_router),
    pages=(reply_router, follow_router),
    tables=(CalendarLink, Handover, HandoverCustody, HandoverDeadline, HandoverEvent, HandoverPolicy, ReplyLink),
    works=WORKS,
    recurring=RECURRING,
    holdings=(HANDOVERS,),
    activities=(HANDING_OVER,),
    events=(
        EventFamily(
            "handover",
            "A handover went a step on",
            ("handover.requested", *dict.fromkeys(f"handover.{rule.told_as}" for rule in RULES.values())),
            ("handoverId", "offerId"),
            tuple(HandoverState),
        ),
    ),
    settings=(HandoverSettings,),
    figures=(
        Figure(
            "vonk_deadlines_overdue",
            "Deadlines of handovers that passed over five minutes ago and were not acted upon.",
            count_overdue_deadlines,
        ),
    ),
)
