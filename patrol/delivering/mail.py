"""E-mail by SMTP. Until the message itself goes out a failure is certain; after that only an answer is."""

import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from urllib.parse import unquote, urlsplit

from patrol.config import Settings
from patrol.delivering.outcomes import NO_TLS, SENT, UNREACHABLE, UNSURE, Outcome, failed, refused
from patrol.messages import t

GO_ON, DONE, FOR_GOOD = 354, 250, 500
LONGEST_SUBJECT = 120
LOOPBACK = ("localhost", "127.0.0.1", "::1")
LEADING_DOT = re.compile(rb"(?m)^\.")


def compose(address: str, name: str, about: str, text: str, number: int, locale: str, settings: Settings):
    """A message with a text and an HTML part; its id is that of the delivery, so that a server can know it again."""
    said = [t("mail_greeting", locale, name=name), text]
    footer, link = t("mail_footer", locale), settings.public_url
    message = EmailMessage(policy=SMTP)
    # A title may have lines; a header may not.
    message["Subject"] = t("mail_subject", locale, about=" ".join(about.split())[:LONGEST_SUBJECT])
    message["From"] = Address("山河巡护" if locale == "zh-CN" else "Shanhe Patrol", addr_spec=_sender(settings))
    message["To"] = address
    message["Message-ID"] = f"<delivery-{number}@{_sender(settings).partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join([*said, *([link] if link else []), footer]) + "\n")
    opening = f'<p><a href="{escape(link)}/">{escape(t("mail_open", locale))}</a></p>' if link else ""
    body = "".join(f"<p>{escape(line)}</p>" for line in said) + opening + f"<p><small>{escape(footer)}</small></p>"
    message.add_alternative(f'<!doctype html><html lang="{locale}"><body>{body}</body></html>', subtype="html")
    return message


def _sender(settings: Settings) -> str:
    return settings.notify.sender or f"patrol@{urlsplit(settings.notify.smtp_url).hostname}"


class Mailer:
    """A connection to the mail server, opened when the first message goes out and kept for the next."""

    def __init__(self, settings: Settings):
        self.settings, self.smtp = settings, None

    def send(self, message: EmailMessage) -> Outcome:
        """Send one message, once."""
        outcome = self._try(message)
        if outcome is not SENT:
            self.close()
        return outcome

    def close(self) -> None:
        """Leave the server."""
        if self.smtp is not None:
            self.smtp.close()
        self.smtp = None

    def _try(self, message: EmailMessage) -> Outcome:
        try:
            if self.smtp is None:
                self.smtp = self._connected()
            stopped = _offer(self.smtp, message)
        except smtplib.SMTPAuthenticationError:
            return Outcome("failed", "send_sign_in")
        except ssl.SSLError:
            return NO_TLS
        except (OSError, smtplib.SMTPException):
            return UNREACHABLE
        return stopped or _hand_over(self.smtp, message)

    def _connected(self) -> smtplib.SMTP:
        ways, parts = self.settings.notify, urlsplit(self.settings.notify.smtp_url)
        context = ssl.create_default_context(cafile=ways.ca_file)
        if parts.scheme == "smtps":
            smtp = smtplib.SMTP_SSL(parts.hostname, parts.port or 0, timeout=ways.timeout_s, context=context)
        else:
            smtp = smtplib.SMTP(parts.hostname, parts.port or 0, timeout=ways.timeout_s)
        smtp.ehlo_or_helo_if_needed()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=context)
        elif parts.username and parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
            raise ssl.SSLError("a password is not sent in the clear")
        if parts.username:
            smtp.login(unquote(parts.username), unquote(parts.password or ""))
        return smtp


def _offer(smtp: smtplib.SMTP, message: EmailMessage) -> Outcome | None:
    """Everything before the message itself; what the server said if it stopped us."""
    smtp.ehlo_or_helo_if_needed()
    for ask, expected in (
        (lambda: smtp.mail(message["From"].addresses[0].addr_spec), DONE),
        (lambda: smtp.rcpt(message["To"].addresses[0].addr_spec), DONE),
        (lambda: smtp.docmd("data"), GO_ON),
    ):
        code, _ = ask()
        if code != expected:
            return refused(code) if code >= FOR_GOOD else failed(code)
    return None


def _hand_over(smtp: smtplib.SMTP, message: EmailMessage) -> Outcome:
    """The message itself. Whoever loses the connection here cannot know what became of it."""
    try:
        smtp.send(LEADING_DOT.sub(b"..", message.as_bytes()) + b"\r\n.\r\n")
        code, _ = smtp.getreply()
    except (OSError, smtplib.SMTPException):
        return UNSURE
    if code == DONE:
        return SENT
    return refused(code) if code >= FOR_GOOD else failed(code)
