"""POST /v1/matches of a real `vonk serve` against the same app with ready-made bytes: `python -m bench.endpoint`."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import httpx
import orjson
import uvicorn
import uvloop
from fastapi import APIRouter, Request, Response
from starlette.routing import Mount, Route

from api.main import create_app
from api.platform.security.dependencies import MATCHERS
from api.platform.settings import NodeSettings, Settings
from bench.city import make_clients, make_offers
from bench.load import CONNECTIONS, HEAD_END, Target, load_in_turns
from bench.serving import serve_vonk, serving
from bench.stored_city import client_on_the_wire, store_city
from matching.facts import ClientProfile

_OFFERS: Final = 10_000
_CLIENTS: Final = 40
_LIMIT: Final = 10


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder, ExitStack() as stack:
        url = f"sqlite:///{Path(folder) / 'vonk.db'}"
        key = store_city(url, make_offers(_OFFERS))
        questions = [_question(client) for client in make_clients(_CLIENTS)]
        os.environ["VONK_DATA_DIR"] = folder
        vonk_port = stack.enter_context(serving(serve_vonk, url))
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        answer = httpx.post(f"http://127.0.0.1:{vonk_port}/v1/matches", content=questions[0], headers=headers)
        answer.raise_for_status()
        ceiling_port = stack.enter_context(serving(_serve_ready_made, url, answer.content))
        vonk, ceiling, bare = (
            Target(port, [_request(path, key, port, body) for body in questions])
            for path, port in (("matches", vonk_port), ("ready-made", ceiling_port), ("bare", ceiling_port))
        )
        uvloop.run(load_in_turns(vonk, ceiling, bare))
    size = len(answer.content)
    print(f"{_OFFERS:,} offers of one city, explained top {_LIMIT}, {CONNECTIONS} connections, {size:,} bytes")
    _report("POST /v1/matches", vonk)
    _report("ready-made bytes", ceiling)
    _report("the same, no key asked", bare)
    print(f"  ratio                  {vonk.per_second / ceiling.per_second:9.2f}")
    print(f"  ratio to the bare one  {vonk.per_second / bare.per_second:9.2f}")


def _report(name: str, target: Target) -> None:
    print(
        f"  {name:<22} {target.per_second:9,.0f} requests/s"
        f"   p50 {target.percentile_ms(50):6.2f} ms   p99 {target.percentile_ms(99):6.2f} ms"
    )


def _request(path: str, key: str, port: int, body: bytes) -> bytes:
    head = (
        f"POST /v1/{path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {key}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(head).encode() + HEAD_END + body


def _serve_ready_made(port: int, url: str, answer: bytes) -> None:
    """Make the same app with two routes that know their answer beforehand: one like any other, and a bare one."""
    ready = APIRouter()

    @ready.post("/ready-made", dependencies=[MATCHERS])
    async def answer_caller(request: Request) -> Response:
        await request.body()
        return Response(answer, media_type="application/json")

    async def answer_anyone(request: Request) -> Response:
        await request.body()
        return Response(answer, media_type="application/json")

    app = create_app(Settings(NodeSettings(database_url=url)))
    v1: Any = next(route.app for route in app.routes if isinstance(route, Mount) and route.path == "/v1")
    v1.include_router(ready)
    # The busiest route of the service comes first too.
    v1.router.routes.insert(0, v1.router.routes.pop())
    v1.router.routes.insert(0, Route("/bare", answer_anyone, methods=["POST"]))
    uvicorn.run(app, port=port, server_header=False, access_log=False, log_level="warning")


def _question(client: ClientProfile) -> bytes:
    return orjson.dumps({"client": client_on_the_wire(client), "limit": _LIMIT})


if __name__ == "__main__":
    main()
