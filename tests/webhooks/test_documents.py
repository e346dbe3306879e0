import json
import os
import subprocess
from typing import Any

import pytest

from api.webhooks.sending import sign
from tests.house.tree import ROOT, read, shell_lines

PAGE = "docs/webhooks.md"
SECRET = "whsec_bm90IGEgc2VjcmV0IGF0IGFsbCwganVzdCBhIHRlc3Q="
BODY = b'{"type":"offer.created","data":{"state":"published"}}'


@pytest.fixture
def headers() -> dict[str, str]:
    return sign("019ab2c4", BODY, secret=SECRET)


def test_the_python_of_the_page_verifies_a_webhook(headers: dict[str, str]) -> None:
    code = read(PAGE).split("```python\n")[1].split("```")[0]
    known: dict[str, Any] = {"secret": SECRET, "body": BODY, "headers": headers}
    exec(code, known)  # noqa: S102 - what the page tells its reader to run
    assert known["event"] == json.loads(BODY)


def test_the_shell_of_the_page_computes_the_signature(headers: dict[str, str]) -> None:
    lines = [line for line in shell_lines(ROOT / PAGE) if line.startswith(("key=", "printf"))]
    assert len(lines) == 2
    given = {
        "SECRET": SECRET,
        "WEBHOOK_ID": headers["webhook-id"],
        "WEBHOOK_TIMESTAMP": headers["webhook-timestamp"],
        "BODY": BODY.decode(),
    }
    done = subprocess.run(
        ["sh", "-c", "\n".join(lines)], env=os.environ | given, capture_output=True, text=True, check=True
    )
    assert f"v1,{done.stdout.strip()}" == headers["webhook-signature"]
