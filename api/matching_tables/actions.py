"""What happens at a matching table: every change is numbered, in one transaction, so that every board follows."""

import hmac
import secrets as chance
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col

from api.catalogue.offers.access import is_hidden
from api.catalogue.offers.queries import OfferFilter, hold_offers, list_open_offers
from api.catalogue.offers.tables import Offer
from api.catalogue.places.queries import locate
from api.catalogue.places.settings import PlaceSettings
from api.clients.locating import postcode_of, require_likely_client
from api.clients.schemas import ClientWrite
from api.matching_tables.activities import SITTING_AT_A_TABLE, client_at
from api.matching_tables.handing_over import Refused, why_refused
from api.matching_tables.queries import find_seat, get_seat, list_agreed_offer_ids, list_decisions_of_seat, list_seats
from api.matching_tables.schemas import MOST_OFFERS, MOST_SEATS, OffersWrite, TableCreate
from api.matching_tables.tables import MatchingTable, TableDecision, TableEvent, TableOffer, TableSeat
from api.matching_tables.vocabulary import DECIDED_AS, TABLES, DecisionType, TableEventType
from api.platform.clock import AMSTERDAM
from api.platform.jobs.sweeping import promise_sweep
from api.platform.recording.notes import note_clients
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.storage.encryption import Secrets
from api.platform.storage.freshness import bump
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import ConflictError, FieldError, InvalidInputError, NotFoundError, Words, invalid
from api.platform.webhooks.announcing import announce

KEY_BYTES = 24
KEPT_AFTER_THE_DAY = timedelta(hours=24)
CREATED = "created"
ERASED = "erased"
BringToOffer = Callable[[str, str], str]


def create_table(desk: Desk, wanted: TableCreate, organization_id: str) -> MatchingTable:
    """Make a table; raises InvalidInputError for a day that is over."""
    erase_at = _end_of(wanted.on) + KEPT_AFTER_THE_DAY
    _require_day_to_come(desk, wanted.on)
    table = MatchingTable(
        organization_id=organization_id,
        name=wanted.name,
        meets_on=wanted.on,
        # Sealed and not hashed: the host is shown the address of the board again and again.
        sealed_board_key=desk.secrets.encrypt(chance.token_urlsafe(KEY_BYTES)),
        erase_at=erase_at,
        created_at=desk.now,
        updated_at=desk.now,
    )
    desk.session.add(table)
    desk.session.flush()
    _tell(desk.session, table, CREATED, now=desk.now)
    return table


def delete_table(session: Session, table: MatchingTable, *, now: datetime) -> None:
    """Erase a table with everything on it, and every kept answer about it; its boards end."""
    # Numbered though nothing is left to read: boards look at the number to hear that the table is gone.
    bump(session, TABLES)
    promise_sweep(session, now=now)
    forget_answers_about(session, [table.id])
    seated = [client_at(table, each.seat) for each in list_seats(session, [table.id])]
    note_clients(session, seated, SITTING_AT_A_TABLE)
    _tell(session, table, ERASED, now=now)
    for kind in (TableEvent, TableDecision, TableSeat, TableOffer):
        session.execute(delete(kind).where(col(kind.table_id) == table.id))
    session.execute(delete(MatchingTable).where(col(MatchingTable.id) == table.id))


def renew_board(desk: Desk, table: MatchingTable) -> None:
    """Give the board a new address; the old one opens nothing any more."""
    _record(desk, table, TableEventType.BOARD_RENEWED)
    table.sealed_board_key = desk.secrets.encrypt(chance.token_urlsafe(KEY_BYTES))


def opens_board(table: MatchingTable, key: str, secrets: Secrets) -> bool:
    """Tell whether this key opens the board of this table."""
    # Compared in one time, so that a key cannot be found sign by sign.
    return hmac.compare_digest(secrets.decrypt(table.sealed_board_key).encode(), key.encode())


def set_seat(desk: Desk, table: MatchingTable, seat: str, profile: ClientWrite) -> tuple[TableSeat, bool]:
    """Seat the client here from now on, and tell whether the seat is new; raises InvalidInputError."""
    found = locate(desk.session, point=None, postcode=postcode_of(profile))
    require_likely_client(profile, found, area=desk.settings[PlaceSettings].area)
    _require_day_to_come(desk, table.meets_on)
    _record(desk, table, TableEventType.SEAT_SET, seat=seat)
    # A profile is about a person, nameless or not: it lies in the database for nobody to read.
    sealed = desk.secrets.encrypt(profile.model_dump_json(by_alias=True, exclude_none=True))
    before = find_seat(desk.session, table.id, seat)
    if before is None:
        _require_room(desk, table)
    kept = before or TableSeat(table_id=table.id, seat=seat, sealed_profile=sealed, updated_at=desk.now)
    kept.sealed_profile, kept.updated_at = sealed, desk.now
    desk.session.add(kept)
    desk.session.flush()
    return kept, before is None


def remove_seat(desk: Desk, table: MatchingTable, seat: str) -> None:
    """Erase the client at this seat with all that was decided, and its label everywhere; raises NotFoundError."""
    get_seat(desk.session, table.id, seat)
    forget_seats(desk, table, [seat])


def forget_seats(desk: Desk, table: MatchingTable, labels: Collection[str]) -> None:
    """Erase these seats with all that was decided and kept about them, and their labels wherever they stood."""
    _record(desk, table, TableEventType.SEAT_REMOVED)
    # What was answered when agreements became handovers tells of the seats.
    forget_answers_about(desk.session, [table.id])
    for kind in (TableDecision, TableSeat):
        desk.session.execute(delete(kind).where(col(kind.table_id) == table.id, col(kind.seat).in_(labels)))
    told = (col(TableEvent.table_id) == table.id, col(TableEvent.seat).in_(labels))
    desk.session.execute(update(TableEvent).where(*told).values(seat=None))
    promise_sweep(desk.session, now=desk.now)


def set_offers(desk: Desk, table: MatchingTable, wanted: OffersWrite) -> None:
    """Lay these offers on the table from now on; raises NotFoundError for ids or a postcode that are not there."""
    _record(desk, table, TableEventType.OFFERS_SET)
    ids = (
        _known(desk.session, wanted.offer_ids)
        if wanted.offer_ids is not None
        else [each.id for each in offers_around(desk, wanted)]
    )
    desk.session.execute(delete(TableOffer).where(col(TableOffer.table_id) == table.id))
    desk.session.add_all(TableOffer(table_id=table.id, offer_id=offer_id) for offer_id in ids)
    desk.session.flush()


def decide(desk: Desk, table: MatchingTable, seat: str, kind: DecisionType, offer_id: str) -> None:
    """Pin, veto or agree; a new pin or agreement takes the place of the one before, vetoes stand side by side."""
    _record(desk, table, DECIDED_AS[kind], seat=seat, offer_id=offer_id)
    get_seat(desk.session, table.id, seat)
    if desk.session.get(TableOffer, (table.id, offer_id)) is None:
        raise ConflictError(Words("Dit aanbod ligt niet op deze tafel.", "This offer is not on this table."))
    before = list_decisions_of_seat(desk.session, table.id, seat)
    _require_not_handed_over(before)
    for decision in before:
        is_replaced = kind is not DecisionType.VETO and decision.type is not DecisionType.VETO
        if is_replaced or decision.offer_id == offer_id:
            desk.session.delete(decision)
    desk.session.flush()
    desk.session.add(TableDecision(table_id=table.id, seat=seat, offer_id=offer_id, type=kind, decided_at=desk.now))
    desk.session.flush()


def undo(desk: Desk, table: MatchingTable, seat: str, *, offer_id: str | None = None) -> None:
    """Take back what was decided about a seat, or about one offer for it; raises NotFoundError for nothing."""
    _record(desk, table, TableEventType.UNDONE, seat=seat, offer_id=offer_id)
    decisions = [
        each
        for each in list_decisions_of_seat(desk.session, table.id, seat)
        if offer_id is None or each.offer_id == offer_id
    ]
    if not decisions:
        raise NotFoundError(Words("Hier is niets besloten.", "Nothing was decided here."))
    _require_not_handed_over(decisions)
    for decision in decisions:
        desk.session.delete(decision)
    desk.session.flush()


def hand_over(desk: Desk, table: MatchingTable, seats: Sequence[str], bring: BringToOffer) -> list[TableDecision]:
    """Turn agreements into handovers, all or none; `bring` makes one for a seat and an offer, and gives its id.

    Raises ConflictError or InvalidInputError with an error for each seat that cannot be handed over.
    """
    # Every offer is held before the first place is taken, in one order for everybody: who hands over at another table,
    # or accepts in the middle, waits for us or we for them, and never both.
    hold_offers(desk.session, list_agreed_offer_ids(desk.session, table.id, seats))
    made: list[TableDecision] = []
    refused: list[Refused] = []
    for number, seat in enumerate(seats):
        try:
            # What one seat got of the places counts for the next, also when another one is refused.
            with desk.session.begin_nested():
                made.append(_hand_over(desk, table, seat, bring))
        except (ConflictError, InvalidInputError, NotFoundError) as error:
            refused.append((number, seat, error))
    if refused:
        raise why_refused(refused, undone={each.handover_id for each in made})
    return made


def _hand_over(desk: Desk, table: MatchingTable, seat: str, bring: BringToOffer) -> TableDecision:
    _record(desk, table, TableEventType.HANDED_OVER, seat=seat)
    decisions = list_decisions_of_seat(desk.session, table.id, seat)
    _require_not_handed_over(decisions)
    agreed = next((each for each in decisions if each.type is DecisionType.AGREE), None)
    if agreed is None:
        raise ConflictError(Words(f"Voor stoel {seat} is niets afgesproken.", f"Nothing was agreed for seat {seat}."))
    agreed.handover_id = bring(seat, agreed.offer_id)
    desk.session.add(agreed)
    desk.session.flush()
    return agreed


def _record(
    desk: Desk, table: MatchingTable, event: TableEventType, *, seat: str | None = None, offer_id: str | None = None
) -> None:
    # The number comes first: it makes changes wait for each other, so that what is read after it stays true.
    number = bump(desk.session, TABLES)
    table.number, table.updated_at = number, desk.now
    desk.session.add(table)
    desk.session.add(
        TableEvent(number=number, table_id=table.id, type=event, seat=seat, offer_id=offer_id, happened_at=desk.now)
    )
    _tell(desk.session, table, event, now=desk.now, offer_id=offer_id)


def _tell(session: Session, table: MatchingTable, what: str, *, now: datetime, offer_id: str | None = None) -> None:
    data = {"tableId": table.id} | ({"offerId": offer_id} if offer_id else {})
    announce(session, f"table.{what}", organization_ids={table.organization_id}, data=data, now=now)


def _require_day_to_come(desk: Desk, day: date) -> None:
    if day < desk.today:
        raise invalid("/on", "Deze dag is al voorbij.", "This day is over already.")


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM)


def _require_room(desk: Desk, table: MatchingTable) -> None:
    if len(list_seats(desk.session, [table.id])) >= MOST_SEATS:
        raise ConflictError(Words(f"Er passen {MOST_SEATS} stoelen aan een tafel.", f"A table seats {MOST_SEATS}."))


def _require_not_handed_over(decisions: Sequence[TableDecision]) -> None:
    if any(decision.handover_id for decision in decisions):
        raise ConflictError(
            Words("Deze afspraak is al een warme overdracht.", "This agreement has become a handover already.")
        )


def _known(session: Session, offer_ids: list[str]) -> list[str]:
    wanted = list(dict.fromkeys(offer_ids))
    unknown = [
        number
        for number, offer_id in enumerate(offer_ids)
        if (offer := session.get(Offer, offer_id)) is None or is_hidden(offer)
    ]
    if unknown:
        words = Words("Dit aanbod is er niet.", "There is no such offer.")
        raise NotFoundError(words, tuple(FieldError(f"/offerIds/{number}", words) for number in unknown))
    return wanted


def offers_around(desk: Desk, wanted: OffersWrite) -> Sequence[Offer]:
    """List what is open now around a postcode; raises NotFoundError for one that is not known here."""
    located = locate(desk.session, point=None, postcode=wanted.postcode)
    if located.point is None:
        raise NotFoundError(
            Words("Waar deze postcode ligt, weten wij niet.", "Where this postcode lies is not known here.")
        )
    nearby = OfferFilter(center=located.point, radius_km=wanted.radius_km)
    found = list_open_offers(desk.session, nearby, PageRequest(limit=MOST_OFFERS), today=desk.today)
    if len(found) > MOST_OFFERS:
        raise ConflictError(
            Words(
                f"Hier is meer dan {MOST_OFFERS} keer aanbod. Kies een kleinere afstand.",
                f"There are more than {MOST_OFFERS} offers here. Choose a smaller distance.",
            )
        )
    return found
