"""Every operation shows an answer, in its own shape, and says in Dutch too what it does."""

import json
from typing import Any

import jsonschema_rs
import pytest

from api.document import dutch_summaries, example_answers
from tests.answers import strictly
from tests.house.operations import committed_document

DOCUMENT = committed_document()
OPERATIONS = {told["operationId"]: told for item in DOCUMENT["paths"].values() for told in item.values()}
JSON = {"application/json", "application/x-ndjson"}
# Whole catalogues of steps, and offers in each line: what they answer is in docs/matching.md and docs/catalogue.md.
TOO_LONG_TO_SHOW = {"findNextSteps", "findPath", "listChanges", "listOfferHistory", "matchInBatch"}


def answers(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The bodies in JSON that an operation answers with."""
    good = [told for status, told in operation["responses"].items() if status < "300"]
    return [media for told in good for kind, media in told.get("content", {}).items() if kind in JSON]


def shown(media: dict[str, Any]) -> list[Any]:
    """The examples of a body."""
    pointed = [
        DOCUMENT["components"]["examples"][named(each["$ref"])]["value"] for each in media.get("examples", {}).values()
    ]
    return [*pointed, *([media["example"]] if "example" in media else ())]


def named(pointer: str) -> str:
    return pointer.rpartition("/")[2]


def test_every_operation_that_answers_shows_an_answer() -> None:
    silent = {name for name, told in OPERATIONS.items() if not all(map(shown, answers(told)))}
    assert silent == TOO_LONG_TO_SHOW


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_example_has_the_shape_of_the_answer(name: str) -> None:
    for media in answers(OPERATIONS[name]):
        schema = {"components": {"schemas": strictly(DOCUMENT["components"]["schemas"])}, **strictly(media["schema"])}
        check = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        assert [error.message for example in shown(media) for error in check.iter_errors(example)] == []


def test_no_example_opens_anything() -> None:
    text = json.dumps(example_answers())
    assert '"key": "vonk_\\u2026"' in text
    assert '"secret": "<whsec_\\u2026>"' in text


def test_every_operation_says_in_dutch_what_it_does() -> None:
    dutch = dutch_summaries()
    assert dutch.keys() == OPERATIONS.keys()
    assert [name for name, told in OPERATIONS.items() if not told["description"].startswith(dutch[name])] == []


def test_a_shape_shows_bodies_that_it_allows() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    shapes = {name: schema for name, schema in schemas.items() if "properties" in schema or "oneOf" in schema}
    checks = {
        name: jsonschema_rs.Draft202012Validator({"components": {"schemas": schemas}, **each})
        for name, each in shapes.items()
    }
    assert checks
    told = [(name, example) for name, schema in shapes.items() for example in schema.get("examples", ())]
    assert [(name, example) for name, example in told if not checks[name].is_valid(example)] == []
