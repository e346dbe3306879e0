"""The files for containers and Kubernetes: what no daemon here can start is held to what the program knows."""

import re
from dataclasses import fields
from typing import Any

import yaml  # type: ignore[import-untyped]

from api.features import FEATURES
from api.platform.settings import variables_of
from tests.house.tree import ROOT, read

FOLDER = ROOT / "kubernetes"
FILES = sorted(FOLDER.glob("*.yaml"))
OBJECTS: list[dict[str, Any]] = [
    each for file in FILES for each in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]
DEMO = yaml.safe_load(read("compose.demo.yaml"))["services"]["demo"]


def found(kind: str) -> dict[str, Any]:
    (told,) = [each for each in OBJECTS if each["kind"] == kind]
    return told


def pods() -> list[dict[str, Any]]:
    return [each["spec"]["template"]["spec"] for each in OBJECTS if "template" in each.get("spec", {})]


def test_the_demo_needs_no_build_and_no_secret() -> None:
    assert "build" not in DEMO
    assert f"FROM {DEMO['image']}\n" in read("Dockerfile")
    assert "--require-hashes" in DEMO["command"][-1]
    assert "${" not in read("compose.demo.yaml")


def test_kubernetes_names_only_settings_that_there_are() -> None:
    given = found("ConfigMap")["data"].keys()
    assert given
    known = {name for group in FEATURES.settings for setting in fields(group) for name in variables_of(setting)}
    assert given <= known


def test_no_manifest_holds_a_secret() -> None:
    assert [each for each in OBJECTS if each["kind"] == "Secret"] == []
    secrets = {
        name: value for name, value in found("ConfigMap")["data"].items() if re.search("DATABASE_URL|SECRET", name)
    }
    assert secrets
    assert [name for name in secrets if not name.endswith("_FILE")] == []


def test_a_pod_may_do_no_more_than_it_has_to() -> None:
    assert len(pods()) == 2
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"]
            assert context["allowPrivilegeEscalation"] is False
            assert container["resources"].keys() == {"requests", "limits"}


def test_every_node_is_asked_how_it_is() -> None:
    (node,) = found("Deployment")["spec"]["template"]["spec"]["containers"]
    assert node["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert node["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert found("Service")["spec"]["ports"][0]["targetPort"] == node["ports"][0]["name"]


def test_what_is_mounted_is_there() -> None:
    for pod in pods():
        volumes = {each["name"] for each in pod["volumes"]}
        assert {mount["name"] for container in pod["containers"] for mount in container["volumeMounts"]} == volumes
