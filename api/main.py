"""Puts the service together: one node with its memory, /v1 with every feature, and the pages around it."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware

from api.catalogue.offers.pages import router as offer_page_router
from api.catalogue.offers.routes import router as offers_router
from api.catalogue.organizations.routes import router as organizations_router
from api.catalogue.places.remembered import RememberedPlaces
from api.event_types import describe_events
from api.handovers.jobs import RECURRING as HANDOVERS_RECURRING
from api.handovers.jobs import WORKS as HANDOVERS_WORKS
from api.handovers.replying.pages import router as reply_router
from api.handovers.routes import router as handovers_router
from api.matches.actions import Matcher
from api.matches.live_catalogue import LiveCatalogue
from api.matches.paths.routes import router as paths_router
from api.matches.routes import direct as direct_matches_router
from api.matches.routes import router as matches_router
from api.matching_tables.board_routes import router as boards_router
from api.matching_tables.decision_routes import router as decisions_router
from api.matching_tables.jobs import RECURRING as TABLES_RECURRING
from api.matching_tables.pages import STATIC_FILES as BOARD_FILES
from api.matching_tables.pages import router as board_router
from api.matching_tables.routes import router as tables_router
from api.matching_tables.stream import Newsroom
from api.platform.clock import Clock
from api.platform.jobs.runner import Jobs
from api.platform.jobs.work import JobContext, Work
from api.platform.pages.accessibility import router as accessibility_router
from api.platform.requests.once.actions import AnsweredBeforeError
from api.platform.requests.once.dependencies import answer_again
from api.platform.requests.once.jobs import RECURRING as IDEMPOTENCY_RECURRING
from api.platform.requests.rules import refuse_repeated_properties, refuse_unknown_query_keys, require_content_type
from api.platform.security.callers import Callers
from api.platform.security.tokens import TokenReader
from api.platform.settings import Settings, read_settings
from api.platform.status.metrics import RequestMetrics
from api.platform.status.routes import router as status_router
from api.platform.stopping import hear_stopping
from api.platform.storage.database import Database
from api.platform.storage.encryption import open_secrets
from api.platform.storage.freshness import Freshness
from api.platform.web.docs_page import STATIC_FILES
from api.platform.web.docs_page import router as docs_router
from api.platform.web.handlers import register_handlers
from api.platform.web.middleware import API_VERSION, Manners
from api.platform.web.openapi import describe
from api.platform.web.rate_limit import RateLimit
from api.platform.webhooks.jobs import RECURRING as WEBHOOKS_RECURRING
from api.platform.webhooks.jobs import WORKS as WEBHOOKS_WORKS
from api.platform.webhooks.routes import router as webhooks_router
from api.rights.routes import router as client_rights_router

# The busiest route comes first: routers are asked in this order.
FEATURES = (
    direct_matches_router,
    organizations_router,
    offers_router,
    matches_router,
    paths_router,
    client_rights_router,
    handovers_router,
    webhooks_router,
    tables_router,
    decisions_router,
    boards_router,
)
WORKS: dict[str, Work] = {**WEBHOOKS_WORKS, **HANDOVERS_WORKS}
RECURRING = {**IDEMPOTENCY_RECURRING, **WEBHOOKS_RECURRING, **HANDOVERS_RECURRING, **TABLES_RECURRING}
PAGES = (status_router, docs_router, accessibility_router, offer_page_router, reply_router, board_router)
# Telemetry can carry what people sent.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service with these settings, by default those of the environment."""
    settings = settings or read_settings()
    app = FastAPI(
        title="Vonk",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_run_node,
        telemetry=NO_TELEMETRY,
    )
    v1 = create_v1(settings)
    app.state.settings = settings
    v1.state = app.state
    app.mount("/v1", v1)
    for router in PAGES:
        app.include_router(router)
    app.mount("/docs-files", STATIC_FILES)
    app.mount("/board-files", BOARD_FILES)
    register_handlers(app, PAGES)
    app.add_middleware(RequestMetrics)
    app.add_middleware(Manners, max_body_bytes=settings.max_body_bytes)
    return app


def create_v1(settings: Settings) -> FastAPI:
    """Version 1 of the API with every feature."""
    v1 = FastAPI(
        title="Vonk",
        version=API_VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[
            Depends(require_content_type),
            Depends(refuse_unknown_query_keys),
            Depends(refuse_repeated_properties),
        ],
        max_body_size=settings.max_body_bytes,
        telemetry=NO_TELEMETRY,
    )
    for router in FEATURES:
        v1.include_router(router)
    describe(v1, base_url=settings.base_url, webhooks=describe_events())
    register_handlers(v1, FEATURES)
    v1.add_exception_handler(AnsweredBeforeError, answer_again)
    origins = [origin.strip() for origin in settings.allowed_origins.split(",") if origin.strip()]
    if origins:
        v1.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["*"], allow_headers=["*"])
    return v1


@asynccontextmanager
async def _run_node(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    settings: Settings = state.settings
    state.clock = Clock(settings.clock_offset_days)
    state.secrets = open_secrets(settings)
    state.database = Database(settings.resolved_database_url)
    state.freshness = Freshness(state.database.engine)
    state.rate_limit = RateLimit(settings.rate_limit_per_minute)
    state.callers = Callers(state.database, TokenReader(settings))
    state.live_catalogue = LiveCatalogue(state.database)
    state.matcher = Matcher(
        state.live_catalogue,
        RememberedPlaces(state.database),
        settings=settings,
        clock=state.clock,
    )
    state.jobs = Jobs(JobContext(state.database, state.clock, settings, state.secrets), WORKS, RECURRING)
    await state.live_catalogue.catch_up(await state.freshness.numbers())
    if settings.run_jobs:
        await run_in_threadpool(state.jobs.start)
    gc.freeze()  # What is loaded now stays; the collector need not look at it again.
    try:
        with hear_stopping() as stopping:
            state.newsroom = Newsroom(state.database, state.freshness, state.clock, stopping)
            yield
    finally:
        if settings.run_jobs:
            await run_in_threadpool(state.jobs.stop)
        await state.freshness.close()
        state.database.close()
