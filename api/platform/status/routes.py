"""/healthz, /readyz and /metrics, outside /v1 and without a key."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.platform.schema import require_current_schema
from api.platform.status.metrics import OFFERS
from api.platform.storage.database import DatabaseError

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def tell_health() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def tell_readiness(request: Request) -> Response:
    """The database is there, migrated, and the catalogue is loaded: this node can take requests."""
    state = request.app.state
    try:
        await run_in_threadpool(require_current_schema, state.database)
        await state.live_catalogue.catch_up(await state.freshness.numbers())
    except (DatabaseError, SQLAlchemyError, OSError):
        return Response('{"status":"unavailable"}', HTTPStatus.SERVICE_UNAVAILABLE, media_type="application/json")
    return Response('{"status":"ready"}', media_type="application/json")


@router.get("/metrics")
async def tell_metrics(request: Request) -> Response:
    """Figures of this process, for Prometheus."""
    OFFERS.set(len(request.app.state.live_catalogue.catalogue))
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
