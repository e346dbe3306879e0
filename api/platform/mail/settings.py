"""How mail leaves the house, as an operator sets it."""

from dataclasses import dataclass

from api.platform.settings import above_zero, secret


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Through which server, from whom, how patiently, and how long it is kept what was sent.

    Who hangs up before a server has said that it took a mail sends it twice, so the time for one mail is long
    (RFC 5321, 4.5.3.2); attempts go on for five days (4.5.4.1).
    """

    smtp_url: str = secret()
    mail_from: str = ""
    mail_timeout_seconds: float = above_zero(300.0)
    mail_backoff_seconds: tuple[float, ...] = (
        30,
        300,
        1800,
        3600,
        7200,
        14400,
        28800,
        57600,
        86400,
        86400,
        86400,
        86400,
    )
    mail_retention_days: int = 30
