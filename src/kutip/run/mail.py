"""Messages for people: as mails, through the server of whoever runs the desk."""

import re
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Literal

from msgspec import Struct, ValidationError, convert

from kutip.errors import InputError
from kutip.export import phrase
from kutip.run.outcome import Outcome

SCHEME = "mailto:"
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
"""One address without a name, a comment or quotation marks: what people have, and nothing that could be two."""
SECONDS = 30.0
VARIABLE = "KUTIP_MAIL_"
Security = Literal["starttls", "tls", "none"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}


class Mail(Struct, frozen=True, omit_defaults=True):
    """The server through which mails go."""

    host: str
    sender: str
    """The address that they come from."""
    port: int = 0
    """0: the usual one."""
    user: str = ""
    password: str = ""
    security: Security = "starttls"
    authorities: str | None = None
    """The certificates (PEM) to trust instead of the system's."""


def settings(environment: Mapping[str, str]) -> Mail | None:
    """The server that the environment names (KUTIP_MAIL_HOST, _SENDER, _PORT, _USER, _PASSWORD, _SECURITY), if any."""
    named = {name: environment[VARIABLE + name.upper()] for name in Mail.__struct_fields__ if set_in(environment, name)}
    if not named:
        return None
    try:
        found = convert(named, Mail, strict=False)
    except ValidationError as error:
        raise InputError(f"the settings {VARIABLE}… are wrong: {error}; see docs/desk.md") from None
    if not ADDRESS.fullmatch(found.sender):
        raise InputError(f"{VARIABLE}SENDER: {phrase.line(found.sender)!r} is not the address of a mailbox")
    if found.password and found.security == "none":
        raise InputError(f"{VARIABLE}PASSWORD would be sent in the clear; set {VARIABLE}SECURITY to starttls or tls")
    return found


def set_in(environment: Mapping[str, str], name: str) -> bool:
    """Whether the environment says something of a setting."""
    return bool(environment.get(VARIABLE + name.upper()))


def recipient(to: str) -> str:
    """The address of a mailto: address; `InputError` when it is more, or none."""
    address = to.removeprefix(SCHEME)
    if not ADDRESS.fullmatch(address):
        raise InputError(f"{phrase.line(to)}: not the address of one mailbox; give one like mailto:desk@news.example")
    return address


def written(name: str, mail: Mail, to: str, subject: str, text: str, now: datetime) -> MIMEText:
    """A mail. Its subject is put down word by word as encoded words: one that only looks encoded stays as typed."""
    found = MIMEText(text.encode("utf-8", "replace").decode(), "plain", "utf-8")
    found["From"] = mail.sender
    found["To"] = recipient(to)
    found["Subject"] = Header(phrase.line(subject), "utf-8", header_name="Subject").encode()
    found["Date"] = format_datetime(now)
    found["Message-ID"] = f"<{name}@{mail.sender.partition('@')[2]}>"
    found["Auto-Submitted"] = "auto-generated"
    return found


def send(mail: Mail, message: MIMEText) -> Outcome:
    """What came of a mail."""
    try:
        with connected(mail) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, why = next(iter(error.recipients.values()))
        return refused(code, why)
    except smtplib.SMTPDataError as error:
        return refused(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(f"the mail server {mail.host} cannot be used ({phrase.line(str(error))})")
    return Outcome()


def refused(code: int, why: bytes | str) -> Outcome:
    """What a refusal means: 4xx may become a yes, 5xx never does."""
    said = why.decode("utf-8", "replace") if isinstance(why, bytes) else why
    return Outcome(f"the mail server answered {code} {phrase.line(said)}", final=code >= 500)


def connected(mail: Mail) -> smtplib.SMTP:
    """A connection on which mails may be sent: encrypted, unless that is not meant, and logged in."""
    context = ssl.create_default_context(cadata=mail.authorities)
    port = mail.port or PORTS[mail.security]
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(mail.host, port, timeout=SECONDS)
    try:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, mail.password)
    except BaseException:
        server.close()
        raise
    return server
