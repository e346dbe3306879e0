"""An activity in its guises, with what speaks for each and what was decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from sqlmodel import Session

from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.tables import Offer
from api.catalogue.upkeep.lineage.queries import (
    count_times_full,
    list_decisions,
    list_offers,
    list_possible_guises,
)
from api.catalogue.upkeep.lineage.schemas import EvidenceRead, GuiseRead, LineageRead
from api.catalogue.upkeep.lineage.vocabulary import Decision, LineageState
from api.platform.clock import AMSTERDAM
from matching import Descent, DescentSign, Guise, descent_of, enumerate_words, read_words
from matching.vocabulary import Language, OfferStatus

WORDS: Final = read_words(Path(__file__).with_name("words.toml"))
MOST_WORDS = 6
Decisions = Mapping[frozenset[str], Decision]


class _Compared(NamedTuple):
    """Another offer, which of both is earlier, what was decided, and how it descends."""

    offer: Offer
    guise: Guise
    is_earlier: bool
    decision: Decision | None
    descent: Descent | None


def show_lineage(session: Session, offer: Offer, language: Language) -> LineageRead:
    """Show the guises of this offer, and what carries over from the earlier ones that were confirmed."""
    decisions = list_decisions(session, offer.organization_id)
    own = _guise_of(offer)
    compared = [_compare(own, other, decisions) for other in list_possible_guises(session, offer)]
    told = [each for each in compared if each.descent or each.decision]
    told.sort(key=lambda each: (each.guise.since, each.offer.id), reverse=True)
    line = _earlier_in_line(session, own, decisions)
    return LineageRead(
        offer_id=offer.id,
        first_seen_on=min(guise.since for guise in line),
        times_full=count_times_full(session, [guise.facts.id for guise in line]),
        guises=[_show(each, language) for each in told],
    )


def _guise_of(offer: Offer) -> Guise:
    """Return when an offer ran: from its first day, or since it came, until its last day, or since it was closed."""
    since = offer.starts_on or offer.created_at.astimezone(AMSTERDAM).date()
    closed = None if offer.status is OfferStatus.PUBLISHED else offer.updated_at.astimezone(AMSTERDAM).date()
    return Guise(to_facts(offer), since, min((day for day in (offer.ends_on, closed) if day), default=None))


def _order_of(guise: Guise) -> tuple[date, str]:
    return guise.since, guise.facts.id


def _compare(own: Guise, offer: Offer, decisions: Decisions) -> _Compared:
    guise = _guise_of(offer)
    is_earlier = _order_of(guise) < _order_of(own)
    descent = descent_of(guise, own) if is_earlier else descent_of(own, guise)
    return _Compared(offer, guise, is_earlier, decisions.get(frozenset((own.facts.id, offer.id))), descent)


def _earlier_in_line(session: Session, own: Guise, decisions: Decisions) -> Sequence[Guise]:
    """Return this offer and all from which it descends, step by step, as people confirmed."""
    confirmed = [pair for pair, decision in decisions.items() if decision is Decision.CONFIRM]
    guises = {offer.id: _guise_of(offer) for offer in list_offers(session, {id_ for pair in confirmed for id_ in pair})}
    line, left = {own.facts.id: own}, [own]
    while left:
        later = left.pop()
        for pair in confirmed:
            for other_id in pair - {later.facts.id} if later.facts.id in pair else ():
                earlier = guises[other_id]
                if other_id not in line and _order_of(earlier) < _order_of(later):
                    line[other_id] = earlier
                    left.append(earlier)
    return list(line.values())


_STATE_OF: Final = {Decision.CONFIRM: LineageState.CONFIRMED, Decision.REJECT: LineageState.REJECTED}


def _show(each: _Compared, language: Language) -> GuiseRead:
    return GuiseRead(
        offer_id=each.offer.id,
        title=each.offer.title,
        status=each.offer.status,
        since=each.guise.since,
        until=each.guise.until,
        is_earlier=each.is_earlier,
        state=_STATE_OF[each.decision] if each.decision else LineageState.PROPOSED,
        strength=round(each.descent.strength, 2) if each.descent else None,
        evidence=list(_evidence(each.descent, language)) if each.descent else [],
    )


def _evidence(descent: Descent, language: Language) -> Iterator[EvidenceRead]:
    words = enumerate_words([f"‘{word}’" for word in descent.shared[:MOST_WORDS]], language)
    for sign in descent.signs:
        # Words may begin alike without being the same; then there is none to quote.
        if sign is not DescentSign.WORDS or words:
            yield EvidenceRead(code=sign, text=WORDS[language][sign].format(words=words))
