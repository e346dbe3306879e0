"""Files as partners keep them, and sending them."""

import csv
import io
from typing import Any

import httpx
from openpyxl import Workbook

from tests.service import Actor

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NDJSON, JSON = "application/x-ndjson", "application/json"
HEADINGS = ("id", "naam", "soort", "omschrijving", "postcode", "dagen", "kosten")
ROWS = (
    ("brei-1", "Samen breien", "activiteit", "Breien en praten", "3073XY", "maandagochtend", "gratis"),
    ("hout-1", "Stoelen maken", "vrijwilligerswerk", "Timmeren in de werkplaats", "3073XY", "di en do 13-16", "2,50"),
    ("taal-1", "Taalles", "cursus", "Nederlands leren", "3073XY", "woensdagavond", ""),
)


def as_csv(*rows: tuple[Any, ...], sign: str = ";", headings: tuple[str, ...] = HEADINGS) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows((headings, *(rows or ROWS)))
    return out.getvalue().encode()


def as_workbook(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS, before: int = 0) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for _ in range(before):
        sheet.append(["Aanbod van de buurt"])
    for row in (headings, *(rows or ROWS)):
        sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


async def send_file(
    actor: Actor, content: bytes, form: str = CSV, *, query: str = "", language: str = "nl"
) -> httpx.Response:
    return await actor.client.post(
        f"/v1/offer-imports{query}",
        content=content,
        headers={"Authorization": f"Bearer {actor.key}", "Content-Type": form, "Accept-Language": language},
    )


def counts(answer: httpx.Response) -> tuple[int, int, int, int, int]:
    """How many rows were created, updated, unchanged and failed, and how many offers withdrawn."""
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["rows"] == told["created"] + told["updated"] + told["unchanged"] + told["failed"]
    return told["created"], told["updated"], told["unchanged"], told["failed"], told["withdrawn"]
