"""A table to fill in, as CSV for Excel in the Netherlands and as a workbook: headings, and one row as an example."""

import csv
import io
from functools import cache
from typing import Final

from openpyxl import Workbook

EXAMPLE_ID: Final = "voorbeeld"
"""The id of the row that shows how it is done; left in the file, it is no offer."""

_COLUMNS: Final = (
    ("id", EXAMPLE_ID),
    ("soort", "activiteit"),
    ("titel", "Samen koffie drinken"),
    ("omschrijving", "Elke week koffie en een praatje. Iedereen is welkom."),
    ("interesses", "koffie|gezelligheid"),
    ("locatie", "Buurthuis de Linde"),
    ("adres", "Lindestraat 1"),
    ("postcode", "3073XY"),
    ("dagdelen", "maandagochtend|woensdag 14.00-16.00"),
    ("startdatum", "12-01-2027"),
    ("einddatum", ""),
    ("minimum uren", "2"),
    ("maximum uren", "4"),
    ("kosten", "gratis"),
    ("plekken", "12"),
    ("vrije plekken", "5"),
    ("doelgroep", "ouderen"),
    ("leeftijd", "18+"),
    ("talen", "Nederlands|Turks"),
    ("taalniveau", "A2"),
    ("lichamelijk", "geen"),
    ("rolstoeltoegankelijk", "ja"),
    ("begeleiding", "wat"),
    ("vog", "nee"),
    ("e-mail", "linde@buurthuis.example"),
    ("telefoon", ""),
    ("status", "gepubliceerd"),
)


@cache
def separated_template() -> bytes:
    """Return the table as Excel in the Netherlands opens it with a double click."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(zip(*_COLUMNS, strict=True))
    return out.getvalue().encode("utf-8-sig")


@cache
def spreadsheet_template() -> bytes:
    """Return the table as a workbook."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Aanbod")
    for row in zip(*_COLUMNS, strict=True):
        sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
