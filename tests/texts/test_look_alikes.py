"""What is personal, however it is written, and what only looks like it, in every free text that comes in."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from api.features import FEATURES
from api.platform.web.personal_data import Personal, find_personal_data
from api.platform.web.validation import pointer_to
from tests.house.properties import Property, string_properties

HERE = Path(__file__).parent
INNOCENT = (HERE / "innocent.txt").read_text(encoding="utf-8").splitlines()
GUILTY = [json.loads(line) for line in (HERE / "guilty.jsonl").read_text(encoding="utf-8").splitlines()]

# What is told about offers and organizations is for everyone to read, and may say whom to call. All else is about
# a client, so a new shape is held to the strictest rule until it is named here.
PUBLIC = {"EndpointCreate", "OfferCreate", "OfferWrite", "OrganizationCreate", "ReviewCreate"}
# These are there to say how a person is reached.
ADDRESSES = {"/contact/email", "/contact/phone", "/introduction/email", "/introduction/phone"}


class Field(NamedTuple):
    """A free text of a shape that comes in."""

    shape: type[BaseModel]
    at: Property

    @property
    def is_public(self) -> bool:
        return self.shape.__name__ in PUBLIC

    def takes(self, text: str) -> bool:
        """Whether this text may stand here; whatever else is wrong with the body counts for nothing."""
        try:
            self.shape.model_validate_json(json.dumps(self.at.holding(text)))
        except ValidationError as error:
            return self.at.pointer not in {pointer_to(each["loc"]) for each in error.errors()}
        return True


@cache
def free_texts() -> list[Field]:
    shapes = {shape for router in FEATURES.routers for route in router.routes for shape in shapes_of(route)}
    fields = [
        Field(shape, each)
        for shape in sorted(shapes, key=lambda shape: shape.__name__)
        for each in string_properties(shape.model_json_schema())
        if not each.pointer.endswith(tuple(ADDRESSES))
    ]
    return [field for field in fields if field.takes("iets met hout, of niet!")]


def shapes_of(route: Any) -> list[type[BaseModel]]:
    params = route.dependant.body_params if isinstance(route, APIRoute) else ()
    kinds = [param.field_info.annotation for param in params]
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]


def test_both_tables_are_as_long_as_they_are_said_to_be() -> None:
    assert (len(set(INNOCENT)) >= 100, len({each["text"] for each in GUILTY}) >= 100) == (True, True)
    assert {each["kind"] for each in GUILTY} == set(Personal)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_it_passes(text: str) -> None:
    assert find_personal_data(text) is None


@pytest.mark.parametrize("told", GUILTY, ids=lambda told: ascii(told["text"]))
def test_personal_data_is_found_alone_and_within_a_sentence(told: dict[str, str]) -> None:
    for text in (told["text"], f"Zie {told['text']} graag", f"Vrij op 01/12 en 08/12. {told['text']}"):
        assert find_personal_data(text) == told["kind"]


def test_there_are_free_texts_of_both_sorts() -> None:
    told = {f"{field.shape.__name__}{field.at.pointer}" for field in free_texts()}
    assert {"OfferCreate/title", "MatchQuestion/client/interests/0", "HandoverCreate/message"} <= told
    assert {"EventCreate/appointment/with", "TableCreate/name", "OrganizationCreate/description"} <= told


@pytest.mark.parametrize("field", free_texts(), ids=lambda field: f"{field.shape.__name__}{field.at.pointer}")
def test_every_free_text_refuses_what_it_may_not_hold_and_nothing_else(field: Field) -> None:
    assert [text for text in INNOCENT if not field.takes(text)] == []
    on_one_line = [told for told in GUILTY if not re.search(r"[\n\t]", told["text"])]
    refused = {told["text"] for told in on_one_line if not field.takes(told["text"])}
    wanted = {told["text"] for told in on_one_line if told["kind"] == Personal.BSN or not field.is_public}
    assert refused == wanted
