"""Whatever is sent as a file of offers is taken in row by row or refused in words; nothing in it stops a node."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from api.catalogue.imports.actions import ImportOrder, import_offers
from api.catalogue.imports.files.rows import ImportFileError
from api.catalogue.imports.vocabulary import FileForm, ImportMode
from api.catalogue.organizations.actions import create_organization
from api.catalogue.organizations.schemas import OrganizationCreate
from api.platform.node import Node
from api.platform.storage.database import Database
from tests.imports.files import HEADINGS, ROWS, as_csv, as_workbook
from tests.service import CLOCK, an_offer, node_on

LETTERS = some.text(max_size=40)
CELLS = some.sampled_from([cell for row in ROWS for cell in row]) | LETTERS | some.floats().map(str)
NAMES = some.sampled_from(HEADINGS) | LETTERS
JSON_VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | LETTERS,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(LETTERS, inner, max_size=4),
    max_leaves=12,
)
OFFERS = some.builds(
    lambda name, value: json.dumps(an_offer() | {name: value}), some.sampled_from([*an_offer(), "places"]), JSON_VALUES
)
SERVICE = {
    "id": "s-1",
    "name": "Samen breien",
    "description": "Breien en praten",
    "organization": {"name": "De Focus"},
    "languages": [{"code": "nl"}],
    "cost_options": [{"amount": 2.5, "currency": "EUR"}],
    "eligibilities": [{"minimum_age": 18}],
    "schedules": [{"byday": "MO", "opens_at": "09:00", "closes_at": "11:00"}],
    "service_at_locations": [
        {"location": {"latitude": 51.9, "longitude": 4.5, "addresses": [{"postal_code": "3073XY"}]}}
    ],
}
SERVICES = some.builds(
    lambda name, told: {"contents": [SERVICE | {name: told}]}, some.sampled_from([*SERVICE]), JSON_VALUES
)
WHOLE = {
    FileForm.SEPARATED: as_csv(),
    FileForm.SPREADSHEET: as_workbook(),
    FileForm.JSON_LINES: json.dumps(an_offer()).encode(),
    FileForm.OPEN_REFERRAL: json.dumps(SERVICE).encode(),
}


@some.composite
def tables(draw: some.DrawFn) -> bytes:
    headings = draw(some.lists(NAMES, min_size=1, max_size=8))
    rows = draw(some.lists(some.tuples(*[CELLS] * len(headings)), min_size=1, max_size=4))
    written = as_csv(*rows, sign=draw(some.sampled_from(";,\t")), headings=tuple(headings)).decode()
    return written.encode(draw(some.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])), errors="replace")


@some.composite
def damaged(draw: some.DrawFn, whole: bytes) -> bytes:
    at = draw(some.integers(0, len(whole)))
    return whole[:at] + draw(some.binary(max_size=8)) + whole[at + draw(some.integers(0, 40)) :]


def files() -> some.SearchStrategy[tuple[FileForm, bytes]]:
    spoiled = [some.tuples(some.just(form), damaged(whole)) for form, whole in WHOLE.items()]
    return some.one_of(
        some.tuples(some.sampled_from(FileForm), some.binary(min_size=1, max_size=200)),
        some.tuples(some.just(FileForm.SEPARATED), tables()),
        some.tuples(
            some.just(FileForm.JSON_LINES), some.lists(OFFERS, max_size=3).map(lambda lines: "\n".join(lines).encode())
        ),
        some.tuples(some.just(FileForm.OPEN_REFERRAL), SERVICES.map(lambda told: json.dumps(told).encode())),
        *spoiled,
    )


@pytest.fixture(scope="module")
def owner(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Node, str]]:
    file = tmp_path_factory.mktemp("fuzz") / "vonk.db"
    file.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{file}")
    with database.write() as session:
        owner_id = create_organization(session, OrganizationCreate(name="De Focus"), now=CLOCK.now()).id
    yield node_on(database), owner_id
    database.close()


@given(files())
def test_whatever_is_sent_is_taken_row_by_row_or_refused_in_words(
    owner: tuple[Node, str], tmp_path_factory: pytest.TempPathFactory, sent: tuple[FileForm, bytes]
) -> None:
    (node, organization_id), (form, content) = owner, sent
    file = tmp_path_factory.getbasetemp() / "sent"
    file.write_bytes(content)
    order = ImportOrder(organization_id, ImportMode.MERGE, is_dry_run=True, confirms_withdrawals=False)
    with suppress(ImportFileError):
        imported = import_offers(node, file, form, order, author_id="test")
        assert imported.failed <= len(imported.errors)
