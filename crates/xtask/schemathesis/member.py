"""Lets schemathesis ask as a member: a fresh access token for every minute.

The tokens are made by the independent checker (fixtures/ledger/check.py), whose folder stands on
PYTHONPATH. TALLYSTICK_URL says where the service is, TALLYSTICK_KEY which file holds the member's
key; without a key, schemathesis asks as a stranger.
"""

import json
import os
from pathlib import Path

import check
import schemathesis

KEY = os.environ.get("TALLYSTICK_KEY")


def member(url: str, key: Path) -> check.Service:
    """A caller who knows whose key it is."""
    service = check.Service(url, key, None)
    vkeys = check.must_get(service, "/log/vkeys", check.TEXT).decode().splitlines()
    lid, _ = check.parse_vkeys(vkeys)
    service.introduce(lid, check.fetch_records(service, check.MAX_INTEGER))
    return service


if KEY:
    CALLER = member(os.environ["TALLYSTICK_URL"], Path(KEY))

    @schemathesis.auth(refresh_interval=60)
    class Token:
        def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
            return CALLER.access_token()

        def set(self, case: schemathesis.Case, token: str, context: schemathesis.AuthContext) -> None:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}


@schemathesis.serializer("application/x-ndjson")
def lines(context: schemathesis.SerializationContext, value: object) -> bytes:
    """A batch: text as it stands, anything else as one line of JSON."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "surrogatepass")


@schemathesis.deserializer("application/x-ndjson")
def text(context: schemathesis.DeserializationContext, response: schemathesis.Response) -> str:
    """The answer to a batch, which the document calls text."""
    return response.text
