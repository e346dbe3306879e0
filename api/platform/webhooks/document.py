"""The section `webhooks` of /v1/openapi.json: what is posted to an endpoint, family by family, and with which data."""

from collections.abc import Iterable, Sequence
from typing import Any

from api.platform.feature import EventFamily
from api.platform.web.openapi_names import SCHEMA
from api.platform.webhooks.sending import CONTENT_TYPE
from api.platform.webhooks.vocabulary import WANTED

SOME_ID = "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"
_ID = {"type": "string", "minLength": 1, "maxLength": 36, "pattern": "^[0-9a-f-]+$", "examples": [SOME_ID]}
_MOMENT = {"type": "string", "format": "date-time", "examples": ["2026-11-22T09:30:00.000Z"]}
_HEADERS = {
    "webhook-id": "The id of this delivery's event: the same again when it is sent once more.",
    "webhook-timestamp": "When it was sent, in seconds since 1970.",
    "webhook-signature": "`v1,` and an HMAC-SHA256 over id, timestamp and body, with the secret of the endpoint.",
}


def list_event_types(families: Iterable[EventFamily]) -> list[str]:
    """Give every type that an endpoint can ask for, and each family whole."""
    types = [event for family in families for event in family.types]
    return sorted({*types, *(f"{event.partition('.')[0]}.*" for event in types)})


def shapes_of_events(families: Sequence[EventFamily]) -> dict[str, Any]:
    """Give the shapes of what is posted, by name; `AnyNotification` is one of them, told apart by its type."""
    shapes: dict[str, Any] = {}
    for family in families:
        name = _name(family)
        shapes |= {
            name: _event(family),
            f"{name}Data": _data(family),
            f"{name}Type": _list(family.types, "What can be told."),
        }
        if family.states:
            shapes[f"{name}State"] = _list(family.states, "Where it may be.")
    shapes[WANTED] = _wanted(families)
    mapping = {event: SCHEMA + _name(family) for family in families for event in family.types}
    shapes["AnyNotification"] = {
        "description": "What an endpoint that asks for everything is sent.",
        "oneOf": [{"$ref": SCHEMA + _name(family)} for family in families],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return shapes


def _name(family: EventFamily) -> str:
    return f"{family.name.capitalize()}Notification"


def describe_events(families: Iterable[EventFamily]) -> dict[str, Any]:
    """Give what is posted, as OpenAPI 3.1 tells webhooks."""
    return {family.name: {"post": _operation(family)} for family in families}


def _operation(family: EventFamily) -> dict[str, Any]:
    return {
        "operationId": f"tell{family.name.capitalize()}Event",
        "tags": ["webhooks"],
        "summary": family.summary,
        "description": "A CloudEvent, signed as Standard Webhooks asks; ids and states, and nothing about a person.",
        "security": [],
        "parameters": [
            {
                "name": header,
                "in": "header",
                "required": True,
                "description": text,
                "schema": {"type": "string", "maxLength": 200},
            }
            for header, text in _HEADERS.items()
        ],
        "requestBody": {"required": True, "content": {CONTENT_TYPE: {"schema": {"$ref": SCHEMA + _name(family)}}}},
        "responses": {
            "2XX": {"description": "Heard; any answer of 200 to 299 will do."},
            "4XX": {"description": "Not heard: it is sent again later, for days; after 410 never again."},
        },
    }


def _event(family: EventFamily) -> dict[str, Any]:
    return _object(
        {
            "specversion": {"type": "string", "const": "1.0", "description": "Version of CloudEvents."},
            "id": _ID | {"description": "The same again when it is sent once more: what you have, you may drop."},
            "source": {"type": "string", "format": "uri", "maxLength": 200, "description": "Which service tells it."},
            "type": {"$ref": f"{SCHEMA}{_name(family)}Type", "description": "What happened."},
            "time": _MOMENT | {"description": "When it was written down."},
            "datacontenttype": {"type": "string", "const": "application/json", "description": "The form of `data`."},
            "timestamp": _MOMENT | {"description": "When it was written down, as Standard Webhooks calls it."},
            "data": {"$ref": f"{SCHEMA}{_name(family)}Data", "description": "Ids and states."},
        },
        f"{family.summary}, as a CloudEvent.",
    )


def _data(family: EventFamily) -> dict[str, Any]:
    properties: dict[str, Any] = {
        name: _ID | {"description": f"Id of the {name.removesuffix('Id')}."} for name in family.ids
    }
    if family.states:
        properties["state"] = {"$ref": f"{SCHEMA}{_name(family)}State", "description": "Where it was after that."}
    return _object(properties, "What it is about: ids and states, never a word about a person.", family.may_lack)


def _wanted(families: Iterable[EventFamily]) -> dict[str, Any]:
    words: dict[str, list[str]] = {}
    for event in list_event_types(families):
        kind, _, word = event.partition(".")
        words.setdefault(kind, []).append(word.replace("*", r"\*"))
    exactly = "|".join(rf"{kind}\.({'|'.join(each)})" for kind, each in words.items())
    return {
        "type": "string",
        "maxLength": 100,
        "pattern": f"^({exactly})$",
        "description": "An event, or all of a kind.",
        "examples": ["offer.withdrawn"],
    }


def _list(values: Iterable[str], description: str) -> dict[str, Any]:
    return {"type": "string", "enum": [str(each) for each in values], "description": description}


def _object(properties: dict[str, Any], description: str, may_lack: frozenset[str] = frozenset()) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "required": [name for name in properties if name not in may_lack],
        "properties": properties,
    }
