"""A disk that is full under SQLite, really: what partners and coaches see, and what happens when there is room again.

The disk is a tmpfs of its own, so this asks for the right to mount one: root has it, and so has `unshare -rm`.
"""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from tests.faults.stage import QUESTION, Running, Stage, staged
from tests.faults.telling import promise, tell, tell_machine
from tests.handovers.arranging import a_request
from tests.service import an_offer
from tests.webhooks.receiver import Receiver, receiving, wait_until

DISK_MB = 24
MOST_WRITES = 1000
LONG = "Samen maken we banken en bakken van oud hout. " * 80


def main() -> None:
    """Fill, look, make room, and look again."""
    tell_machine("A disk that is full (SQLite)")
    with tempfile.TemporaryDirectory(prefix="vonk-disk-") as name, _small_disk(Path(name)) as disk:
        if disk is None:
            tell("Not tried: this user may not mount a disk. Try with `unshare -rm`.")
            return
        with staged(f"sqlite:///{disk / 'vonk.db'}") as stage, receiving() as receiver, stage.serving() as running:
            wanted = {"url": receiver.url, "types": ["offer.created"]}
            running.post(stage.coach, "/webhook-endpoints", wanted).raise_for_status()
            offers = [running.post(stage.partner, "/offers", an_offer()).json()["id"]]
            _fill(disk)
            offers += _write_until_refused(running, stage)
            _look_while_full(running, stage, offers)
            (disk / "ballast").unlink()
            _look_afterwards(running, stage, offers, receiver)


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 - our own command
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - our own command


def _fill(disk: Path) -> None:
    with suppress(OSError), (disk / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(b"v" * 65_536)


def _write_until_refused(running: Running, stage: Stage) -> list[str]:
    written: list[str] = []
    for _ in range(MOST_WRITES):
        began = time.monotonic()
        answer = running.post(stage.partner, "/offers", an_offer(description=LONG))
        if not answer.is_success:
            detail = answer.json()["detail"]
            tell(
                f"After {len(written)} more offers a partner's write is answered {answer.status_code} within "
                f"{time.monotonic() - began:.1f} s, Retry-After {answer.headers['Retry-After']}: “{detail}”"
            )
            promise(is_kept=answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, that="a full disk is told as 503")
            return written
        written.append(answer.json()["id"])
    raise SystemExit("The disk was never full.")


def _look_while_full(running: Running, stage: Stage, offers: list[str]) -> None:
    writes = {
        "the same once more, with an Idempotency-Key": running.post(
            stage.partner, "/offers", an_offer(description=LONG), Idempotency_Key="full"
        ),
        "a handover": running.post(stage.coach, "/handovers", a_request(offers[0], message=LONG[:900])),
    }
    reads = {
        "the list of offers": running.get(stage.coach, "/offers"),
        "a match": running.post(stage.coach, "/matches", QUESTION),
        "one offer": running.get(stage.partner, f"/offers/{offers[0]}"),
        "/healthz": running.ask(stage.coach, "GET", "/healthz"),
        "/readyz": running.ask(stage.coach, "GET", "/readyz"),
    }
    told = [f"{name} {answer.status_code}" for name, answer in (writes | reads).items()]
    tell(f"While it is full: {', '.join(told)}.")
    tell(f"Lines of it in the log: {running.trouble()}. The first: {running.lines_of_trouble()[0]}")
    promise(is_kept=all(each.is_success for each in reads.values()), that="reading and matching go on")
    promise(is_kept=all(each.status_code < 500 or each.status_code == 503 for each in writes.values()), that="no 500")
    promise(is_kept="Traceback" not in running.log.read_text(encoding="utf-8"), that="no traceback in the log")


def _look_afterwards(running: Running, stage: Stage, offers: list[str], receiver: Receiver) -> None:
    began = time.monotonic()
    body, path = an_offer(description=LONG), "/offers"
    while not (answer := running.post(stage.partner, path, body, Idempotency_Key="full")).is_success:
        time.sleep(0.1)
    tell(f"With room again the same write is answered {answer.status_code} after {time.monotonic() - began:.1f} s.")
    again = running.post(stage.partner, path, body, Idempotency_Key="full")
    offers.append(answer.json()["id"])
    promise(is_kept=again.json()["id"] == offers[-1], that="the repeated write was done once")
    kept = stage.count("offers")
    promise(is_kept=kept == len(offers), that=f"the database has the {len(offers)} offers that were acknowledged")
    wait_until(lambda: len(set(receiver.ids)) >= len(offers))
    tell(f"{time.monotonic() - began:.1f} s after there was room the webhook of each offer had come.")
    with stage.database.engine.connect() as connection:
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    promise(is_kept=whole == "ok", that="the file is whole")


if __name__ == "__main__":
    main()
