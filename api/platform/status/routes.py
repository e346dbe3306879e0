"""/healthz, /readyz and /metrics, outside /v1 and without a key."""

import os
from http import HTTPStatus

import orjson
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.platform.node import node_of
from api.platform.status.metrics import render_figures
from api.platform.status.readiness import is_ready, look
from api.platform.web.problems import RETRY_AFTER_SECONDS

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def tell_health() -> dict[str, str]:
    """Tell that the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def tell_readiness(request: Request) -> Response:
    """Tell whether this process can take requests, and what is wrong when it cannot."""
    checks = await look(node_of(request))
    ready = is_ready(checks)
    told = {"status": "ready" if ready else "unavailable", "process": os.getpid(), "checks": checks}
    return Response(
        # For a person with a terminal, so each on a line of its own.
        orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
        HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE,
        headers={} if ready else {"Retry-After": str(RETRY_AFTER_SECONDS)},
        media_type="application/json",
    )


@router.get("/metrics")
def tell_metrics(request: Request) -> Response:
    """Tell the figures of this node, for Prometheus."""
    return Response(render_figures(node_of(request)), media_type=CONTENT_TYPE_LATEST)
