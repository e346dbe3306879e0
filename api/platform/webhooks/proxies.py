"""The proxy of an organization, by which what goes out leaves its network: HTTPS_PROXY and NO_PROXY."""

import socket
from base64 import b64encode
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from api.platform.patience import seconds_left
from api.platform.webhooks.addresses import AddressRefusedError, Target, look_up
from api.platform.webhooks.vocabulary import Failure

MOST_ANSWER_BYTES: Final = 16_384
"""Of a proxy that opens a way; the answer of a receiver is read elsewhere."""
PORT: Final = 3128


def find_proxy(target: Target) -> Target | None:
    """Return where the proxy for this target is; None when there is none, or it is passed by."""
    proxies = getproxies_environment()
    if not target.is_secure or "https" not in proxies or proxy_bypass(target.authority):
        return None
    told = proxies["https"]
    parts = urlsplit(told if "://" in told else f"http://{told}")
    return Target(is_secure=False, authority=parts.netloc, host=parts.hostname or "", port=parts.port or PORT, path="")


def require_outside(target: Target) -> None:
    """Raise AddressRefusedError for what is known here to be private; a name that is not known here is the proxy's."""
    try:
        look_up(target, allow_private=False)
    except AddressRefusedError as error:
        if error.failure is not Failure.ADDRESS_UNKNOWN:
            raise


def open_way(connection: socket.socket, proxy: Target, target: Target, *, deadline: float) -> None:
    """Ask the proxy for a way to this target; raises OSError when it refuses."""
    where = f"[{target.host}]:{target.port}" if ":" in target.host else f"{target.host}:{target.port}"
    head = f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n{_credentials(proxy)}\r\n"
    connection.settimeout(seconds_left(deadline))
    connection.sendall(head.encode())
    told = b""
    # A byte at a time: what comes behind the answer is for whoever speaks next.
    while not told.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte or len(told) > MOST_ANSWER_BYTES:
            raise OSError("the proxy did not answer")
        told += byte
    if told.split(b" ", 2)[1:2] != [b"200"]:
        raise OSError("the proxy opened no way")


def _credentials(proxy: Target) -> str:
    who, has_some, _ = proxy.authority.rpartition("@")
    return f"Proxy-Authorization: Basic {b64encode(unquote(who).encode()).decode()}\r\n" if has_some else ""
