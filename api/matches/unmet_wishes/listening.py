"""Listens to what is asked in vain, in memory, and writes it down half a minute later: no question waits for it."""

import asyncio
import logging
from typing import Final, Self

from starlette.concurrency import run_in_threadpool

from api.clients.locating import postcode_of
from api.matches.actions import Matcher
from api.matches.schemas import MatchQuestion
from api.matches.unmet_wishes.actions import write_down
from api.matches.unmet_wishes.settings import UnmetWishSettings
from api.matches.unmet_wishes.sketch import Unmet, print_of
from api.platform.node import Node
from api.platform.requests.desk import Desk
from api.platform.storage.outages import UNAVAILABLE, reason_of
from matching import Answer
from matching.vocabulary import WishState

WRITTEN_AFTER_SECONDS: Final = 30.0
MOST_REMEMBERED: Final = 20_000
"""What is heard on top of so much in half a minute is left out: memory stays bounded."""

_AUTHOR: Final = "unmet-wishes"
log = logging.getLogger("vonk.unmet_wishes")


class Listener:
    """What was asked in vain on this node since it was last written down; lost when the node is killed."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._heard: set[Unmet] = set()
        self._writing: asyncio.Task[None] | None = None

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the listener of this node, which hears nothing where wishes are not counted."""
        listener = cls(node)
        if node.settings[UnmetWishSettings].unmet_wishes:
            node.part(Matcher).follow(listener.hear)
        return listener

    def hear(self, asked: MatchQuestion, answer: Answer) -> None:
        """Remember the wishes that were understood and that nothing answers, of who says in which neighbourhood."""
        postcode = postcode_of(asked.client)
        if not answer.unanswered or postcode is None or len(self._heard) >= MOST_REMEMBERED:
            return
        read = {wish.asked: wish.concepts for wish in answer.wishes if wish.state is WishState.UNDERSTOOD}
        client = print_of(asked.client)
        for phrase in answer.unanswered:
            # A phrase may name several things, of which the first is the surest.
            self._heard.update(Unmet(postcode[:4], each.concept, client) for each in read.get(phrase, ())[:1])
        if self._heard and (self._writing is None or self._writing.done()):
            self._writing = asyncio.get_running_loop().create_task(self._write_later())

    async def write(self) -> None:
        """Write down what was heard; what the database does not take is lost."""
        heard, self._heard = self._heard, set()
        if not heard:
            return
        try:
            await run_in_threadpool(self._write, heard)
        except UNAVAILABLE as reason:
            log.warning("Some unmet wishes are not counted: %s", reason_of(reason))

    async def _write_later(self) -> None:
        await asyncio.sleep(WRITTEN_AFTER_SECONDS)
        await self.write()

    def _write(self, heard: set[Unmet]) -> None:
        with self._node.database.write() as session:
            write_down(Desk.of(self._node, session, author_id=_AUTHOR), heard)
