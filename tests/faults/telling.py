"""What a fault tells: sentences, figures of a process, and the promises that it looks at."""

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

MEGABYTE = 1_000_000
_NOBODY = "no answer"


def tell(sentence: str) -> None:
    """Print a sentence at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def promise(*, is_kept: bool, that: str) -> None:
    """Tell what Vonk promises and keeps; ends the script when it does not."""
    if not is_kept:
        raise SystemExit(f"NOT KEPT: {that}")
    tell(f"Kept: {that}")


def tell_machine(title: str) -> None:
    """Tell what is tried, and on how many cores beside how much other work."""
    waiting = os.getloadavg()[0]
    tell(f"\n# {title}\nPython {sys.version.split()[0]}, {os.cpu_count()} cores, load {waiting:.1f} before it began.")


def memory_mb(pid: int, figure: str = "VmRSS") -> float:
    """Give how much memory a process holds now, or with `VmHWM` held at the most."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith(f"{figure}:"))
    return int(kilobytes) * 1024 / MEGABYTE


def counted(seen: Counter[str]) -> str:
    """Write how often each was seen, most often first."""
    return ", ".join(f"{number} times {what}" for what, number in seen.most_common()) or "nothing"


@dataclass
class Bystander:
    """Somebody else, who asks the same thing again and again, and notes what comes of it and how long it took."""

    ask: Callable[[], httpx.Response]
    pause_seconds: float = 0.1
    seconds: list[float] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def asking(self) -> Iterator["Bystander"]:
        """Ask in the background."""
        is_over = threading.Event()
        thread = threading.Thread(target=self._repeat, args=(is_over,))
        thread.start()
        try:
            yield self
        finally:
            is_over.set()
            thread.join()

    def told(self) -> str:
        """Write what the bystander saw."""
        in_order = sorted(self.seconds)
        middle = in_order[len(in_order) // 2] if in_order else 0
        slowest = in_order[-1] if in_order else 0
        return f"{counted(self.seen)}; half of them within {middle:.2f} s, the slowest {slowest:.2f} s"

    def _repeat(self, is_over: threading.Event) -> None:
        while not is_over.is_set():
            began = time.monotonic()
            try:
                what = str(self.ask().status_code)
            except httpx.HTTPError:
                what = _NOBODY
            self.seen[what] += 1
            self.seconds.append(time.monotonic() - began)
            is_over.wait(self.pause_seconds)
