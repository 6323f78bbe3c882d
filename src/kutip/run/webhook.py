"""Messages for programs: posted as JSON and signed as the Standard Webhooks specification 1.0 says, so that whoever
gets one can tell who sent it, when, and whether it came before."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from kutip.errors import InputError
from kutip.fetch.exchange import Exchange, Headers, passing
from kutip.fetch.post import Poster
from kutip.run.outcome import Outcome

PREFIX = "whsec_"
GONE = 410
"""What a receiver answers that wants no more messages."""


def secret() -> str:
    """A new secret for a watch, as receivers know them."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key(secret: str) -> bytes:
    """The bytes that sign; a secret that is none of the specification's form is taken as it is."""
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True) if secret.startswith(PREFIX) else b""
    except ValueError:
        return b""


def signed(name: str, now: datetime, body: bytes, secret: str) -> Headers:
    """The headers of a message: what it is called, when it is sent, and the proof of both and of its body."""
    moment = str(int(now.timestamp()))
    content = b".".join((name.encode(), moment.encode(), body))
    proof = hmac.new(key(secret) or secret.encode(), content, hashlib.sha256).digest()
    return (
        ("Content-Type", "application/json"),
        ("webhook-id", name),
        ("webhook-timestamp", moment),
        ("webhook-signature", f"v1,{base64.b64encode(proof).decode()}"),
    )


def send(poster: Poster, to: str, body: bytes, headers: Headers) -> Outcome:
    """What came of a message to an address."""
    try:
        return settled(poster.post(to, body, headers))
    except InputError as error:
        return Outcome(str(error), final=not passing(error))


def settled(answer: Exchange) -> Outcome:
    """What an answer means: taken, later, or never."""
    if 200 <= answer.status < 300:
        return Outcome()
    return Outcome(f"the receiver answered {answer.status}", final=answer.status == GONE)
