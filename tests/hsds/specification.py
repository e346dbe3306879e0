"""The JSON Schemas of HSDS 3.1 and Open Referral UK 3.0, to hold answers to."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

FOLDER: Final = Path(__file__).with_name("schemas")
VERSIONS: Final = ("hsds-3.1", "hsds-uk-3.0")
STRICT: Final = "hsds-3.1"
# Only the compiled schemas name these: what a thing is nested in.
ALSO_NAMED: Final = {"organization": {"services": {"type": "array", "items": {"$ref": "service.json"}}}} | {
    "service_at_location": {"service": {"$ref": "service.json"}}
}
PAGE: Final = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}


def hold_to(name: str, told: Any) -> None:
    """Raise unless this is valid by both specifications, and every property is one that HSDS names."""
    errors = [
        f"{version} {name}: {error.message[:500]} at {list(error.instance_path)}"
        for version in VERSIONS
        for error in _validator(version, name).iter_errors(told)
    ]
    assert errors == []


@cache
def _validator(version: str, name: str) -> jsonschema_rs.Draft202012Validator:
    schemas = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (FOLDER / version).glob("*.json")}
    if version == STRICT:
        for each, schema in schemas.items():
            _close(schema)
            schema["properties"] |= ALSO_NAMED.get(each, {})
    registry = jsonschema_rs.Registry([(_address(version, each), schema) for each, schema in schemas.items()])
    return jsonschema_rs.Draft202012Validator(
        {"$ref": _address(version, name)}, registry=registry, validate_formats=True
    )


def _close(schema: Any) -> None:
    """Let a schema take no property that it does not name."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
            schema["additionalProperties"] = False
        for value in schema.values():
            _close(value)
    elif isinstance(schema, list):
        for value in schema:
            _close(value)


def _address(version: str, name: str) -> str:
    return f"https://schemas.test/{version}/{name}.json"
