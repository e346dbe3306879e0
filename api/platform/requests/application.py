"""Makes an application: routes under one path, held to the rules, errors and document of this service."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.cors import CORSMiddleware

from api.platform.requests.rules import refuse_disorder, refuse_unknown_query_keys, require_content_type
from api.platform.settings import NodeSettings, Settings
from api.platform.web.handlers import register_handlers
from api.platform.web.openapi import About, describe

# Telemetry can carry what people sent.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def make_application(
    settings: Settings, routers: Sequence[APIRouter], *, title: str, version: str, about: About
) -> FastAPI:
    """Make an application of these routers, to be put in its place; whoever does gives it the state of the node."""
    own = settings[NodeSettings]
    app = FastAPI(
        title=title,
        version=version,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[
            Depends(require_content_type),
            Depends(refuse_unknown_query_keys),
            Depends(refuse_disorder),
        ],
        max_body_size=own.max_body_bytes,
        telemetry=NO_TELEMETRY,
    )
    for router in routers:
        app.include_router(router)
    describe(app, about, base_url=own.base_url)
    register_handlers(app, routers)
    return app


def allow_origins(app: FastAPI, origins: str) -> None:
    """Let pages of these origins, with commas between them, call this application; * is every one."""
    named = [origin.strip() for origin in origins.split(",") if origin.strip()]
    if named:
        app.add_middleware(CORSMiddleware, allow_origins=named, allow_methods=["*"], allow_headers=["*"])
