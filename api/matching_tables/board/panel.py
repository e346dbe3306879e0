"""What the board shows: seats, offers, figures and the last changes, ready for its template."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.catalogue.offers.tables import Offer
from api.matching_tables.board.drawing import HEIGHT, WIDTH
from api.matching_tables.board.moments import say_next, say_when
from api.matching_tables.board.neighbourhood import NeighbourhoodPlan, draw_neighbourhood
from api.matching_tables.facts import SeatFacts, TableFacts
from api.matching_tables.tables import TableEvent
from api.matching_tables.vocabulary import DecisionType
from api.matching_tables.words import words_in
from api.platform.clock import AMSTERDAM
from matching import number_in_words
from matching.allocation import (
    Objective,
    Option,
    OptionCode,
    SeatCode,
    Seated,
    explain_option,
    explain_pin,
    explain_seat,
)
from matching.vocabulary import Language

_MOST_OPTIONS = 6
_STATES = {DecisionType.PIN: "pinned", DecisionType.AGREE: "agreed"}


@dataclass(frozen=True, slots=True)
class BoardOffer:
    """An offer on the board."""

    id: str
    number: int
    title: str
    where: str
    address: str
    when: str
    next: str
    hours: str
    room: str
    proposed: tuple[str, ...]
    handed_over: tuple[str, ...]
    is_full: bool


@dataclass(frozen=True, slots=True)
class BoardOption:
    """Something else that a seat could have."""

    offer: BoardOffer
    text: str
    is_vetoed: bool
    can_be_chosen: bool


@dataclass(frozen=True, slots=True)
class BoardSeat:
    """A client on the board."""

    label: str
    state: str
    offer: BoardOffer | None
    when: str
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    is_unrelated: bool
    why_not: str | None
    would_help: str | None
    options: tuple[BoardOption, ...]


@dataclass(frozen=True, slots=True)
class BoardChange:
    """Something that happened at the table."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board."""

    seats: tuple[BoardSeat, ...]
    offers: tuple[BoardOffer, ...]
    placed: int
    compared: str
    is_proven: bool
    changes: tuple[BoardChange, ...]
    plan: NeighbourhoodPlan | None
    off_map: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


def make_board(facts: TableFacts, events: Sequence[TableEvent], language: Language) -> Board:
    """Make the board of this table, now."""
    return _Maker(facts, language).board(events)


class _Maker:
    """Makes one board."""

    def __init__(self, facts: TableFacts, language: Language) -> None:
        self._facts = facts
        self._language = language
        self._words = words_in(language)
        self._gets = {seat.label: self._offer_of(seat) for seat in facts.seats}
        self._offers = {offer.id: self._offer(number, offer) for number, offer in enumerate(facts.offers.values(), 1)}

    def board(self, events: Sequence[TableEvent]) -> Board:
        """Make the whole."""
        seated = {each.seat_id: each for each in self._facts.allocation.seats}
        handed_over = sum(seat.is_handed_over for seat in self._facts.seats)
        allocation = self._facts.allocation
        return Board(
            seats=tuple(self._seat(seat, seated.get(seat.label)) for seat in self._facts.seats),
            offers=tuple(self._offers.values()),
            # Who was brought there already is placed too, though no longer part of the sums.
            placed=allocation.objective.matched + handed_over,
            compared=self._compare(allocation.objective, allocation.greedy, handed_over),
            is_proven=allocation.status == "optimal",
            changes=tuple(self._change(event) for event in events),
            plan=draw_neighbourhood(self._facts, self._gets, self._words),
            off_map=tuple(seat.label for seat in self._facts.seats if seat.located.point is None),
        )

    def _offer_of(self, seat: SeatFacts) -> str | None:
        chosen = seat.chosen
        if seat.is_handed_over and chosen:
            return chosen.offer_id
        return self._facts.allocation.pairs.get(seat.label)

    def _compare(self, best: Objective, greedy: Objective, handed_over: int) -> str:
        if greedy.matched < best.matched:
            return self._words["one_by_one"].format(greedy=greedy.matched + handed_over)
        gain = round(100 * (1 - greedy.total_score / best.total_score)) if best.total_score else 0
        return self._words["one_by_one_even"].format(gain=gain) if gain > 0 else self._words["one_by_one_same"]

    def _offer(self, number: int, offer: Offer) -> BoardOffer:
        present = Counter(self._facts.allocation.pairs.values())
        places = offer.available_places
        return BoardOffer(
            id=offer.id,
            number=number,
            title=offer.title,
            where=offer.location_name or "",
            address=offer.location_address or offer.postcode or "",
            when=say_when(offer, self._words, self._language),
            next=say_next(offer, (), self._facts.table.meets_on, self._language),
            hours=self._hours(offer),
            room=self._left(places),
            proposed=tuple(self._taken(offer, handed_over=False)),
            handed_over=tuple(self._taken(offer, handed_over=True)),
            is_full=places is not None and present[offer.id] >= places,
        )

    def _taken(self, offer: Offer, *, handed_over: bool) -> Iterator[str]:
        """Yield who has this offer: brought there already, or in this proposal."""
        for seat in self._facts.seats:
            if self._gets[seat.label] == offer.id and seat.is_handed_over is handed_over:
                yield seat.label

    def _hours(self, offer: Offer) -> str:
        least, most = offer.minimum_hours_per_week, offer.maximum_hours_per_week
        if least is None:
            return ""
        wording = "hours" if most == least else "hours_from"
        return self._words[wording].format(hours=number_in_words(least, self._language))

    def _left(self, left: int | None) -> str:
        if left is None:
            return self._words["free_unknown"]
        wording = {0: "free_none", 1: "free_one"}.get(left, "free_more")
        return self._words[wording].format(left=left)

    def _seat(self, seat: SeatFacts, seated: Seated | None) -> BoardSeat:
        offer_id = self._gets[seat.label]
        match = seat.explain(offer_id)
        would_help = None if offer_id else self._would_help(seat)
        return BoardSeat(
            label=seat.label,
            state=_state_of(seat, offer_id),
            offer=self._offers.get(offer_id) if offer_id else None,
            when=self._when(seat, offer_id) if offer_id else "",
            reasons=tuple(each.text for each in match.reasons) if match else (),
            cautions=tuple(each.text for each in seat.cautions(match, self._language)) if match else (),
            is_unrelated=match is not None and match.offer_id not in seat.suitable,
            # That nothing suits need not be said when something nearly does.
            why_not=None if not seated or (would_help and seat.nearly) else self._why_not(seated),
            would_help=would_help,
            options=tuple(self._option(each) for each in seated.options[:_MOST_OPTIONS]) if seated else (),
        )

    def _when(self, seat: SeatFacts, offer_id: str) -> str:
        offer = self._facts.offers[offer_id]
        return say_next(offer, seat.day_parts, self._facts.table.meets_on, self._language) or self._words["no_day"]

    def _would_help(self, seat: SeatFacts) -> str | None:
        """Say what would give somebody without a place one: a place more, or one thing about what nearly fits."""
        vetoed = {each.offer_id for each in seat.decisions if each.type is DecisionType.VETO}
        left = {offer_id: score for offer_id, score in seat.suitable.items() if offer_id not in vetoed}
        wanted = max(left, key=lambda offer_id: (left[offer_id], offer_id), default=None)
        if wanted:
            return self._words["place_helps"].format(title=self._facts.offers[wanted].title)
        if seat.nearly is None:
            return None
        almost = self._words["almost"].format(title=self._facts.offers[seat.nearly.offer_id].title)
        return " ".join((almost, *(each.would_help for each in seat.nearly.blocked_by)))

    def _why_not(self, seated: Seated) -> str | None:
        if seated.impossible_pin:
            return explain_pin(seated.impossible_pin, self._language).text
        if seated.code in {SeatCode.FIRST_CHOICE, OptionCode.PINNED}:
            return None
        return explain_seat(seated.code, self._language).text

    def _option(self, option: Option) -> BoardOption:
        never = {OptionCode.VETOED, OptionCode.NO_PLACES, OptionCode.PLACES_PINNED}
        return BoardOption(
            offer=self._offers[option.offer_id],
            text=explain_option(option.code, self._language).text,
            is_vetoed=option.code is OptionCode.VETOED,
            can_be_chosen=option.code not in never,
        )

    def _change(self, event: TableEvent) -> BoardChange:
        offer = self._offers.get(event.offer_id or "")
        text = self._words[f"event_{event.type}"].format(
            seat=event.seat or self._words["someone"], title=offer.title if offer else "–"
        )
        return BoardChange(at=f"{event.happened_at.astimezone(AMSTERDAM):%H:%M}", text=text)


def _state_of(seat: SeatFacts, offer_id: str | None) -> str:
    if seat.is_handed_over:
        return "handed-over"
    if offer_id is None:
        return "none"
    if seat.chosen and seat.chosen.offer_id == offer_id:
        return _STATES[seat.chosen.type]
    return "proposed"
