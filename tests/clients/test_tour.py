"""The tour past every operation, from which the examples and the collection for Bruno are made, really works."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from bench.tour.bruno import COLLECTION, collection
from bench.tour.examples import RECEIVER
from bench.tour.walking import beginning, operations_of, steps, walk
from tests.answers import check, is_told
from tests.clients.test_generated import run
from tests.house.operations import committed_document
from tests.processes.server import serving
from tests.service import make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

DOCUMENT = committed_document()
TOUR = steps(DOCUMENT)
# A stream never ends; what mails say is in tests/mail.
NEVER_PASSED = {"followTable"}
# One of two databases is enough: what differs between them is behind the wire.
only_once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def demo(database_url: str, database: Database) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server, and a key for each role."""
    http = httpx.AsyncClient()
    organizations = {Role.PARTNER: "De Focus", Role.COACH: "Coaches", Role.HOST: "Gastheren"}
    actors = {role: make_actor(http, database, role, organizations.get(role, "")) for role in Role}
    with serving(database_url) as (address, _):
        yield address, {role.value: actor.key for role, actor in actors.items()}


def test_the_tour_passes_every_operation() -> None:
    assert operations_of(DOCUMENT).keys() - {step.ask for step in TOUR} == NEVER_PASSED


def test_the_collection_is_the_one_that_the_tour_makes() -> None:
    files = {str(file.relative_to(COLLECTION)): file for file in COLLECTION.rglob("*") if file.is_file()}
    assert {name: file.read_text(encoding="utf-8") for name, file in files.items()} == collection(DOCUMENT), (
        "run `python -m bench.tour.bruno`"
    )


@only_once
def test_every_step_of_the_tour_is_answered_as_the_document_says(demo: tuple[str, dict[str, str]]) -> None:
    address, keys = demo
    asked = [step for step in TOUR if step.needs != "mail"]
    with httpx.Client(base_url=address, timeout=ONLY_A_HANG_SECONDS) as client:
        for _, answer in walk(asked, client, keys, beginning(dt.datetime.now(tz=dt.UTC), RECEIVER)):
            if is_told(answer):
                check(answer)


@only_once
def test_bruno_runs_the_collection(demo: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    bruno = shutil.which("bru")
    if bruno is None:
        pytest.skip("Bruno is not installed: npm install --global @usebruno/cli")
    address, keys = demo
    given = [f"--env-var={role}Key={key}" for role, key in keys.items()]
    report = tmp_path / "report.json"
    run([bruno, "run", "--env=demo", f"--env-var=address={address}", *given, f"--reporter-json={report}"], COLLECTION)
    (told,) = json.loads(report.read_text(encoding="utf-8"))
    assert told["summary"]["passedRequests"] == told["summary"]["totalRequests"]
