"""A body of 100 MB, told beforehand and in chunks without an end: what its sender sees, and what it costs."""

import re
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.faults.stage import Running, staged
from tests.faults.telling import MEGABYTE, counted, memory_mb, promise, tell, tell_machine
from tests.processes.test_connections import connect
from tests.service import Actor

BODY_MB = 100
SENDERS = 10
MOST_MORE_MB = 60
_CHUNK = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
_STATUS = re.compile(rb"HTTP/1.1 (\d+)")


class Sent(NamedTuple):
    """What came of a body: the status, how much of it left the sender, and after how long it was known."""

    status: str
    megabytes: float
    seconds: float


def main() -> None:
    """Send, and tell."""
    tell_machine("A body of 100 MB")
    with staged() as stage, stage.serving() as running:
        running.post(stage.coach, "/matches", {"client": {}})
        before = memory_mb(running.pid)
        # From here on the system notes the peak anew.
        Path(f"/proc/{running.pid}/clear_refs").write_text("5", encoding="ascii")
        with running.somebody_matching(stage.coach) as other, ThreadPoolExecutor(SENDERS) as pool:
            told = list(pool.map(lambda _: _send_told(running, stage.coach), range(SENDERS)))
            endless = list(pool.map(lambda _: _send_chunks(running, stage.coach), range(SENDERS)))
        most = memory_mb(running.pid, "VmHWM")
    _tell_of("whose length is told", told)
    _tell_of("in chunks", endless)
    tell(f"The process held {before:.0f} MB before, and {most:.0f} MB at the most. Somebody else saw {other.told()}.")
    promise(is_kept={each.status for each in told + endless} == {"413"}, that="each sender is told 413")
    promise(is_kept=most - before < MOST_MORE_MB, that=f"{2 * SENDERS} such bodies cost less than {MOST_MORE_MB} MB")
    promise(is_kept=set(other.seen) == {"200"}, that="others are served meanwhile")


def _tell_of(how: str, bodies: list[Sent]) -> None:
    statuses = Counter(each.status for each in bodies)
    slowest = max(each.seconds for each in bodies)
    megabytes = max(each.megabytes for each in bodies)
    tell(
        f"{SENDERS} bodies of {BODY_MB} MB at once, {how}: {counted(statuses)}, the slowest after {slowest:.2f} s; "
        f"at the most {megabytes:.1f} MB of one was taken by the system."
    )


def _head(coach: Actor, length: str) -> bytes:
    head = f"POST /v1/matches HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {coach.key}\r\n{length}\r\n\r\n"
    return head.replace("\r\n\r\n", "\r\nContent-Type: application/json\r\n\r\n").encode()


def _send_told(running: Running, coach: Actor) -> Sent:
    began = time.monotonic()
    with connect(running.address) as sender:
        sender.sendall(_head(coach, f"Content-Length: {BODY_MB * MEGABYTE}"))
        return Sent(_status(sender), 0, time.monotonic() - began)


def _send_chunks(running: Running, coach: Actor) -> Sent:
    began, sent = time.monotonic(), 0
    with connect(running.address) as sender:
        sender.sendall(_head(coach, "Transfer-Encoding: chunked"))
        sender.settimeout(0.01)
        while sent < BODY_MB * MEGABYTE:
            status = _peek(sender)
            if status:
                break
            with suppress(TimeoutError):
                sent += sender.send(_CHUNK[sent % len(_CHUNK) :])
        sender.settimeout(60)
        return Sent(status or _status(sender), sent / MEGABYTE, time.monotonic() - began)


def _peek(sender: socket.socket) -> str:
    try:
        return _found(sender.recv(4096, socket.MSG_DONTWAIT))
    except (BlockingIOError, TimeoutError):
        return ""


def _status(sender: socket.socket) -> str:
    return _found(sender.recv(4096))


def _found(told: bytes) -> str:
    found = _STATUS.match(told)
    return found.group(1).decode() if found else "closed"


if __name__ == "__main__":
    main()
