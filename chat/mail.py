"""E-mails, by SMTP."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from typing import Protocol
from urllib.parse import unquote, urlsplit

from support.settings import Settings

TIMEOUT_S = 15.0
_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


class Mailer(Protocol):
    """Sends an e-mail, each under a `reference` of its own, a word.

    Raises `OSError` (as `smtplib.SMTPException` is) when it could not.
    """

    def send(self, to: str, subject: str, text: str, reference: str) -> None: ...


class SmtpMailer:
    """Sends through the server of `SMTP_URL`. A try takes `TIMEOUT_S` seconds at most for each answer."""

    def __init__(self, url: str, sender: str) -> None:
        self._server = urlsplit(url)
        self._sender = sender

    def send(self, to: str, subject: str, text: str, reference: str) -> None:
        """Send one e-mail; sent again under its `reference`, it is known as the same."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._sender, to, subject
        mail["Date"], mail["Message-ID"] = formatdate(), f"<{reference}@{self._sender.rsplit('@', 1)[-1]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        with self._connected() as server:
            if self._server.username:
                server.login(unquote(self._server.username), unquote(self._server.password or ""))
            server.send_message(mail)

    def _connected(self) -> smtplib.SMTP:
        scheme, host = self._server.scheme, self._server.hostname or ""
        port = self._server.port or _PORTS[scheme]
        trusted = ssl.create_default_context()
        if scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=trusted)
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        if scheme == "starttls":
            server.starttls(context=trusted)
        return server


def mailer_of(settings: Settings) -> Mailer | None:
    """The mailer of these settings; None when no server is configured."""
    url = settings.smtp_url.get_secret_value()
    return SmtpMailer(url, settings.mail_from) if url else None
