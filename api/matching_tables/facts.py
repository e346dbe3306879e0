"""What lies on a table becomes what the engine is asked: each seat's suitable offers, and what was decided."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.catalogue.offers.access import is_hidden
from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.tables import Offer
from api.catalogue.places.queries import Located, locate
from api.clients.locating import locate_client, postcode_of
from api.clients.schemas import ClientWrite
from api.matches.facts import to_question, to_rules
from api.matches.schemas import MatchQuestion
from api.matching_tables.activities import SITTING_AT_A_TABLE, client_at
from api.matching_tables.queries import list_decisions, list_offers_of_table, list_seats
from api.matching_tables.schemas import SeatRead, SeatWarningRead
from api.matching_tables.tables import MatchingTable, TableDecision, TableSeat
from api.matching_tables.vocabulary import LABEL_LIKE_NAME, UNRELATED, DecisionType
from api.matching_tables.words import words_in
from api.platform.requests.desk import Desk
from api.platform.web.personal_data.names import looks_like_name
from matching import Catalogue, Choice, Match, NearMiss, Sentence, TravelSpeeds, choose, rank
from matching.allocation import Allocation, Seat, Table, allocate
from matching.vocabulary import DayPart, Language

_SOMETHING_ELSE = "something-else"


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """One client at the table: where it is, what is possible, what of that suits, and what was decided."""

    label: str
    located: Located
    choice: Choice
    suitable: Mapping[str, float]
    """The scores of what suits, by offer."""
    nearly: NearMiss | None
    """What fits but for one thing, when nothing suits."""
    day_parts: frozenset[DayPart]
    decisions: tuple[TableDecision, ...]

    @property
    def chosen(self) -> TableDecision | None:
        """The pin or the agreement."""
        return next((each for each in self.decisions if each.type is not DecisionType.VETO), None)

    def explain(self, offer_id: str | None) -> Match | None:
        """Explain an offer that is possible for this seat; None for one that is not."""
        if offer_id is None or offer_id not in self.choice.offer_ids:
            return None
        return self.choice.explain([offer_id])[0]

    def cautions(self, match: Match, language: Language) -> tuple[Sentence, ...]:
        """Say what to keep in mind; that it is something else than what was asked comes first, and once."""
        if match.offer_id in self.suitable:
            return match.cautions
        unrelated = Sentence(UNRELATED, words_in(language)[UNRELATED])
        return (unrelated, *(each for each in match.cautions if each.code != _SOMETHING_ELSE))

    @property
    def is_handed_over(self) -> bool:
        """Whether this client was brought to an offer already."""
        return self.chosen is not None and self.chosen.handover_id is not None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """All that lies on a table now, and the best that can be made of it."""

    table: MatchingTable
    offers: Mapping[str, Offer]
    seats: tuple[SeatFacts, ...]
    allocation: Allocation
    speeds: TravelSpeeds


class Reader:
    """Reads tables on one day in one language."""

    def __init__(self, desk: Desk, *, language: Language) -> None:
        self._desk = desk
        self._session = desk.session
        self._language = language

    def read(self, table: MatchingTable) -> TableFacts:
        """Read the table with everything on it."""
        decisions = list_decisions(self._session, [table.id])
        handed_over = {each.offer_id for each in decisions if each.handover_id}
        offers = {
            offer.id: offer
            for offer in list_offers_of_table(self._session, table.id)
            # What became hidden since is left out of the proposal; where a client was brought already it stays on the
            # table.
            if offer.id in handed_over or not is_hidden(offer)
        }
        catalogue = _catalogue(offers, self._desk)
        seats = tuple(
            self._seat(seat, catalogue, tuple(each for each in decisions if each.seat == seat.seat), table.meets_on)
            for seat in sorted(list_seats(self._session, [table.id]), key=lambda seat: _as_people_count(seat.seat))
        )
        speeds = to_rules(self._desk.settings).speeds
        return TableFacts(table, offers, seats, allocate(_to_table(offers, seats)), speeds)

    def show_seat(self, table: MatchingTable, seat: TableSeat) -> SeatRead:
        """Show one seat, with how many offers at the table suit."""
        self._desk.processes(client_at(table, seat.seat), SITTING_AT_A_TABLE)
        offers = {offer.id: offer for offer in list_offers_of_table(self._session, table.id)}
        suitable = self._seat(seat, _catalogue(offers, self._desk), (), table.meets_on).suitable
        return SeatRead(
            seat=seat.seat,
            suitable_offers=len(suitable),
            warnings=list(self._warnings_about(seat.seat)),
            updated_at=seat.updated_at,
        )

    def _warnings_about(self, label: str) -> Iterator[SeatWarningRead]:
        if looks_like_name(label):
            yield SeatWarningRead(code=LABEL_LIKE_NAME, text=words_in(self._language)["label_like_name"])

    def _seat(self, seat: TableSeat, catalogue: Catalogue, decisions: tuple[TableDecision, ...], on: date) -> SeatFacts:
        client = ClientWrite.model_validate_json(self._desk.secrets.decrypt(seat.sealed_profile))
        located = locate_client(client, locate(self._session, point=None, postcode=postcode_of(client)))
        asked = to_question(
            # Asked for the day of the table, so that what starts or ends around it is judged as on that day.
            MatchQuestion(client=client, on=on),
            located=located,
            today=on,
            language=self._language,
            rules=to_rules(self._desk.settings),
        )
        # At a table each pair stands for itself: an idea that comes again is no worse for the next client.
        choice = choose(catalogue, replace(asked, limit=len(catalogue), is_list=False))
        return SeatFacts(
            label=seat.seat,
            located=located,
            choice=choice,
            suitable=choice.suitable,
            nearly=None if choice.suitable else next(iter(rank(catalogue, asked).near_misses), None),
            day_parts=frozenset(client.day_parts or ()),
            decisions=decisions,
        )


def _as_people_count(label: str) -> list[tuple[int, str]]:
    """Put K2 before K10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", label)]


def _catalogue(offers: Mapping[str, Offer], desk: Desk) -> Catalogue:
    catalogue = Catalogue()
    for offer in offers.values():
        catalogue.put(to_facts(offer, stale_after_days=desk.settings[OfferSettings].stale_after_days))
    return catalogue


def _to_table(offers: Mapping[str, Offer], seats: tuple[SeatFacts, ...]) -> Table:
    """Return the table for the engine; who was handed over has a place already and makes room for nobody."""
    present = [seat for seat in seats if not seat.is_handed_over]
    return Table(
        seats=tuple(_to_seat(seat) for seat in present),
        places={offer.id: offer.available_places for offer in offers.values()},
        pins={seat.label: seat.chosen.offer_id for seat in present if seat.chosen},
        vetoes=frozenset(
            (seat.label, each.offer_id) for seat in present for each in seat.decisions if each.type is DecisionType.VETO
        ),
    )


def _to_seat(seat: SeatFacts) -> Seat:
    scores = zip(seat.choice.offer_ids, seat.choice.scores, strict=True)
    return Seat(
        seat.label,
        scores=seat.suitable,
        others={offer_id: score for offer_id, score in scores if offer_id not in seat.suitable},
    )
