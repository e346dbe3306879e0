"""/offer-imports: a file of offers, taken in as a whole."""

import tempfile
from pathlib import Path
from typing import Annotated, Any, Final

from anyio import open_file
from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.catalogue.imports.actions import Imported, ImportOrder, import_offers
from api.catalogue.imports.columns import Remark
from api.catalogue.imports.files.rows import EmptyFileError
from api.catalogue.imports.schemas import OfferImportReport, RowRemark
from api.catalogue.imports.templates import separated_template, spreadsheet_template
from api.catalogue.imports.vocabulary import LARGEST_FILE_BYTES, FileForm, ImportMode
from api.catalogue.offers.access import choose_organization
from api.platform.node import node_of
from api.platform.requests.dependencies import LanguageDep
from api.platform.security.dependencies import WRITERS, AnyCallerDep, WriterDep
from api.platform.security.roles import Caller, Role
from api.platform.web.answers import body_of, single
from api.platform.web.problems import invalid
from api.platform.web.shapes import Id
from matching.vocabulary import Language

router = APIRouter(tags=["imports"])

FILE_EXAMPLES: Final[dict[FileForm, dict[str, Any]]] = {
    FileForm.SEPARATED: {"example": "titel;postcode\nSamen koffie drinken;3073XY\n"},
    FileForm.JSON_LINES: {
        "example": '{"kind":"activity","title":"Samen koffie drinken","location":{},"hoursPerWeek":{}}\n'
    },
    FileForm.OPEN_REFERRAL: {"example": '{"services":[{"id":"koffie","name":"Samen koffie drinken"}]}'},
    # A workbook is no text; /offer-imports/template.xlsx gives one to fill in.
    FileForm.SPREADSHEET: {},
}
"""What the document shows of each form of a file."""

_FILE: Final = {"type": "string", "format": "binary", "minLength": 1, "maxLength": LARGEST_FILE_BYTES}
ModeQuery = Annotated[ImportMode, Query(description="`replace` withdraws what the file does not name.")]
DryRunQuery = Annotated[bool, Query(alias="dryRun", description="Only tell what would happen.")]
ConfirmQuery = Annotated[bool, Query(alias="confirmWithdrawals", description="Also when more than half is withdrawn.")]
OrganizationQuery = Annotated[
    Id | None,
    Query(alias="organizationId", description="For an admin; left out, the file names the organizations itself."),
]


def get_order(
    caller: WriterDep,
    mode: ModeQuery = ImportMode.MERGE,
    dry_run: DryRunQuery = False,  # noqa: FBT002 - a query key
    confirm_withdrawals: ConfirmQuery = False,  # noqa: FBT002 - a query key
    organization_id: OrganizationQuery = None,
) -> ImportOrder:
    """Read what is asked; raises when this caller may not write for that organization, or has to say for which."""
    whose = _whose(caller, organization_id)
    if whose is None and mode is ImportMode.REPLACE:
        raise invalid(
            "/organizationId",
            "Vervangen kan voor één organisatie tegelijk: zeg welke.",
            "Only one organization at a time can be replaced: say which.",
        )
    return ImportOrder(whose, mode, is_dry_run=dry_run, confirms_withdrawals=confirm_withdrawals)


def _whose(caller: Caller, asked: str | None) -> str | None:
    return None if caller.role is Role.ADMIN and asked is None else choose_organization(caller, asked)


@router.post(
    "/offer-imports",
    response_model=OfferImportReport,
    operation_id="importOffers",
    responses={404: {}, 409: {}},
    summary="Take in a file of offers",
    max_body_size=LARGEST_FILE_BYTES,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {form.value: {"schema": _FILE} | told for form, told in FILE_EXAMPLES.items()},
        }
    },
    dependencies=[WRITERS],
)
async def create(
    request: Request, order: Annotated[ImportOrder, Depends(get_order)], caller: AnyCallerDep, language: LanguageDep
) -> Response:
    """Take in offers as CSV, Excel, NDJSON or Open Referral JSON; a bad row never stops the good ones.

    Each row is told of by its line. The same file once more changes nothing.
    """
    form = _form_of(request)
    with tempfile.TemporaryDirectory(prefix="vonk-import-") as folder:
        path = Path(folder, "offers")
        async with await open_file(path, "wb") as file:
            async for part in request.stream():
                await file.write(part)
        imported = await run_in_threadpool(import_offers, node_of(request), path, form, order, author_id=caller.id)
    return single(request, body_of(_report(imported, order, language)))


def _form_of(request: Request) -> FileForm:
    told = request.headers.get("content-type")
    # Something in no form at all was refused before; in no form comes nothing.
    if not told:
        raise EmptyFileError
    return FileForm(told.partition(";")[0].strip().lower())


def _template(form: FileForm) -> Response:
    return Response(_TEMPLATES[form](), media_type=form.value)


_TEMPLATES: Final = {FileForm.SEPARATED: separated_template, FileForm.SPREADSHEET: spreadsheet_template}


@router.get(
    "/offer-imports/template.csv",
    operation_id="readCsvTemplate",
    summary="A table to fill in, as CSV",
    response_class=Response,
    responses={200: {"content": {FileForm.SEPARATED.value: {"schema": {"type": "string"}}}}},
    dependencies=[WRITERS],
)
def read_csv_template() -> Response:
    """Give the headings that are known best, and one row as an example."""
    return _template(FileForm.SEPARATED)


@router.get(
    "/offer-imports/template.xlsx",
    operation_id="readSpreadsheetTemplate",
    summary="A table to fill in, as a workbook",
    response_class=Response,
    responses={200: {"content": {FileForm.SPREADSHEET.value: {"schema": _FILE}}}},
    dependencies=[WRITERS],
)
def read_spreadsheet_template() -> Response:
    """Give the headings that are known best, and one row as an example."""
    return _template(FileForm.SPREADSHEET)


def _report(imported: Imported, order: ImportOrder, language: Language) -> OfferImportReport:
    return OfferImportReport(
        mode=order.mode,
        dry_run=order.is_dry_run,
        rows=imported.rows,
        created=imported.created,
        updated=imported.updated,
        unchanged=imported.unchanged,
        failed=imported.failed,
        withdrawn=imported.withdrawn,
        errors=[_told(line, remark, language) for line, remark in imported.errors],
        notices=[_told(line, remark, language) for line, remark in imported.notices],
        unread_columns=list(imported.unread_columns),
    )


def _told(line: int, remark: Remark, language: Language) -> RowRemark:
    return RowRemark(
        line=line, field=remark.field, detail=remark.detail.in_language(language), suggestion=remark.suggestion
    )
