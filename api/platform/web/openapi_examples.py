"""Shows of each operation what it does in Dutch and an answer that it gave; what several answer stands once."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

_EXAMPLE = "#/components/examples/"
_RESPONSE = "#/components/responses/"
_SHOWN = frozenset({"application/json", "application/x-ndjson"})
_SAID_BY_THE_FRAMEWORK = "Successful Response"


def say_in_dutch(document: dict[str, Any], dutch: Mapping[str, str]) -> None:
    """Begin the description of each operation with what it does, in Dutch."""
    for operation in _operations(document):
        if (summary := dutch.get(operation["operationId"])) is not None:
            operation["description"] = "\n\n".join(part for part in (summary, operation.get("description")) if part)


def show_answers(document: dict[str, Any], answers: Mapping[str, Any]) -> None:
    """Show with each operation an answer of it; one that several operations gave is shown by its name."""
    given = Counter(json.dumps(answer, sort_keys=True) for answer in answers.values())
    shared: dict[str, Any] = {}
    for operation in _operations(document):
        name = operation["operationId"]
        if name not in answers:
            continue
        written = json.dumps(answers[name], sort_keys=True)
        for media in _media_of(operation):
            if given[written] == 1:
                media["example"] = answers[name]
            else:
                shared_name = shared.setdefault(written, name)
                media["examples"] = {"demo": {"$ref": _EXAMPLE + shared_name}}
    if shared:
        document["components"]["examples"] = {name: {"value": json.loads(text)} for text, name in shared.items()}


def show_bodies(document: dict[str, Any]) -> None:
    """Show with each body that may be left out the example of its shape, which stands a step further away there."""
    schemas = document["components"]["schemas"]
    for operation in _operations(document):
        for media in operation.get("requestBody", {}).get("content", {}).values():
            for choice in media["schema"].get("anyOf", ()):
                shown = schemas.get(choice.get("$ref", "").rpartition("/")[2], {}).get("examples")
                if shown:
                    media["example"] = shown[0]


def share_responses(document: dict[str, Any]) -> None:
    """Say of each good answer in a word what it is, and point at the one without a body, which many give."""
    empty: dict[str, Any] = {}
    for operation in _operations(document):
        for status, response in operation["responses"].items():
            if response.get("description") == _SAID_BY_THE_FRAMEWORK:
                response["description"] = HTTPStatus(int(status)).phrase
            if status == "204" and response.keys() == {"description", "headers"}:
                empty = response
                operation["responses"][status] = {"$ref": _RESPONSE + "NoContent"}
    if empty:
        document["components"]["responses"]["NoContent"] = empty


def _media_of(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the bodies of an operation's first good answer that are read as JSON."""
    for status, response in operation["responses"].items():
        if status < "300":
            yield from (media for kind, media in response.get("content", {}).items() if kind in _SHOWN)


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document["paths"].values():
        yield from item.values()
