"""What every request to /v1 is held to before its route sees it: a known form of body, and known query keys."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import orjson
from fastapi import Request

from api.platform.requests.dependencies import NodeDep
from api.platform.security.dependencies import OptionalCallerDep
from api.platform.settings import NodeSettings
from api.platform.web.openapi import parameters_of
from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError, UnsupportedMediaTypeError, Words
from api.platform.web.shapes import MERGE_PATCH
from api.platform.web.validation import MOST_ERRORS, no_json, pointer_of

BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})
_CHARSET = re.compile(r'charset\s*=\s*"?([^";\s]*)', re.IGNORECASE)
_ESCAPED_COLON = re.compile(rb"\\u003[aA]")
_WHOLE_JSON = {("application/json",), (MERGE_PATCH,)}
MOST_VALUES = 20_000
_TOO_MANY = Words(
    f"Hier staan te veel waarden: meer dan {MOST_VALUES}. Stuur ze in delen.",
    f"This holds too many values: more than {MOST_VALUES}. Send them in parts.",
)
_UNKNOWN = Words("Dit kennen wij hier niet.", "This is not known here.")
_ONCE = Words("Dit kan maar één keer.", "This can stand here only once.")


async def require_content_type(request: Request, caller: OptionalCallerDep) -> None:
    """Raise UnsupportedMediaTypeError when a body comes in a form that this method does not read."""
    # Who brings no key is told that first, and nothing about a body.
    if caller is None or request.method not in BODY_METHODS:
        return
    wanted = _forms_read(request)
    told = request.headers.get("content-type", "")
    sent, _, parameters = told.partition(";")
    if sent.strip().lower() not in wanted and (told or _has_body(request)):
        raise UnsupportedMediaTypeError(
            Words(f"Stuur dit als {' of '.join(wanted)}.", f"Send this as {' or '.join(wanted)}.")
        )
    charset = _CHARSET.search(parameters)
    if len(wanted) == 1 and charset and charset[1].lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaTypeError(Words("Stuur dit in utf-8.", "Send this in utf-8."))


def _forms_read(request: Request) -> tuple[str, ...]:
    """Return the forms in which a body may come here: files in several forms, all else in one."""
    told = getattr(request.scope.get("route"), "openapi_extra", None) or {}
    files = told.get("requestBody", {}).get("content", {})
    return tuple(files) or ((MERGE_PATCH,) if request.method == "PATCH" else ("application/json",))


async def refuse_unknown_query_keys(request: Request, caller: OptionalCallerDep, node: NodeDep) -> None:
    """Raise InvalidInputError that names every query key unknown to the document, or repeated: nobody would read it."""
    if not request.scope["query_string"] or (caller is None and not node.settings[NodeSettings].public_catalogue):
        return
    document = request.app.openapi()
    operation = document["paths"][request.scope["route"].path_format][request.method.lower()]
    known = {parameter["name"] for parameter in parameters_of(document, operation) if parameter["in"] == "query"}
    sent = Counter(key for key, _ in request.query_params.multi_items())
    _refuse(((key,), _UNKNOWN if key not in known else _ONCE) for key in sent if sent[key] > 1 or key not in known)


async def refuse_disorder(request: Request, caller: OptionalCallerDep) -> None:
    """Hold what comes in a body to `require_orderly`."""
    # Files are looked at row by row, and what comes line by line is looked at so.
    if caller is not None and request.method in BODY_METHODS and _forms_read(request) in _WHOLE_JSON:
        require_orderly(await request.body())


def require_orderly(body: bytes) -> None:
    """Raise InvalidInputError for more values than anyone means, and for properties that stand in one object twice.

    Of a property that stands there twice, one would not be read; the first of them are named.
    """
    # Every value comes after a comma, but for the first in its list or object; what is wrong grows with them.
    if body.count(b",") > MOST_VALUES:
        raise InvalidInputError(SEE_ERRORS, (FieldError("", _TOO_MANY),))
    if not body or _keeps_its_colons(body):
        return
    try:
        json.loads(body, object_pairs_hook=_once)
    except _RepeatedError:
        _refuse((where, _ONCE) for where in _repeated_in(json.loads(body, object_pairs_hook=tuple)))
    except json.JSONDecodeError as error:
        raise InvalidInputError(SEE_ERRORS, (FieldError("", no_json(error.lineno, error.colno)),)) from None
    except (ValueError, RecursionError):
        return  # Whoever reads the body tells what is wrong with it.


def _keeps_its_colons(body: bytes) -> bool:
    """Tell whether surely no property stands in one object twice; a few times as fast as looking at each.

    Read and written again, a property that stood there twice stands there once, with a colon less; only an escaped
    colon could make up for that.
    """
    try:
        written = orjson.dumps(orjson.loads(body))
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return False
    return written.count(b":") == body.count(b":") and not _ESCAPED_COLON.search(body)


ValuePath = tuple[str | int, ...]


class _Held(NamedTuple):
    """A place in a body: under which name, and held by which other place."""

    by: "_Held | None"
    name: str | int


class _RepeatedError(Exception):
    """Some object has a property twice; where is looked up only then."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _RepeatedError
    return members


def _repeated_in(read: object) -> Iterator[ValuePath]:
    """Yield where properties stand in one object twice; an object is a tuple of pairs here."""
    # Each knows where it stands by who holds it: written out, the places of a deep body would outgrow it.
    left: list[tuple[_Held | None, object]] = [(None, read)]
    while left:
        held, node = left.pop()
        members = list(_members(node))
        told = Counter(name for name, _ in members)
        yield from ((*_location_of(held), name) for name, times in told.items() if times > 1)
        left.extend((_Held(held, name), each) for name, each in members if isinstance(each, (tuple, list)))


def _location_of(held: _Held | None) -> ValuePath:
    names: list[str | int] = []
    while held is not None:
        names.append(held.name)
        held = held.by
    return tuple(reversed(names))


def _members(node: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(node, tuple):
        return node
    return enumerate(node) if isinstance(node, list) else ()


def _refuse(wrong: Iterable[tuple[ValuePath, Words]]) -> None:
    errors = tuple(FieldError(pointer_of(where), words) for where, words in islice(wrong, MOST_ERRORS))
    if errors:
        raise InvalidInputError(SEE_ERRORS, errors)


def _has_body(request: Request) -> bool:
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
