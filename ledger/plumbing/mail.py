"""Letters: written from `templates/mail/` in the reader's language, sent by SMTP or laid in a folder.

`MAIL_URL` is `smtp://name:password@host:port`, `smtps://…` or `file:FOLDER`; `?from=ADDRESS` names the
sender. A letter holds links and words, never amounts.
"""

from __future__ import annotations

import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from weakref import WeakKeyDictionary

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ledger.kernel.errors import N_, Unavailable
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.plumbing.language import match_language

LETTERS = Path(__file__).resolve().parents[2] / "templates" / "mail"
"""Where the texts stand: `NAME.LANGUAGE.txt`, its first line the subject."""

PATIENCE = 20
"""Seconds a mail server may take for one step."""

_WHOLE = SMTP.clone(max_line_length=998)
"""Leaves the address in a header as it is, which no mail program reads once it is folded or encoded."""

_SENDER = "Countinghouse 账房"
_offices: WeakKeyDictionary[Database, Office] = WeakKeyDictionary()
_texts = Environment(
    loader=FileSystemLoader(LETTERS),
    undefined=StrictUndefined,
    autoescape=False,
    trim_blocks=True,
    keep_trailing_newline=False,
)


class MailUnavailable(Unavailable):
    """A mail server that does not answer, refuses, or would carry a password in the open."""

    message = N_("The letter could not be sent. It is tried again by itself.")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to go: to one address, plain text; `stops` is the address that ends letters of its kind."""

    to: str
    subject: str
    body: str
    stops: str = ""


class Office:
    """Where a house's letters go out, and what its links begin with."""

    def __init__(self, mail_url: str, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._url = urlsplit(mail_url)
        if self._url.scheme not in ("smtp", "smtps", "file"):
            raise ValueError("MAIL_URL begins with smtp:, smtps: or file:")

    @property
    def folder(self) -> Path | None:
        """The folder letters are laid in; None where they are really sent."""
        if self._url.scheme != "file":
            return None
        return Path(unquote(self._url.netloc + self._url.path))

    def link(self, path: str) -> str:
        """The whole address of a page of this house."""
        return self.base_url + path

    def write(self, name: str, language: str, to: str, **said: str) -> Letter:
        """A letter by the name of its text, in the language nearest to the one wanted."""
        text = _texts.get_template(f"{name}.{match_language(language)}.txt").render(**said)
        subject, _, body = text.partition("\n")
        return Letter(to, subject.strip(), body.strip() + "\n")

    def send(self, letter: Letter) -> None:
        """Send a letter, or lay it in the folder. Never inside a transaction. Raises: MailUnavailable."""
        message = self._message(letter)
        if self.folder is not None:
            _lay(self.folder, message)
            return
        try:
            self._post(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable() from error

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=_WHOLE if letter.stops else SMTP)
        sender = self._sender()
        message["Subject"], message["To"] = letter.subject, letter.to
        message["From"] = formataddr((_SENDER, sender))
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{secrets.token_hex(16)}@{sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        if letter.stops:
            message["List-Unsubscribe"] = f"<{letter.stops}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(letter.body, cte="8bit" if self.folder else "base64")
        return message

    def _sender(self) -> str:
        named = parse_qs(self._url.query).get("from")
        if named:
            return named[0]
        name = unquote(self._url.username or "")
        return name if "@" in name else f"countinghouse@{urlsplit(self.base_url).hostname or 'localhost'}"

    def _post(self, message: EmailMessage) -> None:
        with _connected(self._url) as server:
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.send_message(message)


def init_mail(database: Database, mail_url: str, base_url: str) -> Office:
    """Give the house behind a database its post office. Raises: ValueError for a MAIL_URL that is none."""
    office = Office(mail_url, base_url)
    _offices[database] = office
    return office


def office_of(database: Database) -> Office:
    """The post office of the house behind a database. Raises: KeyError before `init_mail`."""
    return _offices[database]


def _connected(url: SplitResult) -> smtplib.SMTP:
    host = url.hostname or "localhost"
    trusted = ssl.create_default_context()
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(host, url.port or 465, timeout=PATIENCE, context=trusted)
    server = smtplib.SMTP(host, url.port or 587, timeout=PATIENCE)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=trusted)
    elif url.username and host not in ("localhost", "127.0.0.1", "::1"):
        server.close()
        raise MailUnavailable()
    return server


def _lay(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{clock.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}.eml"
    draft = folder / f".{name}"
    draft.touch(mode=0o600)
    draft.write_bytes(message.as_bytes())
    draft.rename(folder / name)
