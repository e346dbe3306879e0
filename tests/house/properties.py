"""The texts that come in: every property of a shape, and every parameter of an operation, that takes a string."""

from collections.abc import Iterator
from typing import Any, NamedTuple

ITEM = "*"
_CHOICES = ("anyOf", "oneOf", "allOf")


class Property(NamedTuple):
    """Where a string may stand in a body; an asterisk is an item of a list."""

    path: tuple[str, ...]

    @property
    def pointer(self) -> str:
        """The JSON pointer of the first such string."""
        return "".join("/" + ("0" if part == ITEM else part) for part in self.path)

    def holding(self, text: str) -> Any:
        """A body with this text there, and nothing else in it."""
        body: Any = text
        for part in reversed(self.path):
            body = [body] if part == ITEM else {part: body}
        return body


def string_properties(shape: dict[str, Any], document: dict[str, Any] | None = None) -> list[Property]:
    """Every property of a JSON schema that takes a string that is no member of a closed list."""
    return sorted(set(_walk(shape, document or shape, (), frozenset())))


def _walk(
    shape: dict[str, Any], document: dict[str, Any], path: tuple[str, ...], above: frozenset[str]
) -> Iterator[Property]:
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[-1]
        named = (document.get("$defs") or document["components"]["schemas"])[name]
        if name not in above:
            yield from _walk(named, document, path, above | {name})
        return
    kinds = shape.get("type", [])
    if "string" in ([kinds] if isinstance(kinds, str) else kinds) and not {"enum", "const"} & shape.keys():
        yield Property(path)
    for name, inner in shape.get("properties", {}).items():
        yield from _walk(inner, document, (*path, name), above)
    if "items" in shape:
        yield from _walk(shape["items"], document, (*path, ITEM), above)
    for choice in _CHOICES:
        for inner in shape.get(choice, ()):
            yield from _walk(inner, document, path, above)
