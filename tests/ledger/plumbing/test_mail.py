"""Letters: in three languages, in a folder or over SMTP."""

from __future__ import annotations

import socket
import threading
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from ledger.plumbing.language import LANGUAGES
from ledger.plumbing.mail import LETTERS, Letter, MailUnavailable, Office

NAMES = ("join", "known", "reset", "password", "second_step_on", "second_step_off")
REMINDERS = ("remind_record", "remind_due")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_written_in_every_language_with_its_link(name: str, language: str) -> None:
    letter = Office("file:mail", "https://books.example.org/").write(
        name, language, "mei@example.org", link="https://books.example.org/x/abc", address="mei@example.org"
    )
    assert letter.to == "mei@example.org"
    assert 5 <= len(letter.subject) <= 60
    assert "https://books.example.org/x/abc\n" in letter.body
    assert "mei@example.org" in letter.body
    assert "{" not in letter.subject + letter.body


def test_no_letter_lies_about_unused() -> None:
    named = {f"{name}.{tag}.txt" for name in (*NAMES, *REMINDERS) for tag in LANGUAGES}
    assert {path.name for path in LETTERS.iterdir()} == named


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REMINDERS)
def test_a_reminder_says_what_it_is_about_and_how_it_is_stopped(name: str, language: str) -> None:
    said = {"books": "Our home", "due": "Rent", "waiting": "", "budgets": "Dining", "link": "https://books.example.org/",
            "settings": "https://books.example.org/me/reminders", "stops": "https://books.example.org/reminders/stop/x"}
    letter = Office("file:mail", "https://books.example.org/").write(name, language, "mei@example.org", **said)

    assert 5 <= len(letter.subject) <= 60 and "{" not in letter.subject + letter.body
    assert said["settings"] in letter.body and said["stops"] in letter.body and "\n\n\n" not in letter.body
    assert all(word in letter.body for word in (("Our home",) if name == "remind_record" else ("Rent", "Dining")))


def test_a_house_without_a_mail_server_lays_letters_in_a_folder_for_its_own_eyes(tmp_path: Path) -> None:
    office = Office(f"file:{tmp_path / 'mail'}", "http://127.0.0.1:8000")
    office.send(Letter("mei@example.org", "重设账房密码", "链接\n"))
    (kept,) = (tmp_path / "mail").iterdir()
    said = message_from_bytes(kept.read_bytes(), policy=default)
    assert (said["To"], said["Subject"]) == ("mei@example.org", "重设账房密码")
    assert said.get_content().strip() == "链接"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.suffix == ".eml"


def test_a_letter_goes_out_over_smtp_as_written() -> None:
    server = _Server()
    office = Office(f"smtp://127.0.0.1:{server.port}?from=house@example.org", "https://books.example.org")
    office.send(Letter("mei@example.org", "重設帳房密碼", "連結 https://books.example.org/x\n"))
    server.join()
    said = message_from_bytes(server.received, policy=default)
    assert server.envelope == ["MAIL FROM:<HOUSE@EXAMPLE.ORG>", "RCPT TO:<MEI@EXAMPLE.ORG>"]
    assert said["Subject"] == "重設帳房密碼"
    assert said["From"].addresses[0].addr_spec == "house@example.org"
    assert said.get_content().strip() == "連結 https://books.example.org/x"


def test_a_server_that_is_not_there_makes_the_letter_wait() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(MailUnavailable):
        Office(f"smtp://127.0.0.1:{port}", "http://a.example").send(Letter("mei@example.org", "s", "b\n"))


def test_a_line_break_in_an_address_never_becomes_a_header(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        Office(f"file:{tmp_path}", "http://a.example").send(
            Letter("mei@example.org\nBcc: x@y.zz", "s", "b\n")
        )


@pytest.mark.parametrize("url", ["", "http://mail.example.org", "mail"])
def test_a_mail_url_of_another_kind_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="MAIL_URL"):
        Office(url, "http://a.example")


class _Server(threading.Thread):
    """A mail server that takes one letter."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.envelope: list[str] = []
        self.received = b""
        self.start()

    def run(self) -> None:
        peer, _ = self._listening.accept()
        with peer, peer.makefile("rwb") as wire, self._listening:
            self._say(wire, "220 ready")
            for line in wire:
                said = line.decode().strip().upper()
                if said.startswith(("MAIL", "RCPT")):
                    self.envelope.append(said.partition(" SIZE")[0])
                if said == "DATA":
                    self._say(wire, "354 go on")
                    self._take(wire)
                self._say(wire, "221 bye" if said == "QUIT" else "250 ok")
                if said == "QUIT":
                    return

    def _take(self, wire: object) -> None:
        for line in wire:  # type: ignore[attr-defined]
            if line == b".\r\n":
                return
            self.received += line

    @staticmethod
    def _say(wire: object, words: str) -> None:
        wire.write(words.encode() + b"\r\n")  # type: ignore[attr-defined]
        wire.flush()  # type: ignore[attr-defined]
