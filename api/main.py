"""Puts the service together from its features: one node with its memory, /v1, and the pages around it."""

import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from api.document import dutch_summaries, example_answers
from api.features import FEATURES
from api.platform.feature import Features
from api.platform.jobs.runner import Jobs
from api.platform.node import Node
from api.platform.pages.sorry import tell_on_page
from api.platform.requests.application import NO_TELEMETRY, allow_origins, make_application
from api.platform.security.dependencies import count_visit
from api.platform.settings import NodeSettings, Settings, read_settings
from api.platform.status.keeping_up import keeping_up
from api.platform.status.metrics import WORKERS
from api.platform.status.watching import Watched
from api.platform.stopping import hear_stopping
from api.platform.storage.outages import UNAVAILABLE, reason_of
from api.platform.web.compression import Compressing
from api.platform.web.handlers import register_handlers
from api.platform.web.middleware import API_VERSION, Manners
from api.platform.web.openapi import About
from api.platform.web.queue import QUEUE_STATE_KEY, Queue
from api.platform.webhooks.document import describe_events, shapes_of_events

log = logging.getLogger("vonk.node")


def create_app(settings: Settings | None = None, features: Features = FEATURES) -> FastAPI:
    """Make the service of these features with these settings, by default those of the environment."""
    settings = settings or read_settings(features.settings)
    app = FastAPI(
        title="Vonk",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_run_node,
        telemetry=NO_TELEMETRY,
    )
    v1 = create_v1(settings, features)
    app.state.settings, app.state.features = settings, features
    v1.state = app.state
    app.mount("/v1", v1)
    for router in features.pages:
        app.include_router(router, dependencies=[Depends(count_visit)])
    for feature in features:
        for path, files in feature.static_files.items():
            app.mount(path, files)
        for path, make in feature.mounts.items():
            own = make(settings)
            own.state = app.state
            app.mount(path, own)
    register_handlers(app, features.pages, tell_on_page)
    app.add_middleware(Compressing)
    app.add_middleware(
        Manners,
        max_body_bytes=settings[NodeSettings].max_body_bytes,
        large_bodies=features.large_bodies,
        json_under=("/v1", *(path for feature in features for path in feature.mounts)),
    )
    app.add_middleware(Watched)
    return app


def create_v1(settings: Settings, features: Features = FEATURES) -> FastAPI:
    """Make version 1 of the API."""
    v1 = make_application(
        settings,
        features.routers,
        title="Vonk",
        version=API_VERSION,
        about=About(
            "/v1",
            features.tags,
            webhooks=describe_events(features.events),
            schemas=shapes_of_events(features.events),
            dutch=dutch_summaries(),
            answers=example_answers(),
        ),
    )
    for feature in features:
        for error, answer in feature.handlers.items():
            v1.add_exception_handler(error, answer)
    allow_origins(v1, settings[NodeSettings].allowed_origins)
    return v1


@asynccontextmanager
async def _run_node(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    with hear_stopping() as stopping:
        node = Node(app.state.settings, stopping)
        app.state.node = node
        features: Features = app.state.features
        node.put(features)
        jobs = Jobs(node, features.works, features.recurring) if node.settings[NodeSettings].run_jobs else None
        try:
            await _start(node, features, jobs)
            WORKERS.set(1)
            gc.freeze()  # What is loaded now stays; the collector need not look at it again.
            async with keeping_up(node):
                own = node.settings[NodeSettings]
                yield {QUEUE_STATE_KEY: Queue(own.most_waiting, own.longest_wait_seconds)}
        finally:
            gc.unfreeze()  # A process may start another node after this one, as tests do by the thousand.
            if jobs is not None:
                await run_in_threadpool(jobs.stop)
            await node.close()
            log.info("stopped, process %d", os.getpid())


async def _start(node: Node, features: Features, jobs: Jobs | None) -> None:
    try:
        await _warm_up(node, features)
        if jobs is not None:
            await run_in_threadpool(jobs.start)
            node.put(jobs)
    except UNAVAILABLE as error:
        log.error("could not start: %s", reason_of(error))  # noqa: TRY400 - the sentence is for the operator
        raise
    except Exception:
        # Here, for the server tells no more of it than that there was something.
        log.exception("could not start")
        raise


async def _warm_up(node: Node, features: Features) -> None:
    for feature in features:
        for part in feature.parts:
            node.part(part)
        if feature.warm_up is not None:
            await feature.warm_up(node)
