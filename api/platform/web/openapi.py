"""An application's openapi.json: what FastAPI knows of its routes, completed with what the Dutch API rules ask."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from api.platform.web.openapi_examples import say_in_dutch, share_responses, show_answers, show_bodies
from api.platform.web.openapi_names import name_everything, name_values
from api.platform.web.openapi_problems import (
    BODY_METHODS,
    HEADERS,
    headers_of,
    problem,
    problem_responses,
    problem_schemas,
    problem_statuses,
)
from api.platform.web.shapes import JSON_LINES, MERGE_PATCH

DESCRIPTION = """Vonk finds neighbourhood activities and volunteer places that fit a person, says why in plain
Dutch, and never stores who that person is. Welfare partners post offers; a coach's tool asks for matches."""
CONTACT = {"name": "Team Vonk", "url": "https://vonk.example/contact", "email": "team@vonk.example"}
_BOUNDS: dict[str, dict[str, Any]] = {
    "string": {"maxLength": 5000},
    "array": {"maxItems": 500},
    "integer": {"format": "int32", "minimum": 0, "maximum": 2_147_483_647},
}
_LONGEST = {"date": 10, "date-time": 40}
_LONGEST_LINE = 1500  # characters
MERGE_PATCH_OF = "x-merge-patch-of"


class About(NamedTuple):
    """What the document of an application says of itself: the path it stands at, its sections, what it posts itself.

    By operation: what it does in Dutch (`dutch`), and an answer that it gave (`answers`).
    """

    path: str
    tags: Mapping[str, str]
    description: str = DESCRIPTION
    webhooks: Mapping[str, Any] = MappingProxyType({})
    schemas: Mapping[str, Any] = MappingProxyType({})
    dutch: Mapping[str, str] = MappingProxyType({})
    answers: Mapping[str, Any] = MappingProxyType({})


def takes_lines(shape: type[BaseModel], description: str, *, may_be_none: bool) -> dict[str, Any]:
    """Return what a route adds to the document for a body of JSON Lines, of which each has this shape.

    What the shape is made of stands in the document already: the same is asked one by one elsewhere.
    """
    schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    content = {JSON_LINES: {"schema": schema}}
    return {"requestBody": {"required": not may_be_none, "description": description, "content": content}}


def describe(app: FastAPI, about: About, *, base_url: str) -> None:
    """Let this app tell its document at /openapi.json too, to everyone and every origin."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = complete(_generate(app, about, base_url))
            say_in_dutch(app.openapi_schema, about.dutch)
            show_answers(app.openapi_schema, about.answers)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]

    async def tell_document(_request: Request) -> Response:
        return Response(
            orjson.dumps(document()), media_type="application/json", headers={"Access-Control-Allow-Origin": "*"}
        )

    app.add_route("/openapi.json", tell_document, include_in_schema=False)


def _generate(app: FastAPI, about: About, base_url: str) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=about.description,
        license_info={"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        servers=[{"url": f"{base_url}{about.path}", "description": "This service"}],
        tags=[{"name": name, "description": text} for name, text in about.tags.items()],
        routes=app.routes,
        # One name for one shape: what is read back is what was written.
        separate_input_output_schemas=False,
    )
    # Put in afterwards: FastAPI would ask for a package of its own to look at the e-mail address.
    document["info"]["contact"] = CONTACT
    document.setdefault("components", {}).setdefault("schemas", {}).update(about.schemas)
    return document | ({"webhooks": dict(about.webhooks)} if about.webhooks else {})


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with problems, headers and security on every operation, and a name for what is shared."""
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    # The framework's own errors never go out: every error is a problem.
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    changes = any(method in BODY_METHODS for _, method, _ in _operations(document))
    schemas.update(problem_schemas(changes=changes))
    for path, method, operation in _operations(document):
        _complete_operation(path, method, operation)
        _name_lines(operation, schemas)
        if MERGE_PATCH_OF in operation:
            _describe_patch(operation, schemas)
    name_everything(document)
    components.update(headers=HEADERS, responses=problem_responses())
    share_responses(document)
    show_bodies(document)
    for part in (document["paths"], document.get("webhooks"), schemas, components["parameters"]):
        _bound(part)
    name_values(schemas)
    return document


def parameters_of(document: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of an operation, also those that it shares with others."""
    shared = document["components"]["parameters"]
    told = operation.get("parameters", ())
    return [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in told]


def _bound(node: object) -> None:
    """Give every text, list and whole number the bounds that no answer passes, where a shape names none itself."""
    if isinstance(node, list):
        for each in node:
            _bound(each)
    elif isinstance(node, dict):
        kinds = node.get("type", ())
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            for name, value in _bounds_of(kind, node).items():
                node[name] = _plain(node.get(name, value))
        for name, each in node.items():
            if name not in {"default", "example", "examples", "enum"}:
                _bound(each)


def _plain(bound: float) -> float:
    """Write a whole number without a fraction."""
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound


def _bounds_of(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    if schema.keys() & {"enum", "const"}:
        return {}
    longest = _LONGEST.get(schema.get("format", ""))
    return {"maxLength": longest} if kind == "string" and longest else _BOUNDS.get(kind, {})


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _complete_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    # The framework promises a 422 everywhere; bad input is a 400 here.
    responses.pop("422", None)
    for parameter in operation.get("parameters", ()):
        _require_value(parameter)
    # A route that names a section of its own stands there, and not beside its neighbours too.
    operation["tags"] = operation["tags"][-1:]
    if "security" not in operation:
        operation["security"] = [{}, {"bearer": []}]
    declared = [status for status in responses if status >= "400"]
    for status in (*problem_statuses(path, method, operation), *declared):
        responses[status] = problem(status)
    for status, response in responses.items():
        if "$ref" not in response:
            _describe_stream(response)
            response.setdefault("headers", {}).update(headers_of(status))
    operation["responses"] = dict(sorted(responses.items()))


def _describe_stream(response: dict[str, Any]) -> None:
    """Describe a stream as text: OpenAPI 3.1 has no word yet for the items in it."""
    for media in response.get("content", {}).values():
        if media.pop("itemSchema", None) is not None:
            media["schema"] = {"type": "string", "maxLength": 1_000_000, "description": "Server-sent events."}


def _require_value(parameter: dict[str, Any]) -> None:
    """Say that a parameter may be left out but cannot be null, and describe it once."""
    schema = parameter["schema"]
    schema.pop("description", None)
    if not parameter["required"]:
        del parameter["required"]
    choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        schema.update(choices[0])


def _name_lines(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Give what stands on a line a name, as all else has that comes in."""
    content = operation.get("requestBody", {}).get("content", {}).get(JSON_LINES, {})
    if (name := content.get("schema", {}).get("title")) is not None:
        schemas[name] = content["schema"]
        content["schema"] = {"$ref": f"#/components/schemas/{name}"}


def _describe_patch(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Describe a merge patch: it names any of the properties that are written; null takes away what may be absent."""
    name = operation.pop(MERGE_PATCH_OF)
    written = schemas[name]
    schemas[f"{name}Patch"] = {
        "type": "object",
        "description": "A JSON Merge Patch (RFC 7396): what is named changes, null takes away, the rest stays.",
        "additionalProperties": False,
        "properties": {
            each: {key: value for key, value in schema.items() if key != "default"}
            for each, schema in written["properties"].items()
        },
        "examples": [dict([list(example.items())[-1]]) for example in written["examples"]],
    }
    content = operation["requestBody"]["content"][MERGE_PATCH]
    content["schema"] = {"$ref": f"#/components/schemas/{name}Patch"}


def lay_out(document: object) -> str:
    """Write a document as people compare it: what fits on one line stands on one, and no line is indented."""
    text = orjson.dumps(document).decode()
    if len(text) <= _LONGEST_LINE or not document or not isinstance(document, dict | list):
        return text
    if isinstance(document, list):
        return "[\n" + ",\n".join(map(lay_out, document)) + "\n]"
    told = (f"{orjson.dumps(key).decode()}: {lay_out(each)}" for key, each in document.items())
    return "{\n" + ",\n".join(told) + "\n}"
