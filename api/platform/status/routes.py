"""/healthz, /readyz and /metrics, outside /v1 and without a key."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.platform.feature import Features
from api.platform.node import node_of
from api.platform.schema import require_current_schema
from api.platform.storage.outages import UNAVAILABLE
from api.platform.web.problems import RETRY_AFTER_SECONDS

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def tell_health() -> dict[str, str]:
    """Tell that the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def tell_readiness(request: Request) -> Response:
    """Tell whether this node can take requests: the database is there and migrated, what is remembered is loaded."""
    node = node_of(request)
    try:
        await run_in_threadpool(require_current_schema, node.database)
        for feature in node.part(Features):
            if feature.catch_up is not None:
                await feature.catch_up(node)
    except (*UNAVAILABLE, SQLAlchemyError, OSError):
        return Response(
            '{"status":"unavailable"}',
            HTTPStatus.SERVICE_UNAVAILABLE,
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
            media_type="application/json",
        )
    return Response('{"status":"ready"}', media_type="application/json")


@router.get("/metrics")
async def tell_metrics() -> Response:
    """Tell the figures of this process, for Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
