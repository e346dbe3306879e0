"""`vonk match-city` as an operator runs it: a file in, a file out, and nothing in between."""

import csv
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from api.matches.city import candidates
from api.matches.city.candidates import ClientOptions, everyone
from bench.city import TODAY, make_clients, make_offers
from matching import Catalogue, Question, rank, suits
from tests.matching_tables.afternoon import COOKING, COOKING_OFFER, WOOD, WOOD_OR_COOKING
from tests.processes.server import ROOT, vonk
from tests.service import Service, an_offer
from tests.waiting import ONLY_A_HANG_SECONDS

BSN = "111222333"


async def offered(service: Service, database_url: str) -> tuple[dict[str, str], str, str]:
    """What a command needs to find this database, with one place for wood and one for cooking."""
    one = {"places": {"available": 1}}
    wood = (await service.partner.post("/offers", an_offer(**one))).json()["id"]
    cooking = (await service.partner.post("/offers", an_offer(**COOKING_OFFER, **one))).json()["id"]
    return {"VONK_DATABASE_URL": database_url}, wood, cooking


def write_lines(path: Path, lines: Sequence[Any]) -> str:
    path.write_text("".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in lines))
    return str(path)


def asking(reference: str, client: dict[str, Any]) -> dict[str, Any]:
    return {"reference": reference, "client": client}


CLIENTS = [
    asking("K-1", WOOD),
    asking("K-2", COOKING | {"goals": ["meeting"]}),
    asking("K-3", WOOD_OR_COOKING),
    asking("K-4", {"interests": ["muziek"]}),
    asking("K-5", WOOD | {"loadCapacity": {"hoursPerWeek": 1}}),
]


async def test_everyone_hears_what_they_get_or_why_not(service: Service, database_url: str, tmp_path: Path) -> None:
    data, wood, cooking = await offered(service, database_url)
    file = write_lines(tmp_path / "clients.jsonl", CLIENTS)
    done = vonk("match-city", file, **data)
    assert done.returncode == 0, done.stderr
    told = {each["reference"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert list(told) == [each["reference"] for each in CLIENTS]
    assert sorted(str(told[each]["offerId"]) for each in ("K-1", "K-2", "K-3")) == sorted([wood, cooking, "None"])
    assert {each["code"] for each in told.values() if each["offerId"]} == {"first-choice"}
    assert all(each["reason"].endswith(".") for each in told.values())
    codes = [told[each]["code"] for each in ("K-4", "K-5")]
    assert codes == ["nothing-suitable", "nothing-possible"]
    assert "too-few-places" in {told[each]["code"] for each in ("K-1", "K-2", "K-3")}
    for line in ("5 clients, 2 offers", "placed", "total score", "without a place: 3", "this was proved", "seconds:"):
        assert line in done.stderr


async def test_the_file_is_for_its_owner_and_in_the_form_its_name_says(
    service: Service, database_url: str, tmp_path: Path
) -> None:
    data, *_ = await offered(service, database_url)
    file, output = write_lines(tmp_path / "clients.jsonl", CLIENTS), tmp_path / "placed.csv"
    done = vonk("match-city", file, "--output", str(output), "--language", "en", **data)
    assert (done.returncode, done.stdout) == (0, "")
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    with output.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["reference"] for row in rows] == [each["reference"] for each in CLIENTS]
    assert rows[3]["reason"].startswith("There is nothing that suits")
    assert not list(unfinished(tmp_path))


def unfinished(folder: Path) -> Iterator[Path]:
    return folder.glob(".vonk-*")


async def test_bad_lines_are_named_and_nothing_is_written(service: Service, database_url: str, tmp_path: Path) -> None:
    data, *_ = await offered(service, database_url)
    lines = [
        CLIENTS[0],
        "geen json",
        asking("K-2", {"interests": [f"ik ben {BSN}"]}),
        asking("K-3", {"interests": [], "diagnosis": "reuma"}),
        "",
        asking("K-1", COOKING),
        asking(BSN, COOKING),
        asking("K-6", COOKING) | {"name": "Bertus"},
        asking("K-7", {"interests": [], "age": "oud"}),
    ]
    output = tmp_path / "placed.jsonl"
    output.write_text("as it was")
    done = vonk("match-city", write_lines(tmp_path / "clients.jsonl", lines), "--output", str(output), **data)
    assert (done.returncode, done.stdout, output.read_text()) == (1, "", "as it was")
    named = [line.partition(": ")[::2] for line in done.stderr.splitlines()[1:]]
    assert [(line, told.split()[0]) for line, told in named] == [
        ("line 2", "This"),
        ("line 3", "/client/interests/0"),
        ("line 4", "/client/diagnosis"),
        ("line 6", "/reference"),
        ("line 7", "/reference"),
        ("line 8", "/name"),
        ("line 9", "/client/age"),
    ]
    assert [word for word in (BSN, "reuma", "Bertus", "oud") if word in done.stderr] == []


@pytest.mark.parametrize(
    ("content", "output", "sentence"),
    [
        (None, "placed.csv", "cannot be read: No such file"),
        ("\n\n", "placed.csv", "holds no clients"),
        (json.dumps(CLIENTS[0]), "nowhere/placed.csv", "cannot be written"),
        ("x\n" * 30, "placed.csv", "and 10 more"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_before_the_work(
    content: str | None, output: str, sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "clients.jsonl"
    if content is not None:
        file.write_text(content)
    done = vonk("match-city", str(file), "--output", str(tmp_path / output), VONK_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_several_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 0)
    catalogue = Catalogue()
    for offer in make_offers(40):
        catalogue.put(offer)
    questions = [Question(client=client, on=TODAY, limit=5) for client in make_clients(120)]
    alone, reasons = asked(catalogue, questions, processes=1)
    assert asked(catalogue, questions, processes=2) == (alone, reasons)
    assert any(reasons)
    # What each would get and why is what the whole answer says about it.
    for question, options, reason in zip(questions, alone, reasons, strict=True):
        answered = [match for match in rank(catalogue, question).matches if suits(match, question.client.interests)]
        assert options.offer_ids == tuple(match.offer_id for match in answered)
        assert options.scores == tuple(match.score for match in answered)
        assert reason == (answered[-1].reasons[0].text if answered and answered[-1].reasons else "")


def asked(
    catalogue: Catalogue, questions: Sequence[Question], *, processes: int
) -> tuple[list[ClientOptions], list[str]]:
    """What suits everyone, and why the last of that would."""
    with everyone(catalogue, questions, processes=processes) as clients:
        options = list(clients.options())
        return options, list(clients.reasons([each.offer_ids[-1] if each.offer_ids else None for each in options]))


RANKING = """
import sys
from api.matches.city import candidates
from bench.city import TODAY, make_clients, make_offers
from matching import Catalogue, Question

if __name__ == "__main__":
    candidates.FEW = 0
    catalogue = Catalogue()
    for offer in make_offers(20):
        catalogue.put(offer)
    questions = [Question(client=client, on=TODAY, limit=5) for client in make_clients(120)]
    with candidates.everyone(catalogue, questions, processes=2) as clients:
        next(clients.options())
        print("ranking", flush=True)
        sys.stdin.read()
"""


def test_a_killed_command_leaves_no_process_with_profiles_behind(tmp_path: Path) -> None:
    script = tmp_path / "ranking.py"
    script.write_text(RANKING)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, script],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert command.stdout is not None
        assert command.stdout.readline() == b"ranking\n"
        command.kill()
        command.communicate(timeout=ONLY_A_HANG_SECONDS)  # It ends when nobody holds the output any more.
    finally:
        with suppress(ProcessLookupError):
            os.killpg(command.pid, signal.SIGKILL)
