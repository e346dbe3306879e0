"""JSON Merge Patch (RFC 7396): null takes away, an object is merged, anything else replaces."""

from typing import Annotated, Any, TypeVar

from fastapi import Body
from pydantic import ValidationError

from api.dependencies import MERGE_PATCH
from api.problems import SEE_ERRORS, InvalidInputError
from api.validation import field_errors
from api.wire import WireModel

Wanted = TypeVar("Wanted", bound=WireModel)
MergePatchBody = Annotated[dict[str, Any], Body(media_type=MERGE_PATCH, examples=[{"description": "Nieuwe tekst."}])]


def merge_patch(target: object, patch: object) -> object:
    """The target with the patch applied; neither is changed."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


def apply_patch(current: Wanted, patch: dict[str, Any]) -> Wanted:
    """What is wanted after the patch; raises InvalidInputError with every error when that cannot be."""
    merged = merge_patch(current.model_dump(mode="json", by_alias=True), patch)
    try:
        return type(current).model_validate(merged)
    except ValidationError as error:
        raise InvalidInputError(SEE_ERRORS, field_errors(error.errors())) from None
