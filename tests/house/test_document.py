"""The document is one that generators accept: every rule here broke the output of one of them."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import jsonschema_rs

from api.catalogue.imports.vocabulary import FileForm
from tests.house.operations import committed_document
from tests.house.tree import ROOT, read

DOCUMENT = committed_document()
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
LARGEST_BYTES = 350_000
SHORTEST = len("When.")
CODES = {"code", "state", "status", "reason", "type", "event"}
# Words that a program passes on, and decides nothing by: each is a pattern, or as many as there are features.
OPEN_WORDS = {
    ("DeliveryRead", "type"),
    ("LineProblemRead", "type"),
    ("Placement", "reason"),
    ("Problem", "type"),
    ("Problem", "state"),
    ("Problem", "status"),
    ("ReviewCreate", "reason"),
}
# How pydantic calls a limit that it could not translate: no validator knows these words.
UNTRANSLATED = frozenset({"ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length"})


def objects(node: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every object of the document that is no data, and where it stands."""
    if isinstance(node, list):
        for place, each in enumerate(node):
            yield from objects(each, (*path, str(place)))
    elif isinstance(node, dict):
        yield path, node
        for name, each in node.items():
            if name not in {"example", "examples", "enum", "mapping", "default"}:
                yield from objects(each, (*path, name))


def operations() -> Iterator[dict[str, Any]]:
    for item in DOCUMENT["paths"].values():
        yield from (told for method, told in item.items() if method in METHODS)


def test_the_document_is_small_enough_to_read() -> None:
    assert len((ROOT / "openapi.json").read_bytes()) <= LARGEST_BYTES


def test_no_shape_has_choices_beside_its_properties() -> None:
    both = [
        path
        for path, schema in objects(DOCUMENT)
        if isinstance(schema.get("properties"), dict) and schema.keys() & {"anyOf", "oneOf", "allOf"}
    ]
    assert both == []


def test_every_object_has_a_name() -> None:
    nameless = [
        path
        for path, schema in objects(DOCUMENT)
        if isinstance(schema.get("properties"), dict) and "type" in schema and path[:-1] != ("components", "schemas")
    ]
    assert nameless == []


def test_every_closed_list_has_a_name() -> None:
    nameless = [
        path
        for path, schema in objects(DOCUMENT)
        if isinstance(schema.get("enum"), list) and path[:-1] != ("components", "schemas")
    ]
    assert nameless == []


def test_every_code_is_of_a_closed_list() -> None:
    free = {
        (name, told)
        for name, schema in SCHEMAS.items()
        for told, shape in schema.get("properties", {}).items()
        if told in CODES and "string" in str(shape.get("type")) and not {"const", "enum"} & shape.keys()
    }
    assert free <= OPEN_WORDS


def test_every_union_of_shapes_tells_them_apart() -> None:
    for name, schema in SCHEMAS.items():
        if "oneOf" not in schema:
            continue
        shapes = [SCHEMAS[each["$ref"].rpartition("/")[2]] for each in schema["oneOf"]]
        if "discriminator" in schema:
            by = schema["discriminator"]["propertyName"]
            assert all(by in shape["required"] for shape in shapes), name
            assert set(schema["discriminator"]["mapping"].values()) == {each["$ref"] for each in schema["oneOf"]}
        else:
            # Closed, and each asks for what no other knows.
            for shape in shapes:
                others = [other for other in shapes if other is not shape]
                assert shape["additionalProperties"] is False
                assert all(set(shape["required"]) - other["properties"].keys() for other in others), name


def test_every_operation_has_one_section_that_is_explained_and_a_name_of_its_own() -> None:
    sections = {tag["name"] for tag in DOCUMENT["tags"]}
    told = list(operations())
    assert [each["operationId"] for each in told if len(each["tags"]) != 1 or each["tags"][0] not in sections] == []
    names = [each["operationId"] for each in told]
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if not name.isalpha() or not name[0].islower()] == []


def test_every_problem_is_one_that_all_operations_share() -> None:
    own = [
        each["operationId"]
        for each in operations()
        for status, answer in each["responses"].items()
        if status >= "400" and answer.keys() != {"$ref"}
    ]
    assert own == []


def test_whatever_is_pointed_at_is_there_and_nothing_else() -> None:
    text = read("openapi.json")
    for kind in ("schemas", "parameters", "responses", "headers"):
        for name in DOCUMENT["components"][kind]:
            # A union of everything that is posted to an endpoint is for who reads it; nothing else asks for it.
            assert json.dumps(f"#/components/{kind}/{name}") in text or name == "AnyNotification", name
    for path, each in objects(DOCUMENT):
        if isinstance(each.get("$ref"), str):
            _, *names = each["$ref"].split("/")
            target: Any = DOCUMENT
            for name in names:
                assert name in target, path
                target = target[name]


def test_every_property_says_what_it_is() -> None:
    silent = [
        f"{name}.{told}"
        for name, schema in SCHEMAS.items()
        for told, shape in schema.get("properties", {}).items()
        if len(shape.get("description", "")) < SHORTEST
    ]
    assert silent == []


def test_every_shape_and_parameter_says_what_it_is() -> None:
    assert [name for name, schema in SCHEMAS.items() if not schema.get("description")] == []
    shared = DOCUMENT["components"]["parameters"]
    own = [each for operation in operations() for each in operation.get("parameters", ()) if "$ref" not in each]
    assert [each["name"] for each in (*shared.values(), *own) if len(each.get("description", "")) < SHORTEST] == []


def test_every_operation_says_what_it_does() -> None:
    silent = [each["operationId"] for each in operations() if not (each.get("summary") and each.get("description"))]
    assert silent == []


def test_of_two_shapes_in_an_answer_the_one_that_holds_more_comes_first() -> None:
    told = [schema["anyOf"] for _, schema in objects(DOCUMENT["paths"]) if "anyOf" in schema]
    choices = [shapes for shapes in told if all("$ref" in shape for shape in shapes)]
    assert choices
    for shapes in choices:
        needed = [set(SCHEMAS[shape["$ref"].rpartition("/")[2]]["required"]) for shape in shapes]
        # Generators take the first that fits, and a shape with fewer properties fits wherever one with more does.
        assert [few for few, many in pairwise(needed) if few < many] == []


def test_a_limit_is_told_in_a_word_that_a_validator_knows() -> None:
    assert [path for path, shape in objects(DOCUMENT) if UNTRANSLATED & shape.keys()] == []


def test_an_example_is_one_of_what_it_stands_at() -> None:
    components = {"components": DOCUMENT["components"]}
    wrong = [
        name
        for name, schema in SCHEMAS.items()
        for example in schema.get("examples", [])
        if not jsonschema_rs.is_valid(components | {"$ref": f"#/components/schemas/{name}"}, example)
    ]
    assert wrong == []


def test_a_body_shows_an_example_or_points_at_a_shape_of_its_own() -> None:
    bodies = [
        (each["operationId"], media)
        for each in operations()
        for kind, media in each.get("requestBody", {}).get("content", {}).items()
        # A workbook is no text that could be shown.
        if kind != FileForm.SPREADSHEET
    ]
    bare = [
        name for name, media in bodies if not {"example", "examples"} & media.keys() and "$ref" not in media["schema"]
    ]
    assert bare == []


def test_nothing_is_to_be_fetched_from_elsewhere() -> None:
    # Generators fetch what an example points at, and stop where it is not.
    assert not any("externalValue" in each for _, each in objects(DOCUMENT))
