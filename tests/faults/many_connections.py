"""Ten thousand silent connections, or as many as this machine allows: what the others see, and what it costs."""

import resource
import time
from collections import Counter
from contextlib import ExitStack

import httpx

from api.platform.web.connections import MOST_CONNECTIONS
from tests.faults.stage import Running, staged
from tests.faults.telling import counted, memory_mb, promise, tell, tell_machine
from tests.processes.test_connections import connect, is_closed
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

CONNECTIONS = 10_000
LEFT_FOR_THE_REST = 500
NEWCOMERS = 10


def main() -> None:
    """Connect, and tell."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    number = min(CONNECTIONS, allowed - LEFT_FOR_THE_REST)
    tell_machine(f"{number} connections on which nothing is asked")
    with staged() as stage, stage.serving() as running:
        before = memory_mb(running.pid)
        with running.somebody_matching(stage.coach) as other:
            with ExitStack() as stack:
                began = time.monotonic()
                opened = [stack.enter_context(connect(running.address)) for _ in range(number)]
                newcomers = Counter(_come(running) for _ in range(NEWCOMERS))
                spent = time.monotonic() - began
                memory = memory_mb(running.pid)
                for each in opened:
                    each.settimeout(0.0001)
                kept = sum(not is_closed(each) for each in opened)
            began = time.monotonic()
            wait_until(lambda: _come(running) == "200")
            back_seconds = time.monotonic() - began
    tell(f"They were opened within {spent:.0f} s; {kept} were kept then and the others closed without a word.")
    tell(f"Who was connected already and matched saw {other.told()}.")
    tell(f"Who came new while they stood: {counted(newcomers)}.")
    tell(f"Once they left, who came new was served after {back_seconds:.1f} s.")
    tell(f"Memory: {before:.0f} MB before, {memory:.0f} MB with them.")
    promise(is_kept=kept <= MOST_CONNECTIONS, that=f"a process keeps at most {MOST_CONNECTIONS}")
    promise(is_kept=set(other.seen) == {"200"}, that="who is connected is served on")


def _come(running: Running) -> str:
    try:
        return str(httpx.get(f"{running.address}/healthz", timeout=ONLY_A_HANG_SECONDS).status_code)
    except httpx.TransportError:
        return "closed without a word"


if __name__ == "__main__":
    main()
