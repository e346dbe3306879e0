"""Hundreds of clients that send one byte a second: what the others see, and how long the slow ones are borne."""

import socket
import time

from api.platform.web.connections import ARRIVES_WITHIN_SECONDS
from tests.faults.stage import staged
from tests.faults.telling import memory_mb, promise, tell, tell_machine
from tests.processes.test_connections import connected, is_closed

CLIENTS = 500
LONGEST_SECONDS = 4 * ARRIVES_WITHIN_SECONDS
REQUEST = b"GET /v1/interests?q=a HTTP/1.1\r\nHost: a\r\nX-Slow: " + b"s" * 1000


def main() -> None:
    """Send, and tell."""
    tell_machine(f"{CLIENTS} clients that send one byte a second")
    with staged() as stage, stage.serving() as running:
        before = memory_mb(running.pid)
        with (
            running.somebody_matching(stage.coach) as other,
            connected(running.address, CLIENTS, REQUEST[:1]) as clients,
        ):
            for each in clients:
                each.settimeout(0)
            began = time.monotonic()
            closed_after = _send_slowly(clients, began)
        after = memory_mb(running.pid)
    first, last = min(closed_after, default=0), max(closed_after, default=0)
    tell(
        f"{len(closed_after)} of {CLIENTS} were closed, the first after {first:.0f} s and the last after {last:.0f} s."
    )
    tell(f"Memory: {before:.0f} MB before, {after:.0f} MB after.")
    tell(f"Somebody else, who matched meanwhile, saw {other.told()}.")
    promise(is_kept=len(closed_after) == CLIENTS, that="who sends so slowly is let go")
    promise(is_kept=set(other.seen) == {"200"}, that="others are served meanwhile")


def _send_slowly(clients: list[socket.socket], began: float) -> list[float]:
    """Send each a byte each second, and give after how long each was closed."""
    closed_after, left = [], list(clients)
    for byte in REQUEST[1:]:
        if not left or time.monotonic() - began > LONGEST_SECONDS:
            break
        open_still = [each for each in left if _takes(each, byte)]
        closed_after += [time.monotonic() - began] * (len(left) - len(open_still))
        left = open_still
        time.sleep(1)
    return closed_after


def _takes(client: socket.socket, byte: int) -> bool:
    try:
        client.send(bytes([byte]))
        client.recv(1)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return not is_closed(client)


if __name__ == "__main__":
    main()
