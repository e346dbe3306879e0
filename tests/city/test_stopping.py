"""`vonk match-city` that is stopped: with Ctrl-C it says so in one sentence, also for the processes that it started."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.matches.city.candidates import FEW
from tests.processes.server import ROOT
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

PROCESSES = 2
STOPPED = "vonk: Stopped; no file was written.\n"


@contextmanager
def ranking(folder: Path, template: Path) -> Iterator[subprocess.Popen[str]]:
    """A command that began to rank more clients than it ranks alone."""
    shutil.copy(template, folder / "vonk.db")
    client = {"interests": ["hout"]}
    lines = (json.dumps({"reference": f"K-{number}", "client": client}) for number in range(2 * FEW))
    (folder / "clients.jsonl").write_text("\n".join(lines))
    words = ["match-city", "clients.jsonl", "--output", "placed.csv", "--processes", str(PROCESSES)]
    command = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "api.operating.cli", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "VONK_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert command.stderr is not None
        assert command.stderr.readline().startswith("Ranking")
        yield command
    finally:
        with suppress(ProcessLookupError):
            os.killpg(command.pid, signal.SIGKILL)
        command.communicate()


def count_ranking(command: subprocess.Popen[str]) -> int:
    """How many of its processes have come so far that they rank."""
    children = Path(f"/proc/{command.pid}/task/{command.pid}/children").read_text().split()
    return sum("multiprocessing.spawn" in Path(f"/proc/{child}/cmdline").read_text() for child in children)


def test_ctrl_c_ends_a_ranking_with_one_sentence(tmp_path: Path, sqlite_template: Path) -> None:
    with ranking(tmp_path, sqlite_template) as command:
        wait_until(lambda: count_ranking(command) == PROCESSES)
        os.killpg(command.pid, signal.SIGINT)
        _, told = command.communicate(timeout=ONLY_A_HANG_SECONDS)
    assert (command.returncode, told) == (130, STOPPED)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["clients.jsonl", "secret_keys", "vonk.db"]
