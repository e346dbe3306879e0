"""What a route asks of its caller."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param

from api.platform.node import node_of
from api.platform.security.callers import Callers
from api.platform.security.rate_limit import RateLimit, address_of
from api.platform.security.roles import Caller, Role
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY
from api.platform.web.middleware import RATE_LIMIT_SCOPE_KEY
from api.platform.web.problems import ForbiddenError, UnauthenticatedError, Words
from api.platform.web.queue import PROBES

WRITING_ROLES = (Role.ADMIN, Role.PARTNER)
MATCHING_ROLES = (Role.COACH, Role.HOST, Role.PARTNER, Role.ADMIN)
CALLER_SCOPE_KEY = "vonk.caller"  # Where who asks stands, for the line in the log.
COST_OF_BAD_KEY = 100
"""Who guesses, or sends on what has ended, is stopped a hundred times as soon: each such key is looked up anew."""
bearer = HTTPBearer(
    auto_error=False, scheme_name="bearer", description="An API key of this service, or a JWT of the configured issuer."
)


async def find_caller(request: Request) -> Caller | None:
    """Find the caller of this request, None when it brings no key; raises UnauthenticatedError for a bad key."""
    if CALLER_SCOPE_KEY in request.scope:
        # A direct route that hands a request on has found and counted it already.
        known: Caller = request.scope[CALLER_SCOPE_KEY]
        return known
    rate_limit = node_of(request).part(RateLimit)
    if not request.headers.get("authorization"):
        request.scope[RATE_LIMIT_SCOPE_KEY] = rate_limit.count(address_of(request.scope))
        return None
    try:
        caller = await look_at_key(request)
    except UnauthenticatedError:
        request.scope[RATE_LIMIT_SCOPE_KEY] = rate_limit.count(address_of(request.scope), times=COST_OF_BAD_KEY)
        raise
    request.scope[CALLER_SCOPE_KEY] = caller
    # Counted after it is known who asks, so that callers behind one address do not share a limit.
    request.scope[RATE_LIMIT_SCOPE_KEY] = rate_limit.count(caller.id)
    return caller


async def look_at_key(request: Request) -> Caller:
    """Find whose key this request brings, and note how far the database is; raises UnauthenticatedError."""
    node = node_of(request)
    scheme, secret = get_authorization_scheme_param(request.headers.get("authorization"))
    # One read for the key's rights and the offers: both are judged at the same moment.
    numbers = await node.freshness.numbers()
    request.scope[NUMBERS_SCOPE_KEY] = numbers
    caller: Caller | None = None
    if scheme.lower() == "bearer" and secret:
        caller = await node.part(Callers).find(secret, numbers=numbers, now=node.clock.now())
    if caller is None:
        raise _unauthenticated('Bearer error="invalid_token"')
    return caller


async def wait_for_turn(request: Request, caller: Caller) -> None:
    """Count one more thing that a caller asks within a request; past its limit that waits instead of being refused."""
    rate_limit = node_of(request).part(RateLimit)
    while seconds := rate_limit.seconds_to_wait(caller.id):  # noqa: ASYNC110 - a minute ends without a sign
        await asyncio.sleep(seconds)
    rate_limit.count(caller.id)


async def count_visit(request: Request) -> None:
    """Count a look at a page for the address that it came from; what watches over a node is never turned away."""
    if request.url.path not in PROBES:
        counted = node_of(request).part(RateLimit).count(address_of(request.scope))
        request.scope[RATE_LIMIT_SCOPE_KEY] = counted


OptionalCallerDep = Annotated[Caller | None, Depends(find_caller)]


def require(*roles: Role) -> Callable[..., Awaitable[Caller]]:
    """Return a dependency that lets only these roles in; without roles, everyone with a key."""

    async def require_caller(caller: OptionalCallerDep, _scheme: Annotated[object, Depends(bearer)]) -> Caller:
        return check_role(caller, roles)

    return require_caller


def check_role(caller: Caller | None, roles: Collection[Role]) -> Caller:
    """Return the caller; raises UnauthenticatedError without one, and ForbiddenError for another role than these."""
    if caller is None:
        raise _unauthenticated("Bearer")
    if roles and caller.role not in roles:
        names = ", ".join(roles)
        raise ForbiddenError(Words(f"Dit kan met een sleutel voor {names}.", f"This takes a key for {names}."))
    return caller


def _unauthenticated(challenge: str) -> UnauthenticatedError:
    return UnauthenticatedError(
        Words(
            "Stuur een geldige sleutel mee: ‘Authorization: Bearer …’.", "Send a valid key: ‘Authorization: Bearer …’."
        ),
        headers={"WWW-Authenticate": challenge},
    )


# Who gets in, for the decorator of a route: there it is seen before all else, and asked before all else.
EVERYONE: Final = Depends(require())
ADMINS: Final = Depends(require(Role.ADMIN))
WRITERS: Final = Depends(require(*WRITING_ROLES))
ANALYSTS: Final = Depends(require(Role.ANALYST, Role.ADMIN))
COACHES: Final = Depends(require(Role.COACH))
HOSTS: Final = Depends(require(Role.HOST))
PARTIES: Final = Depends(require(Role.COACH, Role.HOST, Role.PARTNER))
SENDERS: Final = Depends(require(Role.COACH, Role.HOST))
KEEPERS: Final = Depends(require(Role.COACH, Role.HOST, Role.ADMIN))
MATCHERS: Final = Depends(require(*MATCHING_ROLES))
MEMBERS: Final = Depends(require(Role.COACH, Role.HOST, Role.PARTNER, Role.ADMIN))

# The same, for who has to know who it is that came in.
AnyCallerDep = Annotated[Caller, EVERYONE]
AdminDep = Annotated[Caller, ADMINS]
WriterDep = Annotated[Caller, WRITERS]
CoachDep = Annotated[Caller, COACHES]
HostDep = Annotated[Caller, HOSTS]
PartyDep = Annotated[Caller, PARTIES]
SenderDep = Annotated[Caller, SENDERS]
MatcherDep = Annotated[Caller, MATCHERS]
MemberDep = Annotated[Caller, MEMBERS]
