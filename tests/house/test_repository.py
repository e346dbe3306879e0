import os
import re
import tomllib
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.house.tree import ROOT, read, tracked_files

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-build.txt")
A_LOCKED_LINE = re.compile(r"[a-z0-9._-]+==[A-Za-z0-9.+!]+( ; [^:@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
AN_OWN_FOLDER = re.compile(r"/(?:home|root|Users|work)/\w")
ASKED_FOR = re.compile(r"\$\{[A-Z_]+:\?[^}]+\}")
COPIED = re.compile(r"^COPY (?!--from)(?:--\S+ )*(.+) \S+$", re.MULTILINE)
TEXT = {".py", ".toml", ".md", ".txt", ".json", ".jsonl", ".yaml", ".csv", ".in", ".mako", ""}


def compose() -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load(read("compose.yaml"))["services"]
    return services


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pinned_names_and_hashes_and_no_address(lock: str) -> None:
    lines = read(lock).splitlines()
    assert lines
    assert [line for line in lines if not A_LOCKED_LINE.fullmatch(line)] == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    texts = {str(file): read(file) for file in tracked_files() if file.suffix in TEXT}
    assert [name for name, text in texts.items() if str(ROOT) in text or AN_OWN_FOLDER.search(text)] == []


def test_no_lock_with_addresses_is_kept() -> None:
    with_addresses = {"uv.lock", "pylock.toml", "poetry.lock"}
    assert [file for file in tracked_files() if file.name in with_addresses] == []
    # npm can leave out where it found each package, and keeps the hash.
    locks = [file for file in tracked_files() if file.name == "package-lock.json"]
    assert [file for file in locks if '"resolved"' in read(file)] == []


def test_what_the_image_copies_is_there_and_nothing_else_is_let_in() -> None:
    sources = [source for found in COPIED.findall(read("Dockerfile")) for source in found.split()]
    let_in = {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}
    assert {"api", "matching", "migrations", "seed_data", "requirements.txt"} <= set(sources)
    assert set(sources) == let_in
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_image_runs_without_being_root_and_looks_after_its_health() -> None:
    lines = read("Dockerfile").splitlines()
    assert [line for line in lines if line.startswith("USER ")][-1] != "USER root"
    assert any(line.startswith("HEALTHCHECK ") for line in lines)


def test_compose_starts_two_nodes_once_one_database_is_migrated() -> None:
    services = compose()
    nodes = {name: service for name, service in services.items() if name.startswith("node")}
    assert len(nodes) == 2
    for node in nodes.values():
        assert node["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"


def test_compose_asks_for_every_secret_and_holds_none() -> None:
    given = [pair for service in compose().values() for pair in service.get("environment", {}).items()]
    secrets = {name: value for name, value in given if re.search("PASSWORD|SECRET|KEY", name)}
    assert secrets
    assert {name: value for name, value in secrets.items() if not ASKED_FOR.fullmatch(value)} == {}
    assert not re.search(r"//\w+:[^@\s]*@", read("compose.yaml"))


def test_ci_installs_what_it_needs_and_may_skip_nothing() -> None:
    script = read(".ci/run")
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "VONK_TEST_REQUIRE_EVERYTHING=1" in script
    assert script.rstrip().endswith("make test")


def test_the_version_is_told_once_and_the_same_everywhere() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert f'API_VERSION = "{version}"' in read("api/platform/web/middleware.py")
    assert f"softwareVersion: {version}\n" in read("publiccode.yml")
    assert f"## {version}" in read("CHANGELOG.md")
