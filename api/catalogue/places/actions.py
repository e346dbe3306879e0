"""What happens to places: a file full of them is taken over at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Insert, Update, insert, update
from sqlmodel import Session, col, select

from api.catalogue.places.files.rows import PlaceRow
from api.catalogue.places.queries import LOCATED
from api.catalogue.places.tables import PLACES, Place
from api.platform.storage.freshness import Sequence, bump

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did to the places."""

    added: int
    changed: int
    unchanged: int


def import_places(session: Session, rows: Iterable[PlaceRow]) -> ImportReport:
    """Take over these positions, the last one of a code; places that are not named stay."""
    _wait_for_other_imports(session)
    wanted = {row.code: (row.latitude, row.longitude) for row in rows}
    known = {
        code: (latitude, longitude)
        for code, latitude, longitude in session.exec(select(Place.code, Place.latitude, Place.longitude))
    }
    added = [code for code in wanted if code not in known]
    changed = [code for code, position in wanted.items() if known.get(code, position) != position]
    _write(session, insert(Place), wanted, added)
    _write(session, update(Place), wanted, changed)
    if added or changed:
        bump(session, PLACES)
        session.info.pop(LOCATED, None)
    return ImportReport(len(added), len(changed), len(wanted) - len(added) - len(changed))


def _wait_for_other_imports(session: Session) -> None:
    # Two imports that see the same gaps would both fill them; this row is the one that both bump.
    session.exec(select(Sequence.value).where(col(Sequence.name) == PLACES).with_for_update()).one()


def _write(
    session: Session, statement: Insert | Update, wanted: dict[str, tuple[float, float]], codes: list[str]
) -> None:
    for start in range(0, len(codes), BATCH):
        values: list[dict[str, Any]] = []
        for code in codes[start : start + BATCH]:
            latitude, longitude = wanted[code]
            values.append({"code": code, "latitude": latitude, "longitude": longitude})
        session.execute(statement, values)
