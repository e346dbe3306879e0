"""A text in a form that does not fit is told in words what does, never by the pattern that it is held to."""

from typing import Any

import pytest

from api.catalogue.places.schemas import POSTCODE_PATTERN
from api.platform.web.shapes import SHOWN
from api.platform.web.validation import is_explained
from api.platform.webhooks.vocabulary import WANTED
from tests.house.operations import Operation, generated_document, operations
from tests.service import Service, an_offer

ONE_LINE = (
    "Hier staat een regeleinde of een ander onzichtbaar teken. Zet alles op één regel.",
    "This holds a line break or another invisible sign. Put it all on one line.",
)
NO_TEXT = ("Hier staat een teken dat geen tekst is.", "This holds a character that is not text.")
WEB_ADDRESS = (
    "Hier hoort een webadres dat begint met https:// of http://.",
    "This takes an address that begins with https:// or http://.",
)
ENDPOINT: dict[str, Any] = {"url": "https://receiver.example", "types": ["offer.*"]}
KINDS = "handover.*, offer.*, table.*, watch.*, webhook.*"
CASES = [
    ("organizations", {"name": "a\nb"}, ONE_LINE),
    ("organizations", {"name": "a", "description": "a\x00b"}, NO_TEXT),
    ("organizations", {"name": "a", "website": "www.example.nl"}, WEB_ADDRESS),
    ("webhook-endpoints", ENDPOINT | {"url": "receiver.example"}, WEB_ADDRESS),
    (
        "webhook-endpoints",
        ENDPOINT | {"types": ["offers"]},
        (
            f"Hier hoort een gebeurtenis, zoals offer.withdrawn, of alles van een soort: {KINDS}.",
            f"This takes an event, such as offer.withdrawn, or all of a kind: {KINDS}.",
        ),
    ),
    (
        "offers",
        an_offer(externalId="a/b"),
        (
            "Hier kunnen de letters a tot en met z, cijfers en . _ ~ : - staan.",
            "This takes the letters a to z, digits and . _ ~ : -.",
        ),
    ),
    (
        "offers",
        an_offer(organizationId="Focus"),
        (
            "Hier hoort een id zoals Vonk het gaf: cijfers, de letters a tot en met f en streepjes.",
            "This takes an id as Vonk gave it: digits, the letters a to f and hyphens.",
        ),
    ),
    (
        "offers",
        an_offer(accommodations={"languages": ["Nederlands!"]}),
        ("Dit is geen taalcode. Bedoel je ‘nl’?", "This is not the code of a language; you may mean ‘nl’."),
    ),
    (
        "offers",
        an_offer(contact={"email": "focus"}),
        (
            "Hier hoort een e-mailadres, zoals balie@focus.example.",
            "This takes an e-mail address, such as desk@focus.example.",
        ),
    ),
    (
        "offers",
        an_offer(contact={"phone": "bel maar"}),
        (
            "Hier hoort een telefoonnummer van 3 tot 30 tekens: cijfers, spaties en + ( ) . -.",
            "This takes a phone number of 3 to 30 characters: digits, spaces and + ( ) . -.",
        ),
    ),
]


@pytest.mark.parametrize(("path", "body", "told"), CASES)
async def test_a_text_that_does_not_fit_is_told_in_words_what_does(
    service: Service, path: str, body: dict[str, Any], told: tuple[str, str]
) -> None:
    for language, sentence in zip(("nl", "en"), told, strict=True):
        answer = await service.admin.post(f"/{path}", body, Accept_Language=language)
        assert (answer.status_code, [each["detail"] for each in answer.json()["errors"]]) == (400, [sentence])


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/offers?cursor=niets", "This is no cursor of this list. Ask on with the same filters, or begin anew."),
        ("/offers/NIETS", "This takes an id as Vonk gave it: digits, the letters a to f and hyphens."),
        ("/interests?q=a%00b", ONE_LINE[1]),
    ],
)
async def test_so_is_what_stands_in_an_address(service: Service, path: str, told: str) -> None:
    answer = await service.host.get(path, Accept_Language="en")
    assert (answer.status_code, [each["detail"] for each in answer.json()["errors"]]) == (400, [told])


# What is about one thing is not there first of all.
TOLD_IN_A_LANGUAGE = [
    each
    for each in operations()
    if "{" not in each.path and any(asked["name"].lower() == "accept-language" for asked in each.told["parameters"])
]


@pytest.mark.parametrize("operation", TOLD_IN_A_LANGUAGE, ids=lambda operation: operation.name)
async def test_so_are_languages_that_go_on_too_long(service: Service, operation: Operation) -> None:
    caller = service.partner if operation.name == "importOffers" else service.coach
    question = {"client": {"interests": ["hout"]}} if operation.name == "matchOffers" else None
    answer = await caller.send(operation.method, operation.some_path, question, **{"Accept-Language": "n" * 201})
    assert answer.status_code == 400
    told = {error["pointer"]: error["detail"] for error in answer.json()["errors"]}
    assert told["/accept-language"] == "Hoogstens 200 tekens."


async def test_so_is_a_key_for_repeating(service: Service) -> None:
    answer = await service.admin.post("/organizations", {"name": "a"}, Idempotency_Key="a b", Accept_Language="en")
    told = "This takes 1 to 255 letters, digits and punctuation marks, without a space or a quotation mark."
    assert (answer.status_code, answer.json()["errors"][0]["detail"]) == (400, told)


async def test_so_are_the_label_of_a_seat_and_a_place_in_a_stream(service: Service) -> None:
    table = (await service.host.post("/tables", {"name": "Tafel", "on": "2199-01-01"})).json()["id"]
    answer = await service.host.put(f"/tables/{table}/clients/K1-", {"interests": []}, Accept_Language="en")
    told = "This takes letters, digits, spaces and . _ -, with a letter or a digit at both ends."
    assert (answer.status_code, answer.json()["errors"][0]["detail"]) == (400, told)
    answer = await service.host.get(f"/tables/{table}/stream", Last_Event_ID="hier", Accept_Language="en")
    told = "This takes a number of at most 15 digits."
    assert (answer.status_code, answer.json()["errors"][0]["detail"]) == (400, told)


def test_every_pattern_in_the_document_is_explained_in_words() -> None:
    document = generated_document()
    found = set(patterns_in(document))
    assert found
    wanted = document["components"]["schemas"][WANTED]["pattern"]
    # Of these three the sentence comes from what reads the text.
    assert [each for each in found - {POSTCODE_PATTERN, SHOWN, wanted} if not is_explained(each)] == []


def patterns_in(node: Any) -> list[str]:
    if isinstance(node, list):
        return [pattern for each in node for pattern in patterns_in(each)]
    if not isinstance(node, dict):
        return []
    own = [node["pattern"]] if isinstance(node.get("pattern"), str) else []
    return own + [pattern for each in node.values() for pattern in patterns_in(each)]
