"""`vonk mcp`: Vonk as tools of an assistant (Model Context Protocol), over the API of a running service.

It holds no language model, keeps nothing, and sees what its key may see. It takes the extra `mcp`, which only this
command needs.
"""

import json
import os
from importlib.util import find_spec
from typing import Annotated, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import typer

from api.clients.schemas import ClientWrite
from api.operating.plainly import stop
from api.platform.plain_error import PlainError

app = typer.Typer(add_completion=False)
_LONGEST_SECONDS: Final = 30
_MOST: Final = {"limit": 50, "nearMisses": 20}
_WHAT_VONK_DOES: Final = """
Vonk finds neighbourhood activities and volunteer places for one person, and says why in plain Dutch. Ask with wishes in
the person's own words and what the person can carry; never with a name, an address, a diagnosis or a benefit. Read its
sentences out as they are: they say no more than is true. Nothing is ever an obligation.
"""

UrlOption = Annotated[str, typer.Option(help="Where Vonk answers.")]


class AskingError(PlainError):
    """Vonk did not answer, or refused; the text says what to mend."""


@app.command()
def mcp(url: UrlOption = "http://127.0.0.1:8000") -> None:
    """Let an assistant match and explain, over standard input and output.

    The key stands in VONK_MCP_KEY, so that no list of processes shows it.
    """
    if find_spec("mcp") is None:
        stop("This takes the extra `mcp`: pip install 'vonk[mcp]'.")
    key = os.environ.get("VONK_MCP_KEY")
    if not key:
        stop("Put the key of a coach's tool in VONK_MCP_KEY.")
    serve_tools(f"{url.rstrip('/')}/v1", key)


def serve_tools(address: str, key: str) -> None:
    """Answer an assistant until it hangs up."""
    from mcp.server import MCPServer  # noqa: PLC0415 - an extra that only this command needs
    from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415

    def ask(path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            return _ask(address, key, path, body)
        except AskingError as error:
            raise ToolError(str(error)) from None

    server = MCPServer("vonk", instructions=_WHAT_VONK_DOES)

    @server.tool()
    def match(client: ClientWrite, limit: int = 5) -> dict[str, Any]:
        """Find what suits a person best, each with its reasons, cautions and what would have fitted if."""
        return ask("/matches", {"client": _said(client), "limit": limit})

    @server.tool()
    def interests(q: str) -> dict[str, Any]:
        """Find how Vonk understands a word, and which interests it knows that begin like it."""
        return ask(f"/interests?{urlencode({'q': q})}")

    @server.tool()
    def explain(client: ClientWrite, offer_id: str) -> dict[str, Any]:
        """Tell why one offer suits a person, or what stands in its way."""
        answer = ask("/matches", {"client": _said(client), **_MOST})
        for found in (*answer["matches"], *answer["nearMisses"]):
            if found["offer"]["id"] == offer_id:
                return dict(found)
        return {"offerId": offer_id, "found": False, "excluded": answer["excluded"]}

    server.run()


def _said(client: ClientWrite) -> dict[str, Any]:
    return client.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _ask(address: str, key: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
    content = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    try:
        with urlopen(Request(address + path, content, headers), timeout=_LONGEST_SECONDS) as answer:  # noqa: S310 # nosec B310 - the operator's own address
            return dict(json.load(answer))
    except HTTPError as error:
        raise AskingError(error.read().decode()) from None
    except URLError as error:
        raise AskingError(f"Vonk does not answer: {error.reason}.") from None
