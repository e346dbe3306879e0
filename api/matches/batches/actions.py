"""Answering the lines of a batch, each as if it came alone: what is wrong with one never stops the others."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Self

import orjson
from prometheus_client import Counter
from pydantic import TypeAdapter, ValidationError

from api.clients.schemas import ClientReference
from api.matches.actions import Matcher
from api.matches.batches.schemas import BatchQuestion
from api.platform.node import Node
from api.platform.requests.rules import require_orderly
from api.platform.storage.freshness import Numbers
from api.platform.storage.outages import UNAVAILABLE, reason_of
from api.platform.storage.turns import Turnstile
from api.platform.web.handlers import fault_of_ours, problem_body
from api.platform.web.lines import NumberedLine
from api.platform.web.problems import SEE_ERRORS, InvalidInputError, ProblemError, UnavailableError, Words, unavailable
from api.platform.web.validation import errors_of
from matching.vocabulary import Language

LINES: Final = Counter("vonk_batch_lines", "Lines of batches answered.")
_REFERENCE: Final = TypeAdapter[str](ClientReference)
_STOPPING: Final = Words(
    "Deze dienst stopt nu. Stuur wat vanaf deze regel kwam nog een keer.",
    "This node stops now. Send what came from this line on again.",
)
log = logging.getLogger("vonk.matches")


class BatchTurnstile(Turnstile):
    """Lets batches take turns on a node: whoever asks for one client waits for one line, however many batches run."""

    @classmethod
    def of(cls, _node: Node) -> Self:
        """Make that of this node."""
        return cls(at_once=1, longest_wait_seconds=None)


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that is under way: whose language, at which address, and how it looks again at the key before a line."""

    node: Node
    language: Language
    instance: str
    look: Callable[[], Awaitable[Numbers]]

    async def answer(self, lines: AsyncIterator[NumberedLine]) -> AsyncIterator[bytes]:
        """Yield one line for each that comes; a problem of the batch as a whole is the last of them."""
        number = 0
        try:
            async for number, content in lines:
                if self.node.stopping.is_set():
                    raise UnavailableError(_STOPPING)
                numbers = await self.look()
                async with self.node.part(BatchTurnstile).wait():
                    told = await self._answer_line(NumberedLine(number, content), numbers)
                LINES.inc()
                yield told
                # Whoever asks for one client comes between two lines.
                await asyncio.sleep(0)
        except ProblemError as problem:
            yield self._tell(problem, line=number, reference=None)
        except UNAVAILABLE as reason:
            log.warning("A batch ends, for the database cannot be used: %s", reason_of(reason))
            yield self._tell(unavailable(), line=number, reference=None)

    async def _answer_line(self, line: NumberedLine, numbers: Numbers) -> bytes:
        try:
            asked = _read(line)
            matcher = self.node.part(Matcher)
            answer = await matcher.answer(asked, numbers=numbers, language=self.language)
        except ProblemError as problem:
            return self._tell(problem, line=line.number, reference=_reference_of(line))
        except UNAVAILABLE:
            raise
        except Exception:
            log.exception("A line of a batch could not be answered.")
            return self._tell(fault_of_ours(), line=line.number, reference=_reference_of(line))
        return b'{"reference":%b,%b\n' % (orjson.dumps(asked.reference), answer[1:])

    def _tell(self, problem: ProblemError, *, line: int, reference: str | None) -> bytes:
        body = problem_body(problem, language=self.language, instance=self.instance)
        return orjson.dumps({"reference": reference, "line": line, "problem": body}, option=orjson.OPT_APPEND_NEWLINE)


def _read(line: NumberedLine) -> BatchQuestion:
    content = line.require_held()
    require_orderly(content)
    try:
        return BatchQuestion.model_validate_json(content)
    except ValidationError as error:
        raise InvalidInputError(SEE_ERRORS, errors_of(error)) from None


def _reference_of(line: NumberedLine) -> str | None:
    """Return the reference of a line that is wrong, where that itself is right."""
    try:
        return _REFERENCE.validate_python(orjson.loads(line.content)["reference"])
    except (ValueError, TypeError, KeyError):
        return None
