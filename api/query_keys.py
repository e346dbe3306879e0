"""Unknown query keys are bad input: a key that nobody reads is a filter that someone believes was used."""

from fastapi import Request

from api.dependencies import SettingsDep
from api.problems import SEE_ERRORS, FieldError, InvalidInputError, Words
from api.security.dependencies import OptionalCallerDep
from api.validation import pointer_to


def refuse_unknown_query_keys(request: Request, caller: OptionalCallerDep, settings: SettingsDep) -> None:
    """Raise InvalidInputError that names every query key which the document does not name for this operation."""
    if not request.query_params or (caller is None and not settings.public_catalogue):
        return
    operation = request.app.openapi()["paths"][request.scope["route"].path][request.method.lower()]
    known = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
    unknown = [key for key in request.query_params if key not in known]
    if unknown:
        words = Words("Dit kennen wij hier niet.", "This is not known here.")
        raise InvalidInputError(SEE_ERRORS, tuple(FieldError(pointer_to([key]), words) for key in unknown))
