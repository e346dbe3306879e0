"""What every request to /v1 is held to before its route sees it: a known form of body, and known query keys."""

from fastapi import Request

from api.dependencies import MERGE_PATCH, SettingsDep
from api.problems import SEE_ERRORS, FieldError, InvalidInputError, UnsupportedMediaTypeError, Words
from api.security.dependencies import OptionalCallerDep
from api.validation import pointer_to

BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})


async def require_content_type(request: Request, caller: OptionalCallerDep) -> None:
    """Raise UnsupportedMediaTypeError when a body comes in a form that this method does not read."""
    if caller is None or request.method not in BODY_METHODS:
        return
    wanted = MERGE_PATCH if request.method == "PATCH" else "application/json"
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != wanted and (sent or _has_body(request)):
        raise UnsupportedMediaTypeError(Words(f"Stuur dit als {wanted}.", f"Send this as {wanted}."))


async def refuse_unknown_query_keys(request: Request, caller: OptionalCallerDep, settings: SettingsDep) -> None:
    """Raise InvalidInputError that names every query key unknown to the document: nobody would read it."""
    if not request.query_params or (caller is None and not settings.public_catalogue):
        return
    operation = request.app.openapi()["paths"][request.scope["route"].path_format][request.method.lower()]
    known = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
    unknown = [key for key in request.query_params if key not in known]
    if unknown:
        words = Words("Dit kennen wij hier niet.", "This is not known here.")
        raise InvalidInputError(SEE_ERRORS, tuple(FieldError(pointer_to([key]), words) for key in unknown))


def _has_body(request: Request) -> bool:
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
