"""/me and /keys."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.keys.actions import end_key, make_key, rotate_key
from api.keys.schemas import KeyCreate, KeyPage, KeyRead, MeRead, NewKeyRead, RotationCreate
from api.keys.view import show_key, show_me, show_new_key
from api.platform.requests.dependencies import PageDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import ADMINS, EVERYONE
from api.platform.security.queries import get_key, get_key_to_change, list_some_keys
from api.platform.web.answers import body_of
from api.platform.web.pagination import make_page
from api.platform.web.shapes import Id

router = APIRouter(tags=["keys"])

KeyIdPath = Annotated[Id, Path(alias="keyId", description="The id of a key, from the list of keys; not the key.")]


@router.get(
    "/me", response_model=MeRead, operation_id="readMe", summary="Read whose key this is", dependencies=[EVERYONE]
)
def read_me(desk: ReadingDeskDep) -> Response:
    """Read which role and which organization the key or token of this request has, and when it ends."""
    return desk.answer(body_of(show_me(desk)))


@router.post(
    "/keys",
    status_code=201,
    response_model=NewKeyRead,
    operation_id="createKey",
    summary="Make a key",
    dependencies=[ADMINS],
)
def create(wanted: KeyCreate, desk: CreatingDeskDep) -> Response:
    """Make a key for a program; the key itself is in this answer only."""
    made = make_key(desk, wanted)
    body = body_of(show_new_key(made, desk.now))
    return desk.answer(body, status=201, location=("keys", made.stored.id), about=made.stored.id)


@router.get("/keys", response_model=KeyPage, operation_id="listKeys", summary="List keys", dependencies=[ADMINS])
def list_all(desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List every key, oldest first, also what was revoked or ended; never the keys themselves."""
    rows = list_some_keys(desk.session, asked)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=lambda row: show_key(row, desk.now)))


@router.get(
    "/keys/{keyId}", response_model=KeyRead, operation_id="readKey", summary="Read about one key", dependencies=[ADMINS]
)
def read(key_id: KeyIdPath, desk: ReadingDeskDep) -> Response:
    """Read what is known of one key, and whether it is used."""
    return desk.answer(body_of(show_key(get_key(desk.session, key_id), desk.now)))


@router.delete(
    "/keys/{keyId}",
    status_code=204,
    responses={409: {}},
    operation_id="revokeKey",
    summary="Revoke one key",
    dependencies=[ADMINS],
)
def revoke(key_id: KeyIdPath, desk: WritingDeskDep) -> Response:
    """End a key at once, on every node; the last key of an admin stays (409)."""
    key = get_key_to_change(desk.session, key_id)
    desk.require_unchanged(body_of(show_key(key, desk.now)))
    end_key(desk, key)
    return Response(status_code=204)


@router.post(
    "/keys/{keyId}/rotations",
    status_code=201,
    response_model=NewKeyRead,
    operation_id="rotateKey",
    summary="Replace one key",
    dependencies=[ADMINS],
)
def rotate(key_id: KeyIdPath, wanted: RotationCreate, desk: CreatingDeskDep) -> Response:
    """Make a key with the same name, role and organization; the old one works on for a while, and then ends."""
    made = rotate_key(desk, get_key_to_change(desk.session, key_id), wanted)
    body = body_of(show_new_key(made, desk.now))
    return desk.answer(body, status=201, location=("keys", made.stored.id), about=made.stored.id)
