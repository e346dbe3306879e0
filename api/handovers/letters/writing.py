"""Writing the letter about one event of a handover, at the moment that it goes out: a link, and nobody's name."""

from pathlib import Path
from typing import Final

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.mail_off import mail_off_link
from api.catalogue.organizations.tables import Organization
from api.handovers.activities import note_processing
from api.handovers.letters.following import token_for_sender
from api.handovers.replying.links import token_for_receiver
from api.handovers.states import WAITING
from api.handovers.tables import Handover
from api.handovers.vocabulary import Side
from api.platform.mail.letters import Letter
from api.platform.mail.tables import Mail
from api.platform.requests.desk import Desk
from api.platform.settings import NodeSettings
from matching import read_sections

LETTERS: Final = read_sections(Path(__file__).with_name("mail_words.toml"))
# Once there is an answer, nobody needs to be asked for it.
_ASKING_RECEIVER: Final = frozenset({"requested", "forwarded", "answered", "reminded"})


def write_letter(desk: Desk, mail: Mail) -> Letter | None:
    """Write the letter of this mail; None when it is of no use any more, or when the organization wants none."""
    handover = desk.session.get(Handover, mail.about_id)
    organization = desk.session.get_one(Organization, mail.organization_id)
    side = _side_of(handover, organization) if handover else None
    kind = mail.kind.partition(".")[2]
    if handover is None or side is None or not organization.may_be_mailed or _is_over(handover, side, kind):
        return None
    letters = LETTERS[organization.contact_language]
    words = letters[f"{side}-{kind}"]
    if handover.is_self_referral:
        words = letters.get(f"resident-{kind}", words)
    note_processing(desk, handover)
    offer = desk.session.get_one(Offer, handover.offer_id)
    filled = {
        "title": offer.title,
        "sender": _name_of(desk, handover.sender_organization_id),
        "receiver": _name_of(desk, handover.receiver_organization_id),
    }
    return Letter(
        to=organization.contact_email or "",
        language=organization.contact_language,
        subject=words["subject"],
        sentences=(words["what"].format(**filled), words["then"].format(**filled)),
        link=_link(desk, handover, side),
        link_text=words["link"],
        off_link=mail_off_link(desk, organization),
    )


def _name_of(desk: Desk, organization_id: str | None) -> str:
    """Tell what an organization is called; a resident who asks for himself is not named."""
    return desk.session.get_one(Organization, organization_id).name if organization_id else ""


def _side_of(handover: Handover, organization: Organization) -> Side | None:
    """Tell on which side this organization stands now; None when it was passed on meanwhile."""
    if handover.receiver_organization_id == organization.id:
        return Side.RECEIVER
    return Side.SENDER if handover.sender_organization_id == organization.id else None


def _is_over(handover: Handover, side: Side, kind: str) -> bool:
    if side is Side.RECEIVER:
        return kind in _ASKING_RECEIVER and handover.state not in WAITING
    return kind == "asked" and handover.asked_at is None


def _link(desk: Desk, handover: Handover, side: Side) -> str:
    base_url = desk.settings[NodeSettings].base_url.rstrip("/")
    if side is Side.RECEIVER:
        return f"{base_url}/reply/{token_for_receiver(desk, handover)}"
    return f"{base_url}/follow/{token_for_sender(desk, handover)}"
