"""Clients that well-known generators make of openapi.json drive the whole flow against a real server."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.conftest import REQUIRE_EVERYTHING
from tests.processes.server import serving
from tests.service import make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import Receiver, receiving

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TOOLS = ROOT / ".venv" / "clients"
PYTHON_TOOLS, NODE_TOOLS = TOOLS / "bin", TOOLS / "node_modules"
GO_TOOLS = ROOT / ".venv" / "clients-go"
SETTINGS = {"VONK_WEBHOOKS_ALLOW_PRIVATE": "1"}
TOLD = ("handover.requested", "handover.accepted", "handover.introduced")
# Go's regular expressions refuse some of our patterns (\u2028), and its generator measures a file as if it were a text.
NOT_FOR_GO = {"pattern", "minLength", "maxLength"}
STRICTLY = (
    *("--strict", "--skipLibCheck", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"),
    *("--module", "esnext", "--moduleResolution", "bundler"),
)
MADE = ("EndpointRead", "KeyRead", "PageLinkRead", "ReportLinkRead")
IN_GO = (
    *("--generator-name", "go", "--package-name", "vonk", "--output", "vonk"),
    *("--global-property", "models,apis,supportingFiles,modelDocs=false,apiDocs=false,modelTests=false,apiTests=false"),
    *("--additional-properties", "withGoMod=false,enumClassPrefix=true"),
    # The generator calls what makes a KeyRead NewKeyRead, which is a shape of its own.
    *("--model-name-mappings", ",".join(f"New{name}=Made{name}" for name in MADE)),
)
# One of two databases is enough: what differs between them is behind the wire.
only_once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
in_full_runs = pytest.mark.skipif(REQUIRE_EVERYTHING not in os.environ, reason="takes long; .ci/run does it")


@dataclass(frozen=True, slots=True)
class Stage:
    """A server with a partner, a coach and someone who listens."""

    environment: Mapping[str, str]
    receiver: Receiver

    def play(self, command: list[str], folder: Path) -> None:
        """Run a client; the handover is introduced at the end, and each step of it was told."""
        told = json.loads(run(command, folder, self.environment))
        assert told["state"] == "introduced"
        events = [each.verified(told["secret"])["type"] for each in self.receiver.wait_for(len(TOLD))]
        assert sorted(events) == sorted(TOLD)


def run(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run a command in a folder and return what it printed; an error with all of it when it failed."""
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=ONLY_A_HANG_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def python_tools() -> Path:
    return found(PYTHON_TOOLS)


@pytest.fixture
def node_tools(tmp_path: Path) -> Path:
    if not NODE_TOOLS.exists():
        pytest.skip("npm is not there, or could not install the generators (`make clients`)")
    (tmp_path / "node_modules").symlink_to(NODE_TOOLS)
    shutil.copy(HERE / "package.json", tmp_path)
    return NODE_TOOLS / ".bin"


@pytest.fixture
def go_tools() -> Path:
    if not GO_TOOLS.exists():
        pytest.skip("Go and its generator are not installed: run `make client-go`")
    return GO_TOOLS / "bin"


def plain(value: object) -> object:
    """The document without what stands in Go's way; the service checks it all the same."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if name not in NOT_FOR_GO}
    return [plain(each) for each in value] if isinstance(value, list) else value


def found(folder: Path) -> Path:
    """The folder of tools; skips where they were not installed."""
    if not folder.exists():
        if os.environ.get(REQUIRE_EVERYTHING):
            raise RuntimeError(f"there is no {folder}: run `make clients`")
        pytest.skip("the generators are not installed: run `make clients`")
    return folder


@pytest.fixture
def stage(database_url: str, database: Database) -> Iterator[Stage]:
    http = httpx.AsyncClient()
    partner = make_actor(http, database, Role.PARTNER, "De Focus")
    coach = make_actor(http, database, Role.COACH, "Coaches")
    with receiving() as receiver, serving(database_url, **SETTINGS) as (address, _):
        environment = {
            "VONK_ADDRESS": address,
            "PARTNER_KEY": partner.key,
            "COACH_KEY": coach.key,
            "ORGANIZATION_ID": partner.organization_id or "",
            "RECEIVER": receiver.url,
        }
        yield Stage(environment, receiver)


@only_once
def test_a_python_client_drives_the_whole_flow(python_tools: Path, stage: Stage, tmp_path: Path) -> None:
    generate = [str(python_tools / "openapi-python-client"), "generate", "--path", str(ROOT / "openapi.json")]
    run([*generate, "--output-path", "vonk_client", "--meta", "none"], tmp_path)
    shutil.copy(HERE / "driving.py", tmp_path)
    stage.play([str(python_tools / "python"), "driving.py"], tmp_path)


@only_once
def test_a_typescript_client_compiles_and_drives_the_whole_flow(node_tools: Path, stage: Stage, tmp_path: Path) -> None:
    generate = [str(node_tools / "openapi-typescript"), str(ROOT / "openapi.json"), "--output", "schema.d.ts"]
    # What has a default may be left out of a question.
    run([*generate, "--default-non-nullable", "false"], tmp_path)
    shutil.copy(HERE / "driving.ts", tmp_path)
    run([str(node_tools / "tsc"), *STRICTLY, "driving.ts"], tmp_path)
    stage.play(["node", "driving.js"], tmp_path)


@only_once
def test_a_go_client_compiles_drives_the_whole_flow_and_hears_of_it(
    go_tools: Path, stage: Stage, tmp_path: Path
) -> None:
    folder = shutil.copytree(HERE / "go", tmp_path / "go")
    document = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
    (folder / "plain.json").write_text(json.dumps(plain(document)), encoding="utf-8")
    run([str(go_tools / "openapi-generator-cli"), "generate", "--input-spec", "plain.json", *IN_GO], folder)
    # Without a C compiler, and with nothing from elsewhere.
    alone = {"CGO_ENABLED": "0", "GOPROXY": "off", "GOTOOLCHAIN": "local", "GOCACHE": str(GO_TOOLS / "cache")}
    run([str(go_tools / "go"), "build", "-o", "driving", "."], folder, alone)
    told = json.loads(run(["./driving"], folder, stage.environment))
    assert told == {"state": "introduced", "heard": sorted(TOLD)}


@in_full_runs
def test_datamodel_code_generator_makes_models_that_load(python_tools: Path, tmp_path: Path) -> None:
    generate = [str(python_tools / "datamodel-codegen"), "--input", str(ROOT / "openapi.json"), "--output", "models.py"]
    run([*generate, "--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"], tmp_path)
    load = "from models import EventCreate; print(EventCreate.model_validate({'type': 'pause'}).root.type)"
    assert "pause" in run([str(python_tools / "python"), "-c", load], tmp_path)


@in_full_runs
def test_hey_api_makes_a_client_that_compiles(node_tools: Path, tmp_path: Path) -> None:
    run([str(node_tools / "openapi-ts"), "--input", str(ROOT / "openapi.json"), "--output", "client"], tmp_path)
    run([str(node_tools / "tsc"), *STRICTLY, "--noEmit", "client/index.ts"], tmp_path)
