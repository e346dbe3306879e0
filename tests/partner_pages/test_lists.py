"""A partner's own list: what it would do is told first, and it is taken over once after a yes."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from api.catalogue.partner_pages.files import MOST_FILE_BYTES
from api.catalogue.partner_pages.jobs import forget_waiting_files
from api.catalogue.partner_pages.tables import WaitingFile
from tests.imports.files import as_csv, as_workbook
from tests.partner_pages.visiting import visiting, words_of
from tests.service import Service

BAD = ("kook-1", "Koken", "feestje", "Samen koken", "3073XY", "maandag", "gratis")
GOOD = ("brei-1", "Samen breien", "activiteit", "Breien en praten", "3073XY", "in overleg", "gratis")


def kept(service: Service) -> list[WaitingFile]:
    with service.database.read() as session:
        return list(session.exec(select(WaitingFile)))


def yes(shown: httpx.Response) -> dict[str, str]:
    found = re.search(r'name="file" value="([0-9a-f-]+)"', shown.text)
    assert found, shown.text
    return {"file": found[1]}


async def titles(service: Service) -> list[str]:
    return [offer["title"] for offer in (await service.partner.get("/offers")).json()["items"]]


@pytest.mark.parametrize("make", [as_csv, as_workbook])
async def test_what_would_change_is_told_and_happens_after_a_yes(service: Service, make: object) -> None:
    partner = await visiting(service)
    content = make(GOOD, BAD)  # type: ignore[operator]
    shown = await partner.send_list(content, "Aanbod 2026.bin")
    assert shown.status_code == 200
    told = words_of(shown)
    assert "Nieuw 1 Veranderd 0 Blijft gelijk 0 Niet gelukt 1" in told
    assert "Regel 3 , soort: Kies uit activiteit" in told
    assert "Regel 2 , dagen:" in told
    assert await titles(service) == []
    assert content not in kept(service)[0].sealed_content
    done = await partner.post("/list/yes", yes(shown))
    assert "Je lijst is overgenomen" in words_of(done)
    assert await titles(service) == ["Samen breien"]
    assert kept(service) == []
    again = await partner.post("/list/yes", yes(shown))
    assert (again.status_code, "al overgenomen" in words_of(again)) == (409, True)
    same = words_of(await partner.send_list(content))
    assert "Blijft gelijk 1" in same
    assert "Er verandert niets" in same


async def test_a_list_waits_an_hour_sealed_and_no_longer(service: Service) -> None:
    partner = await visiting(service)
    first = await partner.send_list(as_csv(GOOD))
    second = await partner.send_list(as_csv(GOOD))
    assert len(kept(service)) == 1
    assert (await partner.post("/list/yes", yes(first))).status_code == 409
    with service.database.write() as session:
        (file,) = session.exec(select(WaitingFile)).all()
        file.created_at -= timedelta(minutes=59)
        session.add(file)
    forget_waiting_files(service.node)
    assert len(kept(service)) == 1
    with service.database.write() as session:
        (file,) = session.exec(select(WaitingFile)).all()
        file.created_at -= timedelta(minutes=2)
        session.add(file)
    assert (await partner.post("/list/yes", yes(second))).status_code == 409
    forget_waiting_files(service.node)
    assert kept(service) == []
    assert await titles(service) == []


async def test_another_address_opens_no_list_that_is_not_its_own(service: Service) -> None:
    one, other = await visiting(service), await visiting(service)
    shown = await one.send_list(as_csv(GOOD))
    assert (await other.post("/list/yes", yes(shown))).status_code == 409
    link = (await service.partner.get(f"/organizations/{service.partner.organization_id}/page-links")).json()["items"][
        0
    ]
    revoked = f"/organizations/{service.partner.organization_id}/page-links/{link['id']}"
    assert (await service.partner.delete(revoked)).status_code == 204
    assert kept(service) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Kies eerst een bestand."),
        (b"   \n", "Dit bestand is leeg."),
        (b"PK\x03\x04rest", ""),
        (b"\xd0\xcf\x11\xe0old", "werkmap"),
        (b"Beste mensen,\nhier is ons aanbod.", ""),
        (b"naam;adres\n" + b"x" * MOST_FILE_BYTES, "te groot"),
    ],
    ids=["none", "empty", "broken", "old", "letter", "large"],
)
async def test_what_is_no_list_is_told_beside_its_field(service: Service, content: bytes, told: str) -> None:
    partner = await visiting(service)
    wrong = await partner.send_list(content)
    assert wrong.status_code == 400
    assert 'id="list-error"' in wrong.text
    assert told in words_of(wrong)
    assert kept(service) == []


async def test_what_is_no_form_is_refused(service: Service) -> None:
    partner = await visiting(service)
    for kind in ("multipart/form-data", "text/plain", "multipart/form-data; boundary=x"):
        answer = await service.client.post(f"{partner.path}/list", content=b"hello", headers={"Content-Type": kind})
        assert answer.status_code == 400


async def test_nobody_sends_a_list_to_an_address_that_opens_nothing(service: Service) -> None:
    sent = await service.client.post("/partner/x/list", files={"list": ("a.csv", as_csv(GOOD))})
    assert sent.status_code == 404


async def test_there_is_an_example_to_fill_in(service: Service) -> None:
    partner = await visiting(service)
    for ending in ("csv", "xlsx"):
        example = await partner.get(f"/example.{ending}")
        assert example.status_code == 200
        told = words_of(await partner.send_list(example.content))
        assert "voorbeeldregel" in told
