"""One attempt to deliver: signed, to a checked address, within a time, and never on to where an answer points."""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

import orjson
from standardwebhooks.webhooks import Webhook

from api.platform.patience import ended_at, seconds_left
from api.platform.tracing import Trace
from api.platform.web.shapes import to_utc_text
from api.platform.webhooks.addresses import AddressRefusedError, SocketAddress, Target, look_up, read_target
from api.platform.webhooks.proxies import find_proxy, open_way, require_outside
from api.platform.webhooks.tables import WebhookEvent
from api.platform.webhooks.vocabulary import Failure

CONTENT_TYPE = "application/cloudevents+json"


@dataclass(frozen=True, slots=True)
class Attempt:
    """How an attempt ended: the status of the answer, and what was wrong if anything was."""

    status: int | None = None
    failure: Failure | None = None


def render(event: WebhookEvent, *, source: str) -> bytes:
    """Render the event as it is sent: a CloudEvent of the NL GOV profile, with the members of Standard Webhooks."""
    moment = to_utc_text(event.happened_at)
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": event.id,
            "source": source,
            "type": event.type,
            "time": moment,
            "datacontenttype": "application/json",
            "timestamp": moment,
            "data": event.data,
        }
    )


def sign(event: WebhookEvent, body: bytes, *, secret: str) -> dict[str, str]:
    """Return the headers that tell a receiver that this body is ours and of now, and of which trace it is a part."""
    # Not the service's clock, which a setting may move: a receiver compares this with its own.
    now = datetime.now(UTC)
    trace = Trace(trace_id=event.trace_id) if event.trace_id else Trace()
    return {
        "traceparent": trace.to_header(),
        "webhook-id": event.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(event.id, now, body.decode()),
    }


def send(url: str, body: bytes, headers: Mapping[str, str], *, timeout_seconds: float, allow_private: bool) -> Attempt:
    """Post this body once; only an answer of 200 to 299 counts as delivered."""
    try:
        target = read_target(url, allow_private=allow_private)
        way = _find_way(target, allow_private=allow_private)
    except AddressRefusedError as error:
        return Attempt(failure=error.failure)
    deadline = time.monotonic() + timeout_seconds
    try:
        status = _post(target, way, body, headers, deadline=deadline)
    except ssl.SSLError:
        failure = Failure.CERTIFICATE
    except TimeoutError:
        failure = Failure.TIMEOUT
    except (OSError, http.client.HTTPException):
        failure = Failure.CONNECTION
    else:
        return Attempt(status, _failure_of(status))
    return Attempt(failure=Failure.TIMEOUT if time.monotonic() >= deadline else failure)


def _failure_of(status: int) -> Failure | None:
    # Not followed: where an answer points was never checked.
    if status // 100 == 3:  # noqa: PLR2004 - 300 to 399
        return Failure.REDIRECT
    return None if status // 100 == 2 else Failure.STATUS  # noqa: PLR2004 - 200 to 299


class _Way(NamedTuple):
    """How a target is reached: at these addresses, which are those of the proxy when there is one."""

    addresses: list[SocketAddress]
    proxy: Target | None


def _find_way(target: Target, *, allow_private: bool) -> _Way:
    proxy = find_proxy(target)
    if proxy is None:
        return _Way(look_up(target, allow_private=allow_private), None)
    # The proxy looks the name up itself, so what leads inside has to be refused there too.
    if not allow_private:
        require_outside(target)
    return _Way(look_up(proxy, allow_private=True), proxy)


def _post(target: Target, way: _Way, body: bytes, headers: Mapping[str, str], *, deadline: float) -> int:
    own = {"Host": target.authority, "Content-Type": CONTENT_TYPE, "User-Agent": "Vonk", "Connection": "close"}
    with (
        _connect(way.addresses, deadline=deadline) as plain,
        ended_at(deadline, plain),
        _secured(target, plain, way.proxy, deadline=deadline) as channel,
    ):
        connection = http.client.HTTPConnection(target.host, target.port)
        # The checked address and no other: a connection that is lost is not opened again.
        connection.auto_open = 0
        connection.sock = channel
        connection.request("POST", target.path, body, own | dict(headers))
        with connection.getresponse() as response:
            return response.status


def _secured(target: Target, plain: socket.socket, proxy: Target | None, *, deadline: float) -> socket.socket:
    if proxy is not None:
        open_way(plain, proxy, target, deadline=deadline)
    return _tls().wrap_socket(plain, server_hostname=target.host) if target.is_secure else plain


def _connect(addresses: list[SocketAddress], *, deadline: float) -> socket.socket:
    for number, each in enumerate(addresses, start=1):
        opened = socket.socket(each.family, socket.SOCK_STREAM)
        # One deadline for all addresses together, so that many slow ones do not add up.
        opened.settimeout(seconds_left(deadline))
        try:
            opened.connect(each.address)
        except OSError:
            opened.close()
            if number == len(addresses) or time.monotonic() >= deadline:
                raise
        else:
            return opened
    raise OSError("no address")


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
