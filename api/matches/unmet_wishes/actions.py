"""Writing down what was asked in vain, and closing a week: counts stay, its sketches and its secret go."""

import secrets as chance
from collections.abc import Collection
from datetime import date

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from api.matches.unmet_wishes.queries import list_sketches
from api.matches.unmet_wishes.sketch import FEWEST, KEY_BYTES, Unmet, bits_of, count_at_least
from api.matches.unmet_wishes.tables import UnmetWish, WishSketch, WishWeek
from api.platform.jobs.sweeping import promise_sweep
from api.platform.requests.desk import Desk
from api.platform.storage.database import get_to_change


def week_of(day: date) -> str:
    """Return the week of ISO 8601 in which a day falls."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def write_down(desk: Desk, found: Collection[Unmet]) -> None:
    """Add these wishes to the sketches of this week."""
    # Whoever holds the week is the only one that adds to it.
    week = _hold_week(desk, week_of(desk.today))
    key = bytes.fromhex(desk.secrets.decrypt(week.sealed_key))
    for (neighbourhood, concept), bits in bits_of(key, found).items():
        sketch = desk.session.get(WishSketch, (week.week, neighbourhood, concept))
        if sketch is None:
            sketch = WishSketch(week=week.week, neighbourhood=neighbourhood, concept=concept, bits="0")
        sketch.bits = f"{int(sketch.bits, 16) | bits:x}"
        desk.session.add(sketch)


def close_week(desk: Desk, week: str) -> None:
    """Count what was asked in a week by enough clients, and erase its sketches and its secret."""
    if get_to_change(desk.session, WishWeek, week) is None:
        return
    for sketch in list_sketches(desk.session, week):
        clients = count_at_least(int(sketch.bits, 16))
        if clients >= FEWEST:
            desk.session.add(
                UnmetWish(week=week, neighbourhood=sketch.neighbourhood, concept=sketch.concept, clients=clients)
            )
    desk.session.flush()
    desk.session.execute(delete(WishSketch).where(col(WishSketch.week) == week))
    desk.session.execute(delete(WishWeek).where(col(WishWeek.week) == week))
    promise_sweep(desk.session, now=desk.now)


def forget_before(session: Session, week: str) -> None:
    """Forget the counts of weeks before this one."""
    session.execute(delete(UnmetWish).where(col(UnmetWish.week) < week))


def _hold_week(desk: Desk, week: str) -> WishWeek:
    held = get_to_change(desk.session, WishWeek, week)
    if held is not None:
        return held
    try:
        with desk.session.begin_nested():
            sealed = desk.secrets.encrypt(chance.token_hex(KEY_BYTES))
            desk.session.add(WishWeek(week=week, sealed_key=sealed))
    except IntegrityError:
        # Another node began the week since it was looked for.
        desk.session.expire_all()
    return _hold_week(desk, week)
