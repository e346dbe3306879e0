"""/mail-off/{token}: an organization turns its mail off with one tap, or its mail program does so (RFC 8058)."""

from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, Depends, Response

from api.catalogue.organizations.actions import turn_mail_off
from api.catalogue.organizations.mail_off import find_organization_of
from api.platform.pages.forms import read_form
from api.platform.pages.rendering import open_templates, render_page
from api.platform.recording.actions import Deed, record_deed
from api.platform.requests.dependencies import LanguageDep, NodeDep
from api.platform.requests.desk import Desk
from matching import read_words
from matching.vocabulary import Language

router = APIRouter(include_in_schema=False)
READER = "mail-off"  # Who turns mail off by a link has no key.
_TEMPLATES = open_templates("api.catalogue.organizations")
_WORDS = read_words(Path(__file__).with_name("mail_off_words.toml"))


@router.get("/mail-off/{token}")
def ask(token: str, node: NodeDep, language: LanguageDep) -> Response:
    """Ask first; reading it changes nothing, so a mail program may look ahead."""
    with node.database.read() as session:
        organization = find_organization_of(Desk.of(node, session, author_id=READER), token)
        if organization is None:
            return _render("unknown", language, status=HTTPStatus.NOT_FOUND)
        return _render("ask" if organization.may_be_mailed else "done", language, organization=organization.name)


@router.post("/mail-off/{token}", dependencies=[Depends(read_form)])
def turn_off(token: str, node: NodeDep, language: LanguageDep) -> Response:
    """Turn mail off; what is still on its way to this organization is not sent."""
    with node.database.write() as session:
        desk = Desk.of(node, session, author_id=READER)
        organization = find_organization_of(desk, token)
        if organization is None:
            return _render("unknown", language, status=HTTPStatus.NOT_FOUND)
        turn_mail_off(session, organization, now=desk.now)
        record_deed(session, node, Deed("mail off", READER, organization_id=organization.id))
        return _render("done", language, organization=organization.name)


def _render(how: str, language: Language, *, status: HTTPStatus = HTTPStatus.OK, organization: str = "") -> Response:
    return render_page(
        _TEMPLATES, "mail_off.html", language, status=status, how=how, organization=organization, t=_WORDS[language]
    )
