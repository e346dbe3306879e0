"""A process that hears that it is asked to stop still does what it would have done."""

import os
import signal
import subprocess
import sys

import pytest

from tests.processes.server import ROOT

LISTENS = """
import os, signal, sys, time
from api.platform.stopping import hear_stopping
{before}
with hear_stopping() as stopping:
    os.kill(os.getpid(), signal.{name})
    time.sleep(0)
    print("heard" if stopping.is_set() else "unheard", flush=True)
"""


def run(before: str, name: str) -> subprocess.CompletedProcess[str]:
    program = LISTENS.format(before=before, name=name)
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_with_the_systems_own_handler_before_it_the_process_ends(name: str) -> None:
    done = run(f"signal.signal(signal.{name}, signal.SIG_DFL)", name)
    assert (done.returncode, done.stdout) == (-signal.Signals[name], "")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_who_listened_before_still_hears_it(name: str) -> None:
    done = run(f"signal.signal(signal.{name}, lambda number, frame: print('earlier', flush=True))", name)
    assert (done.returncode, done.stdout.split()) == (0, ["earlier", "heard"])


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_what_is_ignored_asks_nobody_to_stop(name: str) -> None:
    done = run(f"signal.signal(signal.{name}, signal.SIG_IGN)", name)
    assert (done.returncode, done.stdout.split()) == (0, ["unheard"])


def test_ctrl_c_is_an_interrupt_as_ever() -> None:
    done = run("", "SIGINT")
    assert (done.returncode, "KeyboardInterrupt" in done.stderr) == (-signal.SIGINT, True)
