"""Cursor pages: a page starts after an id, so it stays right while others write."""

import base64
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Generic, TypeVar

from pydantic import ConfigDict, Field

from api.platform.web.problems import Words, invalid
from api.platform.web.shapes import AnswerModel
from api.platform.web.validation import explain_pattern

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 500
MARK_BYTES = 5
CURSOR_LENGTH = 28
_NOT_OURS = Words(
    "Dit is geen cursor van deze lijst. Vraag verder met dezelfde filters, of begin opnieuw.",
    "This is no cursor of this list. Ask on with the same filters, or begin anew.",
)
CURSOR_PATTERN = explain_pattern(f"^[A-Za-z0-9_-]{{{CURSOR_LENGTH}}}$", _NOT_OURS.nl, _NOT_OURS.en)

Item = TypeVar("Item")
Entry = TypeVar("Entry")


class Page(AnswerModel, Generic[Item]):
    """One page of a list; `nextCursor` is null on the last."""

    # Said in fields and not below them: for each kind of page the source would be looked for in every module.
    model_config = ConfigDict(use_attribute_docstrings=False)

    items: Annotated[list[Item], Field(description="What is on this page.")]
    next_cursor: Annotated[str | None, Field(description="Ask on with this as `cursor`; null on the last page.")] = None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is asked: what comes after an id, and how much; the mark tells lists apart."""

    after: str | None = None
    limit: int = DEFAULT_LIMIT
    mark: bytes = b""


def ask_page(cursor: str | None, limit: int, *asked: str) -> PageRequest:
    """Read which part of this list is asked; raises InvalidInputError for the cursor of another list."""
    # A few bytes tell lists apart: a cursor holds no filter, and of a client nothing.
    mark = blake2b(repr(asked).encode(), digest_size=MARK_BYTES).digest()
    return PageRequest(None if cursor is None else _read_cursor(cursor, mark), limit, mark)


def _read_cursor(cursor: str, mark: bytes) -> str:
    try:
        read = base64.b64decode(cursor, altchars=b"-_", validate=True)
        if read.startswith(mark):
            return str(uuid.UUID(bytes=read[MARK_BYTES:]))
    except ValueError:
        pass
    raise invalid("/cursor", _NOT_OURS.nl, _NOT_OURS.en)


def write_cursor(last_id: str, mark: bytes) -> str:
    """Return the cursor of what comes after this id."""
    return base64.urlsafe_b64encode(mark + uuid.UUID(last_id).bytes).decode()


def make_page(
    rows: Sequence[Entry], request: PageRequest, *, key: Callable[[Entry], str], show: Callable[[Entry], Item]
) -> Page[Item]:
    """Make a page from one row more than was asked; that extra row only tells that there is a next page."""
    shown = rows[: request.limit]
    cursor = write_cursor(key(shown[-1]), request.mark) if len(rows) > request.limit else None
    return Page(items=[show(row) for row in shown], next_cursor=cursor)
