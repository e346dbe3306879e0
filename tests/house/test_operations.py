import re
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.catalogue.offers.dependencies import get_view
from api.features import FEATURES
from api.platform.security.dependencies import require
from tests.house.operations import Operation, committed_document, generated_document, operations
from tests.service import Service

A_PATH = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-z][A-Za-z0-9]*\}))+(\.(ics|csv|xlsx))?")
A_QUERY_KEY = re.compile(r"[a-z][A-Za-z0-9]*")
PROBLEM_ON_THE_WIRE = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
ROUTES = [route for router in FEATURES.routers for route in router.routes if isinstance(route, APIRoute)]
OPERATIONS = operations()

# Readable without a key when the municipality makes its catalogue public; then `get_view` decides.
MAY_BE_PUBLIC = {"listChanges", "listOfferHistory", "listOffers", "readOffer"}


def calls(dependant: Dependant) -> set[object]:
    return {dependant.call}.union(*(calls(lower) for lower in dependant.dependencies))


def requires_caller(route: APIRoute) -> bool:
    required = require().__qualname__
    return required in {getattr(call, "__qualname__", "") for call in calls(route.dependant)}


def test_the_document_in_the_repository_is_the_one_the_app_generates() -> None:
    assert committed_document() == generated_document(), "run `make openapi`"


def test_every_route_of_every_feature_is_in_the_document() -> None:
    assert {route.operation_id for route in ROUTES} == {operation.name for operation in OPERATIONS}


def test_paths_are_kebab_case_without_a_slash_at_the_end() -> None:
    assert [operation.path for operation in OPERATIONS if not A_PATH.fullmatch(operation.path)] == []


def test_query_keys_are_camel_case() -> None:
    keys = [
        parameter["name"]
        for operation in OPERATIONS
        for parameter in operation.told.get("parameters", ())
        if parameter["in"] == "query"
    ]
    assert keys
    assert [key for key in keys if not A_QUERY_KEY.fullmatch(key)] == []


def test_every_route_names_the_caller_that_it_needs() -> None:
    without = {route.operation_id for route in ROUTES if not requires_caller(route)}
    assert without == MAY_BE_PUBLIC
    public = [route for route in ROUTES if route.operation_id in MAY_BE_PUBLIC]
    assert all(get_view in calls(route.dependant) for route in public)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer vonk_nobody"}], ids=["no key", "an unknown key"])
async def test_nothing_under_v1_answers_without_a_good_key(service: Service, headers: dict[str, str]) -> None:
    open_doors = []
    for operation in OPERATIONS:
        answer = await service.client.request(operation.method, f"/v1{operation.some_path}", headers=headers)
        if answer.status_code != 401:
            open_doors.append((operation.name, answer.status_code))
    assert open_doors == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_error_in_the_document_is_a_problem(operation: Operation) -> None:
    responses: dict[str, Any] = operation.told["responses"]
    errors = {status: response["content"] for status, response in responses.items() if status >= "400"}
    assert {"400", "401", "403", "429", "500"} <= errors.keys()
    assert {status: content for status, content in errors.items() if content != PROBLEM_ON_THE_WIRE} == {}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_answer_in_the_document_carries_the_version(operation: Operation) -> None:
    assert all("API-Version" in response["headers"] for response in operation.told["responses"].values())
