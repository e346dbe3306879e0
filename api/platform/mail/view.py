"""How a mail is shown to the organization that it was written to, and to an admin."""

from api.platform.mail.schemas import MailRead
from api.platform.mail.tables import Mail
from api.platform.security.roles import Caller


def show_mail(mail: Mail, caller: Caller) -> MailRead:
    """Show a mail; about which handover, only its own organization is told."""
    is_own = caller.organization_id == mail.organization_id
    is_about_offer = mail.kind.startswith("offer.")
    return MailRead(
        **mail.model_dump(exclude={"turn", "about_id", "event_number"}),
        handover_id=mail.about_id if is_own and not is_about_offer else None,
        offer_id=mail.about_id if is_about_offer else None,
    )
