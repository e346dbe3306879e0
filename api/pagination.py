"""Cursor pages: a page starts after an id, so it stays right while others write."""

import base64
import binascii
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.problems import Words, invalid
from api.validation import explain_pattern
from api.wire import AnswerModel

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 500
_NOT_OURS = Words("Dit is geen cursor van deze lijst.", "This is no cursor of this list.")
CURSOR_PATTERN = explain_pattern("^[A-Za-z0-9_-]{22}$", _NOT_OURS.nl, _NOT_OURS.en)

Item = TypeVar("Item")
Row = TypeVar("Row")


class Page(AnswerModel, Generic[Item]):
    """One page of a list; `nextCursor` is null on the last."""

    items: list[Item]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is asked: what comes after an id, and how much."""

    after: str | None = None
    limit: int = DEFAULT_LIMIT


def read_cursor(cursor: str | None) -> str | None:
    """The id in a cursor; raises InvalidInputError for a cursor that did not come from here."""
    if cursor is None:
        return None
    try:
        return str(uuid.UUID(bytes=base64.b64decode(cursor + "==", altchars=b"-_", validate=True)))
    except (binascii.Error, ValueError):
        raise invalid("/cursor", _NOT_OURS.nl, _NOT_OURS.en) from None


def write_cursor(last_id: str) -> str:
    """The cursor of what comes after an id."""
    return base64.urlsafe_b64encode(uuid.UUID(last_id).bytes).decode().rstrip("=")


def make_page(
    rows: Sequence[Row], request: PageRequest, *, key: Callable[[Row], str], show: Callable[[Row], Item]
) -> Page[Item]:
    """A page from one row more than was asked; that extra row only tells that there is a next page."""
    shown = rows[: request.limit]
    cursor = write_cursor(key(shown[-1])) if len(rows) > request.limit else None
    return Page(items=[show(row) for row in shown], next_cursor=cursor)
