"""From the cells of one row to an offer as it would come over the API, with what could not be read."""

import re
from collections.abc import Sequence
from typing import Any, Final

from api.catalogue.imports.columns.headings import Headings
from api.catalogue.imports.columns.remarks import Remark, UnreadableError
from api.catalogue.imports.columns.texts import FORMULA, clean, shorten
from api.catalogue.imports.columns.values import read_ages, read_value
from api.catalogue.imports.columns.words import find_words, first_told
from api.platform.web.problems import Words
from api.platform.web.texts import LINE_LENGTH, PROSE_LENGTH
from matching.vocabulary import OfferKind

_LENIENT: Final = frozenset(
    {"schedule.dayParts", "costEuros", "allowanceEurosPerDay", "audience", "requirements.ages", "hoursPerWeek.minimum"}
)
"""People write these in words of their own; what cannot be read is told, and the offer is taken without it.

Who names a column by its path is a program, and is told as one: its row is wrong.
"""

_ALSO_TOLD: Final = {
    "audience": "Voor: ",
    "signUp": "Aanmelden: ",
    "schedule.dayParts": "Wanneer: ",
    "costEuros": "Kosten: ",
}
"""What was not read as a value is still a sentence for who reads the offer."""

_POSTCODE: Final = re.compile(r"\b([1-9]\d{3}) ?([A-Z]{2})\b")
_SPAN: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?\s{0,3}(?:-|–|tot|à)\s{0,3}(\d{1,4}(?:[.,]\d{1,2})?)")
_FORMULA: Final = Words(
    "Hier staat een formule. Plak in de cel wat eruit komt.", "This holds a formula. Paste what it gives."
)
_TOO_MANY: Final = Words("Deze regel heeft meer cellen dan er koppen zijn.", "This row has more cells than headings.")
_SHORTENED: Final = Words("Deze tekst is ingekort: hij was te lang.", "This text was shortened: it was too long.")
_GUESSED: Final = Words(
    "De soort staat er niet bij; wij lazen haar uit de tekst.", "The kind was not given; it was read from the text."
)


class ReadCells:
    """An offer as it was read from one row: what goes to the wire, and what there is to say."""

    def __init__(self) -> None:
        self.offer: dict[str, Any] = {}
        self.organization: str | None = None
        self.wrong: list[Remark] = []
        self.notices: list[Remark] = []
        self._told: list[str] = []

    def put(self, path: str, value: object) -> None:
        """Put a value in its place; lists of two columns are joined, of other values the first one stays."""
        *parents, name = path.split(".")
        at = self.offer
        for parent in parents:
            at = at.setdefault(parent, {})
        if isinstance(value, list) and isinstance(at.get(name), list):
            at[name] = list(dict.fromkeys([*at[name], *value]))
        elif name == "description" and name in at:
            at[name] = f"{at[name]}\n\n{value}"
        else:
            at.setdefault(name, value)

    def tell(self, path: str, text: str) -> None:
        """Keep what was not read as a value, as a sentence of the description."""
        self._told.append(f"{_ALSO_TOLD[path]}{clean(text)}")

    def close(self) -> None:
        """Fill in what follows from the rest."""
        if self._told:
            self.offer["description"] = "\n\n".join([*filter(None, [self.offer.get("description")]), *self._told])
        self._complete_location()
        if "kind" not in self.offer and not any(each.field == "kind" for each in self.wrong):
            told = first_told(f"{self.offer.get('title', '')} {self.offer.get('description', '')}")
            self.offer["kind"] = told or OfferKind.ACTIVITY.value
            self.notices.append(Remark("kind", _GUESSED, self.offer["kind"]))
        for name, length in (("title", LINE_LENGTH), ("description", PROSE_LENGTH)):
            if len(self.offer.get(name, "")) > length:
                self.offer[name] = shorten(self.offer[name], length)
                self.notices.append(Remark(name, _SHORTENED))
        self.offer.setdefault("hoursPerWeek", {})

    def _complete_location(self) -> None:
        """Join an address that stands in several cells, and read the postcode that stands in one of them."""
        location = self.offer.setdefault("location", {})
        number, city = location.pop("number", None), location.pop("city", None)
        address = location.get("address")
        if address and number:
            address = f"{address} {number}"
        found = _POSTCODE.search(address or "") or _POSTCODE.search(location.get("name") or "")
        if found and "postcode" not in location:
            location["postcode"] = f"{found[1]}{found[2]}"
        if city and city.lower() not in (address or "").lower():
            address = f"{address}, {city}" if address else city
        if address:
            location["address"] = address


def read_cells(columns: Headings, cells: Sequence[str]) -> ReadCells:
    """Return the offer that these cells describe; what is wrong with a value stands beside it, never half of it."""
    row = ReadCells()
    if any(cell.strip() for cell in cells[len(columns.paths) :]):
        row.wrong.append(Remark("", _TOO_MANY))
    for path, cell in zip(columns.paths, cells, strict=False):
        if path is None or not cell.strip():
            continue
        if cell == FORMULA:
            row.wrong.append(Remark(path, _FORMULA))
        else:
            _read_cell(row, path, cell, is_lenient=path in _LENIENT - columns.exact)
    row.close()
    return row


def _read_cell(row: ReadCells, path: str, cell: str, *, is_lenient: bool) -> None:
    if path == "organization":
        row.organization = " ".join(clean(cell).split())[:LINE_LENGTH]
    elif path == "signUp":
        row.tell(path, cell)
    else:
        try:
            _put_value(row, path, cell)
        except UnreadableError as error:
            remark = Remark(path, error.detail, error.suggestion)
            (row.notices if is_lenient else row.wrong).append(remark)
            if is_lenient and path in _ALSO_TOLD:
                row.tell(path, cell)


def _put_value(row: ReadCells, path: str, cell: str) -> None:
    if path == "requirements.ages":
        youngest, oldest = read_ages(cell)
        row.put("requirements.minimumAge", youngest)
        if oldest is not None:
            row.put("requirements.maximumAge", oldest)
        return
    if path == "hoursPerWeek.minimum" and (span := _SPAN.search(cell)):
        row.put("hoursPerWeek.maximum", read_value("hoursPerWeek.maximum", span[1]))
    if path == "audience":
        _put_audience(row, cell)
        return
    row.put(path, read_value(path, cell))


def _put_audience(row: ReadCells, cell: str) -> None:
    """Take the groups that are named; whatever else stands there stays readable."""
    try:
        row.put("audience", read_value("audience", cell))
    except UnreadableError:
        found = find_words(cell, "audience")
        if not found:
            raise
        row.put("audience", found)
        row.tell("audience", cell)
