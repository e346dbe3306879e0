"""/partner/{token}/list: a partner's own list, of which is told what it would do before it is taken over."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Request, Response

from api.catalogue.imports.actions import Imported
from api.catalogue.imports.columns import Remark
from api.catalogue.imports.templates import separated_template, spreadsheet_template
from api.catalogue.imports.vocabulary import FORM_OF_SUFFIX
from api.catalogue.partner_pages.dependencies import PARTNER_VISIT, PartnerVisit, PartnerVisitDep
from api.catalogue.partner_pages.files import MOST_FILE_BYTES, forget_file, keep_file, open_kept_file, take_in
from api.catalogue.partner_pages.naming import name_field, name_value
from api.catalogue.partner_pages.saying import say, say_with_most
from api.platform.pages.forms import Form, FormError, read_form
from api.platform.pages.uploads import read_upload
from api.platform.web.problems import BodyTooLargeError, NotFoundError, Words

router = APIRouter(include_in_schema=False)

MOST_REMARKS: Final = 50
"""More than anyone mends at once; the list comes again after that."""
MOST_MEGABYTES: Final = MOST_FILE_BYTES // 1_000_000
_TEMPLATES: Final = {"csv": separated_template, "xlsx": spreadsheet_template}


@router.get("/partner/{token}/list")
def ask(visit: PartnerVisitDep) -> Response:
    """Ask for a list."""
    return _ask(visit)


@router.get("/partner/{token}/example.{ending}")
def give_template(visit: PartnerVisitDep, ending: Literal["csv", "xlsx"]) -> Response:
    """Give a table to fill in."""
    try:
        with visit.looking():
            headers = {"Content-Disposition": f'attachment; filename="aanbod.{ending}"', "X-Robots-Tag": "noindex"}
            return Response(_TEMPLATES[ending](), media_type=FORM_OF_SUFFIX[f".{ending}"].value, headers=headers)
    except NotFoundError as error:
        return visit.show_missing(error)


async def read_list(request: Request) -> bytes | None:
    """Give the list that was sent; None when it is more than is taken."""
    try:
        return await read_upload(request, most_bytes=MOST_FILE_BYTES)
    except BodyTooLargeError:
        return None


@router.post("/partner/{token}/list", dependencies=[PARTNER_VISIT])
def look(visit: PartnerVisitDep, content: Annotated[bytes | None, Depends(read_list)]) -> Response:
    """Tell what a list would do, and keep it for a yes."""
    if not content:
        wrong = say("no_file") if content is not None else say_with_most("file_too_large", MOST_MEGABYTES)
        return _ask(visit, {"list": wrong})
    try:
        with visit.looking() as (_, link):
            pass
        imported = take_in(visit.node, link, content, is_dry_run=True)
        with visit.acting() as (desk, link):
            file_id = keep_file(desk, link, content)
        return _tell(visit, "confirm.html", imported, file_id=file_id)
    except FormError as error:
        return _ask(visit, error.wrong)
    except NotFoundError as error:
        return visit.show_missing(error)


@router.post("/partner/{token}/list/yes", dependencies=[PARTNER_VISIT])
def confirm(visit: PartnerVisitDep, form: Annotated[Form, Depends(read_form)]) -> Response:
    """Take over the list that waits, and tell what became of it."""
    try:
        with visit.looking() as (desk, link):
            content = open_kept_file(desk, link, form.get("file", ""))
        if content is None:
            return _ask(visit, notice=say("file_gone"))
        imported = take_in(visit.node, link, content, is_dry_run=False)
        with visit.acting() as (desk, link):
            forget_file(desk.session, link)
        return _tell(visit, "imported.html", imported)
    except FormError as error:
        return _ask(visit, error.wrong)
    except NotFoundError as error:
        return visit.show_missing(error)


def _ask(visit: PartnerVisit, wrong: Mapping[str, Words] | None = None, *, notice: Words | None = None) -> Response:
    try:
        with visit.looking():
            return visit.render(
                "list.html",
                HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
                wrong=wrong,
                most=MOST_MEGABYTES,
                notice=visit.say(notice) if notice else None,
            )
    except NotFoundError as error:
        return visit.show_missing(error)


def _tell(visit: PartnerVisit, name: str, imported: Imported, *, file_id: str = "") -> Response:
    return visit.render(
        name,
        imported=imported,
        errors=_lines(visit, imported.errors),
        more_errors=max(len(imported.errors) - MOST_REMARKS, 0),
        notices=_lines(visit, imported.notices),
        more_notices=max(len(imported.notices) - MOST_REMARKS, 0),
        file_id=file_id,
    )


def _lines(visit: PartnerVisit, remarks: Sequence[tuple[int, Remark]]) -> list[tuple[int, str, str, str | None]]:
    """Say of each remark on which line it is, of what, why, and what may have been meant."""
    return [
        (
            line,
            name_field(remark.field, visit.language),
            visit.say(remark.detail),
            name_value(remark.suggestion, visit.language) if remark.suggestion else None,
        )
        for line, remark in remarks[:MOST_REMARKS]
    ]
