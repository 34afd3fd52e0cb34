"""Mail, given to a mail server that is one."""

import email
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from chat.mail import SmtpMailer

SENDER = "aide@example.org"


class Letterbox:
    """Keeps what it is given; nobody lives at the address `nobody@...`."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_RCPT(  # noqa: N802 - the library calls it by this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library calls it by this name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.received.append(envelope)
        return "250 OK"

    def let_in(self, *arguments: object) -> AuthResult:
        login = cast(LoginPassword, arguments[-1])
        self.logins.append((login.login, login.password))
        return AuthResult(success=True)


def last_letter_in(letterbox: Letterbox) -> EmailMessage:
    content = letterbox.received[-1].content
    assert isinstance(content, bytes)
    return cast(EmailMessage, email.message_from_bytes(content, policy=default))


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def address(letterbox: Letterbox, unused_tcp_port: int) -> Iterator[str]:
    """Where a mail server listens, as `host:port`."""
    server = Controller(
        letterbox,
        hostname="127.0.0.1",
        port=unused_tcp_port,
        authenticator=letterbox.let_in,
        auth_require_tls=False,
    )
    server.start()
    yield f"127.0.0.1:{unused_tcp_port}"
    server.stop()


def test_an_e_mail_arrives_as_it_was_written(letterbox: Letterbox, address: str) -> None:
    text = "Vous (24/11 à 10:30) : où est « ma » facture ?\n. seul\nL’assistant : 12,40 €\n"

    SmtpMailer(f"smtp://{address}", SENDER).send("claire@example.org", "Votre conversation", text, "letter-1")

    letter = last_letter_in(letterbox)
    assert letterbox.received[-1].rcpt_tos == ["claire@example.org"]
    assert (letter["From"], letter["To"], letter["Subject"]) == (
        SENDER,
        "claire@example.org",
        "Votre conversation",
    )
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == text.splitlines()


def test_an_e_mail_has_what_keeps_it_out_of_the_junk(letterbox: Letterbox, address: str) -> None:
    SmtpMailer(f"smtp://{address}", SENDER).send("claire@example.org", "Sujet", "Texte", "letter-1")

    letter = last_letter_in(letterbox)
    assert letter["Date"]
    assert letter["Message-ID"] == "<letter-1@example.org>"


def test_name_and_password_of_the_address_are_given_without_their_escapes(
    letterbox: Letterbox, address: str
) -> None:
    SmtpMailer(f"smtp://aide%40bump:p%3Aw@{address}", SENDER).send(
        "claire@example.org", "Sujet", "Texte", "letter-1"
    )

    assert letterbox.logins == [(b"aide@bump", b"p:w")]


def test_a_refused_address_is_a_failure_that_can_be_tried_again(address: str) -> None:
    with pytest.raises(OSError, match="no such user"):
        SmtpMailer(f"smtp://{address}", SENDER).send("nobody@example.org", "Sujet", "Texte", "letter-1")


def test_nothing_is_sent_in_clear_to_a_server_without_starttls(letterbox: Letterbox, address: str) -> None:
    with pytest.raises(smtplib.SMTPException):
        SmtpMailer(f"starttls://{address}", SENDER).send("claire@example.org", "Sujet", "Texte", "letter-1")

    assert letterbox.received == []
