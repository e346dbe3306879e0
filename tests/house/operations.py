"""The operations under /v1, as the service itself tells them."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from api.main import create_v1
from api.platform.settings import Settings
from api.platform.web.openapi import parameters_of
from tests.house.tree import read

SOME_ID = "01930000-0000-7000-8000-000000000000"
_PLACEHOLDER = re.compile(r"\{\w+\}")


class Operation(NamedTuple):
    """One operation of the document."""

    method: str
    path: str
    told: dict[str, Any]

    @property
    def name(self) -> str:
        """The operation's id."""
        return str(self.told["operationId"])

    @property
    def some_path(self) -> str:
        """The path with an id filled in that is nobody's."""
        return _PLACEHOLDER.sub(SOME_ID, self.path)

    @property
    def takes_json(self) -> bool:
        """Whether a body comes as one piece of JSON; files come in several forms, and lines in one of their own."""
        content = self.told.get("requestBody", {}).get("content", {})
        return len(content) == 1 and "application/x-ndjson" not in content

    @property
    def is_list(self) -> bool:
        """Whether the answer comes in pages."""
        return any(parameter["name"] == "cursor" for parameter in self.told.get("parameters", ()))


def generated_document() -> dict[str, Any]:
    """The document that the app generates now."""
    return create_v1(Settings()).openapi()


def committed_document() -> dict[str, Any]:
    """The document in the repository."""
    document: dict[str, Any] = json.loads(read("openapi.json"))
    return document


def operations() -> list[Operation]:
    """Every operation that the app has now; what it shares with others stands in it."""
    return list(_operations(generated_document()))


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    responses = document["components"]["responses"]
    for path, item in document["paths"].items():
        for method, told in item.items():
            answers = {
                status: responses[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
                for status, answer in told["responses"].items()
            }
            yield Operation(
                method.upper(), path, told | {"parameters": parameters_of(document, told), "responses": answers}
            )
