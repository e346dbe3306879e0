"""Writes the example answers of the document, by asking the demo: `make examples`. As few and as short as will do."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import httpx
import jsonschema_rs

from api.document import EXAMPLES
from api.platform.web.pagination import CURSOR_LENGTH
from bench.demo import serving_demo
from bench.tour.walking import PATIENCE_SECONDS, Step, beginning, steps, walk

_JSON: Final = ("application/json", "application/x-ndjson")
_LONGEST: Final = 1300
"""Characters: a longer answer says more of the demo than of the operation, and the document has to stay readable."""

_INSTEAD: Final = {"key": "vonk_…", "secret": "<whsec_…>", "traceId": f"{1:032}", "nextCursor": "A" * CURSOR_LENGTH}
"""What only its reader may know, and what is drawn anew each time and says nothing."""

_MAIL: Final = {"VONK_SMTP_URL": "smtp://127.0.0.1:9", "VONK_MAIL_FROM": "vonk@vonk.example"}
"""Nobody listens there: what is mailed stays on the way, as an operator may meet it."""

RECEIVER: Final = "https://ontvanger.example/vonk"
_DOCUMENT: Final = Path(__file__).parents[2] / "openapi.json"


def main() -> None:
    """Ask the demo and write down what it answers."""
    document = json.loads(_DOCUMENT.read_text(encoding="utf-8"))
    with serving_demo(**_MAIL) as (address, keys), httpx.Client(base_url=address, timeout=PATIENCE_SECONDS) as client:
        named = {role.value: key for role, key in keys.items()}
        walked = list(walk(steps(document), client, named, beginning(dt.datetime.now(tz=dt.UTC), RECEIVER)))
    EXAMPLES.write_text(json.dumps(choose(document, walked), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def choose(document: Mapping[str, Any], walked: Iterable[tuple[Step, httpx.Response]]) -> dict[str, Any]:
    """Return an example answer by operation; operations whose answers have one shape share one."""
    answers = {step.ask: _shortened(answer) for step, answer in walked if _is_json(answer)}
    checks = {name: _strict(document, schema) for name, schema in _answer_shapes(document).items()}
    fits = {name: [other for other, check in checks.items() if check.is_valid(told)] for name, told in answers.items()}
    chosen: dict[str, Any] = {}
    for name in sorted(answers, key=lambda name: (-len(fits[name]), len(json.dumps(answers[name])))):
        if len(json.dumps(answers[name], ensure_ascii=False)) <= _LONGEST:
            for other in fits[name]:
                chosen.setdefault(other, answers[name])
    return dict(sorted(chosen.items()))


def _is_json(answer: httpx.Response) -> bool:
    return answer.headers.get("content-type", "").partition(";")[0] in _JSON


def _shortened(answer: httpx.Response) -> object:
    """Return an answer, or its first line, with one of each list; what only its reader may know is left out."""
    return _one_of_each(json.loads(answer.text.splitlines()[0]))


def _one_of_each(told: object) -> object:
    if isinstance(told, list):
        return [_one_of_each(each) for each in told[:1]]
    if isinstance(told, dict):
        return {name: _INSTEAD.get(name) or _one_of_each(each) for name, each in told.items()}
    return told


def _answer_shapes(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return by operation the shape of its first good answer that is JSON."""
    shapes: dict[str, dict[str, Any]] = {}
    for item in document["paths"].values():
        for operation in item.values():
            for status, response in operation["responses"].items():
                for kind, media in response.get("content", {}).items():
                    if status < "300" and kind in _JSON:
                        shapes.setdefault(operation["operationId"], media["schema"])
    return shapes


def _strict(document: Mapping[str, Any], schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
    """Return what holds an answer to its shape, in which nothing may stand that the shape does not name."""
    schemas = {
        name: {"additionalProperties": False, **told} if "properties" in told else told
        for name, told in document["components"]["schemas"].items()
    }
    return jsonschema_rs.Draft202012Validator({"components": {"schemas": schemas}, **schema})


if __name__ == "__main__":
    main()
