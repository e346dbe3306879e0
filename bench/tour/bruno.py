"""Writes the collection for Bruno, a client with windows: each step of the tour, ready to press (`make examples`)."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.tour.walking import Step, steps

_ROOT: Final = Path(__file__).parents[2]
COLLECTION: Final = _ROOT / "bruno"
ROLES: Final = ("partner", "coach", "host", "admin", "analyst")
_BEFORE: Final = """script:pre-request {
  const day = (days) => new Date(Date.now() + days * 86400000).toISOString();
  if (!bru.getVar("run")) {
    bru.setVar("run", String(Date.now()));
    bru.setVar("today", day(0).slice(0, 10));
    bru.setVar("inTwoMonths", day(60).slice(0, 10));
    bru.setVar("inAWeek", day(7).slice(0, 14) + "00:00Z");
    bru.setVar("receiver", "https://ontvanger.example/vonk");
  }
}
"""
_ABOUT: Final = """docs {
  Every operation of Vonk, in the order in which one meets them. Put the keys that `make run` prints into the
  environment `demo`, and press Run, or one request after another: each keeps what the next ones need.
}
"""


def main() -> None:
    """Write the collection anew."""
    document = json.loads((_ROOT / "openapi.json").read_text(encoding="utf-8"))
    shutil.rmtree(COLLECTION, ignore_errors=True)
    for name, text in collection(document).items():
        file = COLLECTION / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def collection(document: dict[str, Any]) -> dict[str, str]:
    """Return each file of the collection by its name."""
    told = {each["operationId"]: each for item in document["paths"].values() for each in item.values()}
    keys = "".join(f"  {role}Key: vonk_…\n" for role in ROLES)
    files = {
        "bruno.json": json.dumps({"version": "1", "name": "Vonk", "type": "collection"}, indent=2) + "\n",
        "collection.bru": f"{_BEFORE}\n{_ABOUT}",
        "environments/demo.bru": f"vars {{\n  address: http://127.0.0.1:8000\n{keys}}}\n",
    }
    # Mail goes out where an operator says so; a demo has none.
    for place, step in enumerate((each for each in steps(document) if each.needs != "mail"), start=1):
        summary = told[step.ask]["summary"].replace("'", "’")
        name = f"{place:03} {summary}"
        files[f"{place:03}-{step.ask}.bru"] = "\n".join(_blocks(place, name, step, told[step.ask]["description"]))
    return files


def _blocks(place: int, name: str, step: Step, description: str) -> Iterator[str]:
    method = step.operation.method.lower()
    kind = "none" if not step.kind else "json" if step.kind.endswith("json") and "nd" not in step.kind else "text"
    asked = "&".join(f"{key}={value}" for key, value in step.query.items())
    url = f"{{{{address}}}}/v1{step.path}" + (f"?{asked}" if asked else "")
    yield _block("meta", f"name: {name}", "type: http", f"seq: {place}")
    yield _block(method, f"url: {url}", f"body: {kind}", "auth: bearer")
    if step.query:
        yield _block("params:query", *(f"{key}: {value}" for key, value in step.query.items()))
    if step.kind not in {"", "application/json"}:
        yield _block("headers", f"Content-Type: {step.kind}")
    yield _block("auth:bearer", f"token: {{{{{step.role}Key}}}}")
    if kind != "none":
        yield _block(f"body:{kind}", *step.body.splitlines())
    if script := list(_script(name, step)):
        yield _block("script:post-response", *script)
    yield _block("assert", "res.status: lt 300")
    yield _block("docs", *description.splitlines())


def _script(name: str, step: Step) -> Iterator[str]:
    """Yield what is done with an answer: keep what later steps need, and ask again until it is so far."""
    for variable, place in step.keep.items():
        yield f'bru.setVar("{variable}", res.getBody().{place.replace(".0.", "[0].")});'
    for property_name, value in step.until.items():
        yield f'if (res.getBody().{property_name} !== "{value}") {{'
        yield "  await bru.sleep(500);"
        yield f'  bru.setNextRequest("{name}");'
        yield "}"


def _block(name: str, *lines: str) -> str:
    inside = "".join(f"  {line}".rstrip() + "\n" for line in lines)
    return f"{name} {{\n{inside}}}\n"


if __name__ == "__main__":
    main()
