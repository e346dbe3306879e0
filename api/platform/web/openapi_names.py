"""Gives names to what a document says more than once, so that generators make one type of it and people read it once.

A shape declares here what pydantic has no word for: the name of a closed list (`closed_list`), and that a shape is one
of several (`one_of`). `name_everything` makes components of them, and of parameters that many operations take.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import WithJsonSchema
from pydantic.config import JsonDict

from api.platform.web.shapes import SHOWN

SCHEMA = "#/components/schemas/"
_PARAMETER = "#/components/parameters/"
_NAMED, _ONE_OF = "x-named", "x-one-of"
_BESIDE_A_NAME = ("description", "default")
_NULL = {"type": "null"}
_DATA = frozenset({"example", "examples", "enum", "const", "default", "mapping", "required"})
_VALUES: dict[str, dict[str, Any]] = {
    "Id": {"type": "string", "minLength": 1, "maxLength": 36, "pattern": "^[0-9a-f-]+$"},
    "Moment": {"type": "string", "format": "date-time", "maxLength": 40},
    "Line": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": SHOWN},
    "Number": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 2_147_483_647},
}
_MEANT = {
    "Id": "What Vonk calls it; opaque.",
    "Line": "Words on one line.",
    "Moment": "A moment in UTC, as 2026-11-22T09:30:00.000Z.",
    "Number": "How many.",
}


def closed_list(name: str, values: Iterable[str], description: str) -> WithJsonSchema:
    """Say that a text is one of these values, and what the list is called."""
    return WithJsonSchema({"type": "string", "enum": list(values), _NAMED: {"name": name, "description": description}})


def told_as(name: str) -> WithJsonSchema:
    """Say that a text is what the document tells under this name already."""
    return WithJsonSchema({"type": "string", _NAMED: {"name": name}})


class Variant(NamedTuple):
    """One of the shapes that a body may have: its name, what it needs and may hold, and what tells it apart."""

    name: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    tag: str = ""
    fewest: int = 0
    description: str = ""


def one_of(*variants: Variant, by: str = "") -> JsonDict:
    """Say that a shape is one of these, told apart by a property when there is one."""
    return {_ONE_OF: {"by": by, "variants": [each._asdict() for each in variants]}}


def name_everything(document: dict[str, Any]) -> None:
    """Name closed lists, the shapes of a union and shared parameters, and leave out what says nothing."""
    schemas = document["components"]["schemas"]
    for part in (document["paths"], schemas):
        _simplify(part)
    found: dict[str, Any] = {}
    for part in (document["paths"], schemas):
        _take_out_lists(part, found)
    schemas.update(found)
    for name, schema in list(schemas.items()):
        if _ONE_OF in schema:
            schemas.update(_split(name, schema))
    document["components"]["parameters"] = _share_parameters(document)


def name_values(schemas: dict[str, Any]) -> None:
    """Name the values that stand in very many shapes, once every value has its bounds."""
    found: set[str] = set()
    for schema in _objects(schemas):
        beside = {key: schema[key] for key in (*_BESIDE_A_NAME, "examples") if key in schema}
        value = {key: told for key, told in schema.items() if key not in beside}
        for name in (name for name, meant in _VALUES.items() if value == meant):
            schema.clear()
            schema.update({"$ref": SCHEMA + name, **beside})
            found.add(name)
    schemas.update({name: _VALUES[name] | {"description": _MEANT[name]} for name in sorted(found)})


def _simplify(node: object) -> None:
    """Leave out titles that repeat a name, and say of a plain value that it may be null in its type."""
    for schema in _objects(node):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        choices = schema.get("anyOf", [])
        if [each.get("type") for each in choices][1:] == ["null"] and not choices[0].keys() & {"$ref", "enum", "anyOf"}:
            del schema["anyOf"]
            # What is said of the property goes before what is said of its value.
            schema.update({**choices[0], **schema, "type": [choices[0]["type"], "null"]})


def _take_out_lists(node: object, found: dict[str, Any]) -> None:
    for schema in _objects(node):
        told = schema.pop(_NAMED, None)
        if told is not None:
            if "enum" in schema:
                found[told["name"]] = {"type": "string", "enum": schema["enum"], "description": told["description"]}
            beside = {key: schema[key] for key in _BESIDE_A_NAME if key in schema}
            schema.clear()
            schema.update({"$ref": SCHEMA + told["name"], **beside})


def _split(name: str, flat: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the shapes that a body may have, and under its own name that it is one of them."""
    told = flat[_ONE_OF]
    by, variants = told["by"], [Variant(**each) for each in told["variants"]]
    yield from ((each.name, _shape_of(each, flat["properties"], by)) for each in variants)
    union: dict[str, Any] = {"oneOf": [{"$ref": SCHEMA + each.name} for each in variants]}
    if by:
        mapping = {each.tag: SCHEMA + each.name for each in variants}
        union["discriminator"] = {"propertyName": by, "mapping": mapping}
    yield name, union | {key: flat[key] for key in ("description", "examples") if key in flat}


def _shape_of(variant: Variant, properties: Mapping[str, Any], by: str) -> dict[str, Any]:
    names = (*((by,) if by else ()), *variant.needs, *variant.may)
    shape: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in names if name not in variant.may],
        "properties": {name: _without_null(properties[name]) for name in names},
    }
    if by:
        described = {key: properties[by][key] for key in ("description",) if key in properties[by]}
        shape["properties"][by] = {"type": "string", "const": variant.tag, **described}
    if variant.fewest:
        shape["minProperties"] = variant.fewest
    return shape | ({"description": variant.description} if variant.description else {})


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a property holds where it is given: who has nothing to tell leaves it out."""
    told = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
    if isinstance(told.get("type"), list):
        (told["type"],) = [kind for kind in told["type"] if kind != "null"]
    choices = [choice for choice in schema.get("anyOf", ()) if choice != _NULL]
    return told | (choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {})


def _share_parameters(document: dict[str, Any]) -> dict[str, Any]:
    """Point at parameters that several operations take, and return them by name."""
    lists = [
        operation["parameters"]
        for item in document["paths"].values()
        for operation in item.values()
        if "parameters" in operation
    ]
    written = Counter(json.dumps(each, sort_keys=True) for parameters in lists for each in parameters)
    shared: dict[str, Any] = {}
    names: dict[str, str] = {}
    for text, _ in sorted(written.items(), key=lambda told: (-told[1], told[0])):
        parameter = json.loads(text)
        name = "".join(part[:1].upper() + part[1:] for part in parameter["name"].split("-"))
        # Of a name with several meanings, the one that is used most has it; the others stay where they are.
        if written[text] > 1 and name not in shared:
            shared[name], names[text] = parameter, name
    for parameters in lists:
        parameters[:] = [
            {"$ref": _PARAMETER + names[text]} if (text := json.dumps(each, sort_keys=True)) in names else each
            for each in parameters
        ]
    return dict(sorted(shared.items()))


def _objects(node: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a document, those inside first; never what is data."""
    if isinstance(node, list):
        for each in node:
            yield from _objects(each)
    elif isinstance(node, dict):
        for key, each in node.items():
            if key not in _DATA:
                yield from _objects(each)
        yield node
