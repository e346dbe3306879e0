"""Writes docs/field-guide.md: each field of a profile and of an offer, in the words of openapi.json."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

DOCUMENT: Final = Path(__file__).parents[1] / "openapi.json"
HEAD: Final = Path(__file__).with_suffix(".md")
ROOTS: Final = (("ClientWrite", "A profile"), ("OfferWrite", "An offer"))


class Guide:
    """The pages of a guide, made from the shapes of the document."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas
        self._lists: dict[str, Any] = {}

    def write(self) -> str:
        """Return the whole guide."""
        pages = [
            HEAD.read_text(encoding="utf-8"),
            *(page for name, title in ROOTS for page in self._section(name, title, "##")),
        ]
        lists = [self._list(name) for name in sorted(self._lists)]
        return "\n".join([*pages, "## Closed lists\n", *lists])

    def _section(self, name: str, title: str, level: str) -> Iterator[str]:
        """Yield a table of one shape, and then of each shape in it."""
        schema = self._schemas[name]
        inner: list[tuple[str, str]] = []
        rows = ["| field | value | what it is |", "| --- | --- | --- |"]
        for field, told in schema["properties"].items():
            target = self._target_of(told)
            if target and "properties" in self._schemas[target]:
                inner.append((target, field))
            needed = " **needed**" if field in schema.get("required", ()) else ""
            rows.append(f"| `{field}`{needed} | {self._value(told)} | {told['description']} |")
        yield "\n".join([f"{level} {title}\n", schema["description"], "", *rows, ""])
        for target, field in inner:
            yield from self._section(target, f"`{field}`", "###")

    def _target_of(self, schema: dict[str, Any]) -> str:
        pointers = [each["$ref"] for each in (schema, *schema.get("anyOf", ())) if "$ref" in each]
        return pointers[0].rpartition("/")[2] if pointers else ""

    def _value(self, schema: dict[str, Any]) -> str:
        """Return in a few words what may stand there."""
        target = self._target_of(schema)
        if target:
            told = self._schemas[target]
            if "enum" in told:
                self._lists[target] = told
                return f"[{target}](#{target.lower()})"
            return "see below" if "properties" in told else self._value(told)
        kinds = schema["type"]
        kind = kinds[0] if isinstance(kinds, list) else kinds
        if kind == "array":
            return f"list of {self._value(schema['items'])}"
        if kind in {"number", "integer"}:
            return f"{schema['minimum']:g} to {schema['maximum']:g}"
        return {"boolean": "true or false", "string": "date" if schema.get("format") == "date" else "text"}[kind]

    def _list(self, name: str) -> str:
        told = self._lists[name]
        return f"### {name}\n\n{told['description']}\n\n{' · '.join(f'`{each}`' for each in told['enum'])}\n"


def write_guide() -> str:
    """Return docs/field-guide.md as it has to be."""
    return Guide(json.loads(DOCUMENT.read_text(encoding="utf-8"))["components"]["schemas"]).write()


if __name__ == "__main__":
    sys.stdout.write(write_guide())
