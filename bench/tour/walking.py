"""Walks past every operation of a running demo, as tour.toml says, and tells what each answered."""

import datetime as dt
import json
import re
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

HERE: Final = Path(__file__).parent
_A_BLANK: Final = re.compile(r"\{\{(\w+)\}\}")
PATIENCE_SECONDS: Final = 900
"""Work that a node does beside its answers is asked after for so long; a busy machine takes its time."""

_BETWEEN_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Operation:
    """Where an operation stands in the document, and in what form it takes a body."""

    method: str
    path: str
    takes: str


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the tour."""

    ask: str
    role: str
    operation: Operation
    body: str = ""
    kind: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    keep: Mapping[str, str] = field(default_factory=dict)
    until: Mapping[str, str] = field(default_factory=dict)
    needs: str = ""

    @property
    def path(self) -> str:
        """The path, with what was kept in the place of each id: `/offers/{{offerId}}`."""
        filled = self.operation.path
        for name, value in self.chosen.items():
            filled = filled.replace(f"{{{name}}}", value)
        return re.sub(r"(?<!\{)\{(\w+)\}(?!\})", r"{{\1}}", filled)


def steps(document: Mapping[str, Any]) -> list[Step]:
    """Read the tour."""
    operations = operations_of(document)
    return [
        Step(
            ask=told["ask"],
            role=told["as"],
            operation=operations[told["ask"]],
            body=told.get("body", "").strip(),
            kind=told.get("type") or (operations[told["ask"]].takes if "body" in told else ""),
            query=told.get("query", {}),
            chosen=told.get("with", {}),
            keep=told.get("keep", {}),
            until=told.get("until", {}),
            needs=told.get("needs", ""),
        )
        for told in tomllib.loads((HERE / "tour.toml").read_text(encoding="utf-8"))["steps"]
    ]


def operations_of(document: Mapping[str, Any]) -> dict[str, Operation]:
    """Return where each operation of a document stands."""
    return {
        told["operationId"]: Operation(
            method.upper(), path, next(iter(told.get("requestBody", {}).get("content", {})), "")
        )
        for path, item in document["paths"].items()
        for method, told in item.items()
    }


def beginning(now: dt.datetime, receiver: str) -> dict[str, str]:
    """Return what a walk begins with: its day, a word that no other walk has, and an address that hears of it."""
    return {
        "run": f"{now:%y%m%d%H%M%S}",
        "today": f"{now:%Y-%m-%d}",
        "inTwoMonths": f"{now + dt.timedelta(days=60):%Y-%m-%d}",
        "inAWeek": f"{now + dt.timedelta(days=7):%Y-%m-%dT%H:00:00Z}",
        "receiver": receiver,
    }


def walk(
    tour: list[Step], client: httpx.Client, keys: Mapping[str, str], kept: dict[str, str]
) -> Iterator[tuple[Step, httpx.Response]]:
    """Yield each step with its answer, keeping what later steps need."""
    for step in tour:
        answer = _answered(step, client, keys, kept)
        for name, place in step.keep.items():
            kept[name] = str(_at(place, answer.json()))
        yield step, answer


def filled(text: str, kept: Mapping[str, str]) -> str:
    """Fill in what was kept."""
    return _A_BLANK.sub(lambda found: kept[found[1]], text)


def _answered(step: Step, client: httpx.Client, keys: Mapping[str, str], kept: Mapping[str, str]) -> httpx.Response:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = client.request(
            step.operation.method,
            f"/v1{filled(step.path, kept)}",
            params=step.query,
            content=filled(step.body, kept) or None,
            headers={"Authorization": f"Bearer {keys[step.role]}"} | ({"Content-Type": step.kind} if step.kind else {}),
        )
        if answer.is_error:
            raise RuntimeError(f"{step.ask}: {answer.status_code} {answer.text}")
        if all(json.loads(answer.content).get(name) == value for name, value in step.until.items()):
            return answer
        if time.monotonic() > until:
            raise TimeoutError(f"{step.ask} did not come so far: {answer.text}")
        time.sleep(_BETWEEN_SECONDS)


def _at(place: str, told: object) -> object:
    """Return what stands at a place such as `items.0.id`."""
    for name in place.split("."):
        told = told[int(name)] if isinstance(told, list) else told[name] if isinstance(told, dict) else None
    return told
