"""JSON Merge Patch (RFC 7396): null takes away, an object is merged, anything else replaces."""

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar, get_args

from fastapi import Body
from pydantic import BaseModel, ValidationError

from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError, Words
from api.platform.web.shapes import MERGE_PATCH, WireModel
from api.platform.web.validation import field_errors, pointer_to

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
    unknown = tuple(_unknown_in(patch, type(current)))
    if unknown:
        raise InvalidInputError(SEE_ERRORS, unknown)
    merged = merge_patch(current.model_dump(mode="json", by_alias=True), patch)
    try:
        return type(current).model_validate(merged)
    except ValidationError as error:
        raise InvalidInputError(SEE_ERRORS, field_errors(error.errors())) from None


def _unknown_in(patch: dict[str, Any], shape: type[BaseModel], at: str = "") -> Iterator[FieldError]:
    """Every property that the shape does not have, also when null would take it away."""
    fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
    for name, value in patch.items():
        pointer = at + pointer_to([name])
        if name not in fields:
            yield FieldError(pointer, Words("Dit veld kennen wij niet.", "This property is not known here."))
        elif isinstance(value, dict):
            inner = next((each for each in (fields[name], *get_args(fields[name])) if _is_shape(each)), None)
            if inner is not None:
                yield from _unknown_in(value, inner, pointer)


def _is_shape(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
