"""The letter that asks whether an offer still holds: a link to the page where one tap says so."""

from pathlib import Path
from typing import Final

from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.catalogue.organizations.mail_off import mail_off_link
from api.catalogue.organizations.tables import Organization
from api.catalogue.partner_pages.links import token_for_mail
from api.platform.mail.jobs import attempt
from api.platform.mail.letters import Letter
from api.platform.mail.tables import Mail
from api.platform.node import Node
from api.platform.requests.desk import Desk
from api.platform.settings import NodeSettings
from matching import read_sections

LETTERS: Final = read_sections(Path(__file__).with_name("mail_words.toml"))


def write_letter(desk: Desk, mail: Mail) -> Letter | None:
    """Write the letter of this mail; None when somebody said meanwhile that the offer holds, or it is not shown."""
    offer = desk.session.get(Offer, mail.about_id)
    organization = desk.session.get_one(Organization, mail.organization_id)
    if offer is None or not organization.may_be_mailed or lasting_state(offer) is not OfferState.PUBLISHED:
        return None
    if offer.assured_on.toordinal() >= mail.event_number:
        return None
    words = LETTERS[organization.contact_language][mail.kind.partition(".")[2]]
    base_url = desk.settings[NodeSettings].base_url.rstrip("/")
    return Letter(
        to=organization.contact_email or "",
        language=organization.contact_language,
        subject=words["subject"],
        sentences=(words["what"].format(title=offer.title), words["then"]),
        link=f"{base_url}/partner/{token_for_mail(desk, organization.id)}",
        link_text=words["link"],
        off_link=mail_off_link(desk, organization),
    )


def send_mail(node: Node, mail_id: str, turn: str) -> None:
    """Attempt one mail about an offer."""
    attempt(node, mail_id, int(turn), write_letter)


WORKS: Final = {"mail.offer": send_mail}
