"""PostgreSQL dies under load and comes back: what partners see who write, and what of it is there afterwards.

What each answer is while it is gone stands in tests/databases/test_outages.py; this looks at a real server under load.
"""

import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from tests.faults.stage import Running, Stage, staged
from tests.faults.telling import counted, promise, tell, tell_machine
from tests.postgres import Postgres, postgres_server
from tests.service import an_offer
from tests.webhooks.receiver import receiving, wait_until

PARTNERS = 4
BEFORE_OFFERS, AFTER_OFFERS = 20, 20
GONE_SECONDS = 15


@dataclass
class Partners:
    """Partners who write offers, each until it is acknowledged, under a key by which it is made once."""

    running: Running
    stage: Stage
    acknowledged: list[str] = field(default_factory=list)
    answers: list[tuple[float, float, str]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def write(self, name: int) -> None:
        """Write one offer after the other."""
        number = 0
        while not self.is_over.is_set():
            if self._is_written(f"{name}-{number}"):
                number += 1

    def _is_written(self, key: str) -> bool:
        began = time.monotonic()
        try:
            answer = self.running.post(
                self.stage.partner, "/offers", an_offer(title=f"Hout {key}"), Idempotency_Key=key
            )
        except httpx.TransportError:
            self.answers.append((began, time.monotonic(), "no answer"))
            return False
        self.answers.append((began, time.monotonic(), str(answer.status_code)))
        if answer.is_success:
            self.acknowledged.append(answer.json()["id"])
        else:
            self.is_over.wait(0.5)
        return answer.is_success

    def wait_for(self, more: int) -> None:
        """Return once so many more were acknowledged."""
        enough = len(self.acknowledged) + more
        wait_until(lambda: len(self.acknowledged) >= enough)


def main() -> None:
    """Kill it, start it, and tell."""
    tell_machine("PostgreSQL dies under load and comes back")
    with postgres_server() as server, staged(server.address) as stage, receiving() as receiver:
        with stage.serving() as running, ThreadPoolExecutor(PARTNERS) as pool:
            wanted = {"url": receiver.url, "types": ["offer.created"]}
            running.post(stage.coach, "/webhook-endpoints", wanted).raise_for_status()
            partners = Partners(running, stage)
            writing = [pool.submit(partners.write, name) for name in range(PARTNERS)]
            try:
                died, back = _kill_and_start(server, partners)
            finally:
                partners.is_over.set()
            for each in writing:
                each.result()
            wait_until(lambda: len(set(receiver.ids)) >= len(set(partners.acknowledged)))
            trouble, lines = running.trouble(), running.lines_of_trouble()
            ready = running.ask(stage.coach, "GET", "/readyz").status_code
        _tell_answers(partners, died, back)
        tell(f"Lines of it in the log: {trouble}. The first: {lines[0]}")
        promise(is_kept=all(" WARNING " in line for line in lines), that="what goes wrong is told in one line each")
        tell(f"/readyz says {ready}. The webhooks of all {len(set(receiver.ids))} offers came.")
        written, made = len(set(partners.acknowledged)), stage.count("offers")
        promise(is_kept=made == written, that=f"each of {written} acknowledged offers is there, once, and no other")


def _kill_and_start(server: Postgres, partners: Partners) -> tuple[float, float]:
    partners.wait_for(BEFORE_OFFERS)
    died = time.monotonic()
    server.stop(signal.SIGQUIT)
    time.sleep(GONE_SECONDS)
    server.start()
    back = time.monotonic()
    partners.wait_for(AFTER_OFFERS)
    return died, back


def _tell_answers(partners: Partners, died: float, back: float) -> None:
    times: dict[str, list[tuple[float, str]]] = {"Before": [], "While it was gone": [], "Afterwards": []}
    for began, ended, what in partners.answers:
        when = "Before" if ended < died else "While it was gone" if began < back else "Afterwards"
        times[when].append((ended - began, what))
    for when, then in times.items():
        seen = Counter(what for _, what in then)
        tell(f"{when}: {counted(seen)}; the slowest took {max((took for took, _ in then), default=0):.1f} s.")
        promise(is_kept=seen.keys() <= {"201", "503"}, that="an answer is 201 or 503")
    again = min(ended for began, ended, what in partners.answers if what == "201" and ended >= back)
    tell(f"The first offer was taken {again - back:.1f} s after the database took connections again.")


if __name__ == "__main__":
    main()
