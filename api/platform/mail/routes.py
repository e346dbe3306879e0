"""/mails: what was written to organizations, and attempting it again."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.platform.mail.actions import retry_mail
from api.platform.mail.queries import get_mail_to_change
from api.platform.mail.schemas import MailRead
from api.platform.mail.view import show_mail
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import MEMBERS, AnyCallerDep
from api.platform.web.answers import body_of
from api.platform.web.shapes import Id

router = APIRouter(tags=["mails"])

MailIdPath = Annotated[Id, Path(alias="mailId", description="Which mail.")]


@router.post(
    "/mails/{mailId}/retries",
    status_code=202,
    response_model=MailRead,
    operation_id="retryMail",
    summary="Attempt a mail again",
    dependencies=[MEMBERS],
)
def retry(mail_id: MailIdPath, caller: AnyCallerDep, desk: CreatingDeskDep) -> Response:
    """Attempt a mail now that bounced, failed, was dropped or waits; never one that the mail server took."""
    mail = retry_mail(desk.session, get_mail_to_change(desk.session, mail_id, caller), now=desk.now)
    return desk.answer(body_of(show_mail(mail, caller)), status=202, about=mail.about_id)
