"""`vonk mcp`: an assistant finds what suits someone, by the protocol's own client."""

import json
import os
import sys
from typing import Any

import httpx
import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.types import TextContent

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.processes.server import ROOT, serving, vonk
from tests.service import an_offer, make_actor

CLIENT = {"interests": ["koffie drinken"], "location": {"postcode": "3073XY"}}


async def use(address: str, key: str, tool: str, **given: Any) -> tuple[bool, Any]:
    """Whether the tool failed, and what it said."""
    command = ["-m", "api.operating.cli", "mcp", "--url", address]
    server = StdioServerParameters(
        command=sys.executable, args=command, env=dict(os.environ) | {"VONK_MCP_KEY": key}, cwd=str(ROOT)
    )
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        answer = await session.call_tool(tool, given)
        said = answer.content[0]
        assert isinstance(said, TextContent)
        text = said.text
        return bool(answer.is_error), text if answer.is_error else json.loads(text)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_assistant_matches_explains_and_looks_words_up(database_url: str, database: Database) -> None:
    with serving(database_url) as (address, _):
        async with httpx.AsyncClient(base_url=address) as http:
            partner = make_actor(http, database, Role.PARTNER, "De Focus")
            coach = make_actor(http, database, Role.COACH, "Coaches")
            made = await partner.post("/offers", an_offer(title="Koffieochtend"))
            offer_id = made.json()["id"]
        failed, answer = await use(address, coach.key, "match", client=CLIENT)
        assert (failed, [each["offer"]["id"] for each in answer["matches"]]) == (False, [offer_id])
        failed, told = await use(address, coach.key, "explain", client=CLIENT, offer_id=offer_id)
        assert (failed, told["reasons"]) == (False, answer["matches"][0]["reasons"])
        failed, found = await use(address, coach.key, "interests", q="kof")
        assert (failed, bool(found["items"])) == (False, True)
        failed, refused = await use(address, "vonk_nobody", "match", client=CLIENT)
        assert failed
        assert "sleutel" in refused or "key" in refused


def test_without_a_key_one_sentence_says_what_to_do() -> None:
    done = vonk("mcp")
    assert (done.returncode, "VONK_MCP_KEY" in done.stderr) == (1, True)
