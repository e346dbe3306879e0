"""/docs: the interactive documentation, served from this machine alone."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, Response
from starlette.staticfiles import StaticFiles

STATIC_FILES = StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vonk – API</title>
<link rel="icon" href="/docs-files/favicon.png">
<link rel="stylesheet" href="/docs-files/swagger-ui.css">
</head>
<body>
<main id="documentation"></main>
<script src="/docs-files/swagger-ui-bundle.js"></script>
<script type="module" src="/docs/start.js"></script>
</body>
</html>
"""
# The document names the public address; to try it out, the server at hand is the right one.
_START = """const answer = await fetch("/v1/openapi.json");
const spec = { ...(await answer.json()), servers: [{ url: "/v1" }] };
SwaggerUIBundle({ spec, dom_id: "#documentation", deepLinking: true, validatorUrl: null });
"""

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def show_docs() -> Response:
    """Show the documentation, to read and to try."""
    return Response(_PAGE, media_type="text/html", headers={"Content-Security-Policy": _POLICY})


@router.get("/docs/start.js")
async def start_docs() -> Response:
    """Return the few lines that start the page; a file of its own, for the policy allows no inline script."""
    return Response(_START, media_type="text/javascript")
