"""JSON Merge Patch (RFC 7396): null takes away, an object is merged, anything else replaces."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, TypeVar, get_args

from fastapi import Body
from pydantic import BaseModel, ValidationError

from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError, Words
from api.platform.web.shapes import MERGE_PATCH, WireModel
from api.platform.web.validation import MOST_ERRORS, NO_JSON, errors_of, pointer_of

Wanted = TypeVar("Wanted", bound=WireModel)
MergePatchBody = Annotated[dict[str, Any], Body(media_type=MERGE_PATCH, examples=[{"description": "Nieuwe tekst."}])]


def merge_patch(target: object, patch: object) -> object:
    """Return the target with the patch applied; neither is changed."""
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
    """Return what is wanted after the patch; raises InvalidInputError with every error when that cannot be."""
    # Looked for first: a property that nobody knows would vanish in the merge when null takes it away.
    unknown = tuple(islice(_unknown_in(patch, type(current)), MOST_ERRORS))
    if unknown:
        raise InvalidInputError(SEE_ERRORS, unknown)
    try:
        # Through the shape once more, so that a patch is held to every rule of a whole write.
        merged = merge_patch(current.model_dump(mode="json", by_alias=True), patch)
        return type(current).model_validate(merged)
    except ValidationError as error:
        raise InvalidInputError(SEE_ERRORS, errors_of(error)) from None
    except RecursionError:
        raise InvalidInputError(SEE_ERRORS, (FieldError("", NO_JSON),)) from None


def _unknown_in(patch: dict[str, Any], shape: type[BaseModel], at: tuple[str, ...] = ()) -> Iterator[FieldError]:
    """Yield every property that the shape does not have, also when null would take it away."""
    fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
    for name, value in patch.items():
        where = (*at, name)
        if name not in fields:
            yield FieldError(pointer_of(where), Words("Dit veld kennen wij niet.", "This property is not known here."))
        elif isinstance(value, dict):
            inner = next((each for each in (fields[name], *get_args(fields[name])) if _is_shape(each)), None)
            if inner is not None:
                yield from _unknown_in(value, inner, where)


def _is_shape(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
