"""/follow/{token}: a sender without a system of its own reads how far a handover is, from the link in a mail."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Response

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.tables import Organization
from api.handovers.access import sees_whole
from api.handovers.letters.following import find_followed
from api.handovers.queries import list_events, list_questions
from api.handovers.replying.saying import say_day, say_moment
from api.handovers.tables import Handover
from api.handovers.vocabulary import Detail, EventType, HandoverState, Side
from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import LanguageDep, NodeDep
from api.platform.requests.desk import Desk
from matching import read_words
from matching.vocabulary import Language

router = APIRouter(include_in_schema=False)
FOLLOWER = "follow"  # Who reads by a link has no key.
_TEMPLATES: Final = open_templates("api.handovers.letters")
_WORDS: Final = read_words(Path(__file__).with_name("follow_words.toml"))


@router.get("/follow/{token}")
def show(token: str, node: NodeDep, language: LanguageDep) -> Response:
    """Show how far it is; reading it changes nothing, so a mail program may look ahead."""
    with node.database.read() as session:
        desk = Desk.of(node, session, author_id=FOLLOWER)
        handover = find_followed(desk, token)
        if handover is None:
            return _render("unknown.html", language, {}, HTTPStatus.NOT_FOUND)
        return _render("follow.html", language, _told_about(desk, handover))


def _told_about(desk: Desk, handover: Handover) -> dict[str, object]:
    is_whole = sees_whole(handover, frozenset({Side.SENDER}))
    return {
        "handover": handover,
        "offer": desk.session.get_one(Offer, handover.offer_id),
        "receiver": desk.session.get_one(Organization, handover.receiver_organization_id),
        "is_whole": is_whole,
        "reason": _reason_of(desk, handover) if is_whole else None,
        "question": _question_of(desk, handover) if is_whole else None,
    }


def _reason_of(desk: Desk, handover: Handover) -> str | None:
    """Tell why the receiver said no, when that is how it ended."""
    if handover.state is not HandoverState.DECLINED:
        return None
    reasons = [
        each.details.get(Detail.REASON)
        for each in list_events(desk.session, handover.id)
        if each.type is EventType.DECLINE
    ]
    return reasons[-1] if reasons else None


def _question_of(desk: Desk, handover: Handover) -> str | None:
    """Tell what the receiver asked, as long as it waits for an answer."""
    asked = [each for each in list_questions(desk.session, handover.id) if each.type is EventType.ASK]
    if handover.asked_at is None or not asked:
        return None
    return desk.secrets.decrypt(asked[-1].details[Detail.TEXT])


def _render(name: str, language: Language, told: Mapping[str, object], status: HTTPStatus = HTTPStatus.OK) -> Response:
    sayings = {"say_day": partial(say_day, language=language), "say_moment": partial(say_moment, language=language)}
    return render_page(_TEMPLATES, name, language, status=status, t=_WORDS[language], **sayings, **told)
