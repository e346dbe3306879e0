"""From the rows of a file to offers that may be written, each with its id and what there is to say of it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from api.catalogue.imports.columns import Headings, Remark, read_cells, read_headings
from api.catalogue.imports.columns.headings import plain
from api.catalogue.imports.files import OpenedFile, Row
from api.catalogue.imports.templates import EXAMPLE_ID
from api.catalogue.offers.schemas import OfferWrite
from api.platform.web.problems import Words
from api.platform.web.validation import errors_of
from matching import load_vocabulary, suggest
from matching.vocabulary import Language

_TWICE: Final = Words("Deze externalId staat al op regel {line}.", "This externalId stands on line {line} already.")
_SAME: Final = Words("Dit aanbod staat al op regel {line}.", "This offer stands on line {line} already.")
_EXAMPLE: Final = Words("Dit is de voorbeeldregel van het sjabloon.", "This is the template's example.")
_DERIVED_DIGITS: Final = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """One offer of a file; no `wanted` when its row is wrong."""

    line: int
    external_id: str | None
    wanted: OfferWrite | None
    organization: str | None = None
    wrong: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Drafts:
    """The offers of a file, one by one; remembers the ids that came by, so that none is taken twice."""

    rows: OpenedFile
    columns: Headings = field(init=False)
    _lines: dict[tuple[str | None, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the headings."""
        self.columns = read_headings(self.rows.headings)

    def __iter__(self) -> Iterator[Draft]:
        """Yield a draft for each row."""
        for row in self.rows.rows:
            yield self._once(self._draft_of(row))

    def _draft_of(self, row: Row) -> Draft:
        draft = self._read(row)
        if draft.external_id != EXAMPLE_ID:
            return draft
        return replace(draft, wanted=None, wrong=(Remark("", _EXAMPLE),))

    def _read(self, row: Row) -> Draft:
        if row.wrong is not None:
            return Draft(row.line, None, None, wrong=(Remark("", row.wrong),))
        if row.offer is not None:
            return _checked(row.line, row.offer, row.organization)
        read = read_cells(self.columns, row.cells)
        draft = _checked(row.line, read.offer, read.organization)
        # What could not be read at all is told once, by who tried to read it.
        told = {remark.field for remark in read.wrong}
        wrong = (*read.wrong, *(remark for remark in draft.wrong if remark.field not in told))
        notices = (*read.notices, *draft.notices)
        return replace(draft, wanted=None if wrong else draft.wanted, wrong=wrong, notices=notices)

    def _once(self, draft: Draft) -> Draft:
        """Give a row without an id one that stays the same, and refuse the second of two rows that are one offer."""
        if draft.external_id is not None:
            return self._refuse_second(draft, draft.external_id, _TWICE)
        if draft.wanted is None:
            return draft
        base = _derived_id(draft.wanted)
        whole = hashlib.sha256(draft.wanted.model_dump_json().encode()).hexdigest()
        checked = self._refuse_second(draft, f"={whole}", _SAME)
        if checked.wanted is None:
            return checked
        # The same activity once more in one house is another group of it, as long as something differs.
        external_id, number = base, 1
        while (draft.organization, external_id) in self._lines:
            number += 1
            external_id = f"{base}-{number}"
        self._lines[draft.organization, external_id] = draft.line
        return replace(draft, external_id=external_id)

    def _refuse_second(self, draft: Draft, key: str, words: Words) -> Draft:
        first = self._lines.setdefault((draft.organization, key), draft.line)
        if first == draft.line:
            return draft
        told = Words(words.nl.format(line=first), words.en.format(line=first))
        return replace(draft, wanted=None, wrong=(*draft.wrong, Remark("externalId", told)))


def _checked(line: int, offer: Mapping[str, Any], organization: str | None) -> Draft:
    """Hold an offer to what the API takes."""
    external_id = offer.get("externalId") if isinstance(offer.get("externalId"), str) else None
    try:
        wanted = OfferWrite.model_validate(offer)
    except ValidationError as error:
        wrong = tuple(Remark(_path_of(each.pointer), each.detail) for each in errors_of(error))
        return Draft(line, external_id, None, organization, wrong=wrong)
    return Draft(line, wanted.external_id, wanted, organization, notices=tuple(_unknown_interests(wanted)))


def _path_of(pointer: str) -> str:
    return pointer.removeprefix("/").replace("/", ".")


_UNKNOWN: Final = Words(
    "Deze interesse kennen wij niet; zij wordt op de letter gezocht.",
    "This interest is not known; it is looked for to the letter.",
)


def _unknown_interests(wanted: OfferWrite) -> Iterator[Remark]:
    """Yield what there is to say of interests that the vocabulary does not know, with the nearest that it does."""
    for number, interest in enumerate(wanted.interests or ()):
        looked_up = _look_up(interest)
        if not looked_up.is_known:
            yield Remark(f"interests.{number}", _UNKNOWN, looked_up.nearest)


class _Interest(NamedTuple):
    is_known: bool
    nearest: str | None = None


@lru_cache(maxsize=1000)  # The rows of a file have the same interests, most of them.
def _look_up(interest: str) -> _Interest:
    vocabulary = load_vocabulary()
    if suggest(interest, vocabulary, limit=1):
        return _Interest(is_known=True)
    nearest = suggest(interest.rsplit(maxsplit=1)[-1], vocabulary, limit=1)
    return _Interest(is_known=False, nearest=nearest[0].labels[Language.DUTCH] if nearest else None)


def _derived_id(wanted: OfferWrite) -> str:
    """Return an id for an offer of which the file gives none: the same for the same title at the same place."""
    place = wanted.location
    told = "|".join(plain(str(each or "")) for each in (wanted.title, place.postcode, place.address, place.name))
    return f"vonk-{hashlib.sha256(told.encode()).hexdigest()[:_DERIVED_DIGITS]}"
