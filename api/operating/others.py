"""What the doctor sees of the services that a node leans on: a mail server, and an issuer of tokens."""

from collections.abc import Iterator
from typing import Final

import jwt

from api.operating.surroundings import Finding, amiss, fine
from api.platform.mail.sending import CONNECT_SECONDS, call_on
from api.platform.mail.server import MailServer
from api.platform.mail.vocabulary import MailFailure
from api.platform.security.settings import AccessSettings
from api.platform.security.tokens import IssuerKeys
from api.platform.settings import Settings

_WHY: Final = {
    MailFailure.CONNECTION: "it cannot be reached. Look at the host and port in VONK_SMTP_URL, and at your firewall.",
    MailFailure.TIMEOUT: "it does not answer in time.",
    MailFailure.ENCRYPTION: (
        "it does not encrypt as VONK_SMTP_URL asks, or its certificate is not good for its name "
        "(SSL_CERT_FILE names other authorities)."
    ),
    MailFailure.LOGIN: "it does not let us in. Look at the user and password in VONK_SMTP_URL.",
    MailFailure.SERVER: "it does not want to talk with us now.",
}


def examine_mail_server(server: MailServer) -> Finding:
    """Go in at the mail server as for a mail, hand nothing in, and tell how that went."""
    told = call_on(server, timeout_seconds=CONNECT_SECONDS)
    if told.failure is None:
        return fine("The mail server answers, and lets us in.")
    code = f" (it answered {told.status})" if told.status else ""
    return amiss(f"No mail can go out{code}: {_WHY[told.failure]}")


def examine_issuer(settings: Settings) -> Iterator[Finding]:
    """Yield whether the issuer of tokens, when there is one, tells its keys."""
    access = settings[AccessSettings]
    if not access.oidc_issuer:
        return
    if not access.oidc_jwks_url:
        yield amiss("VONK_OIDC_ISSUER is set and VONK_OIDC_JWKS_URL is not: no token will be good.")
        return
    try:
        IssuerKeys(access.oidc_jwks_url).get_signing_keys()
    except jwt.PyJWTError:
        yield amiss(f"No token is good: {access.oidc_jwks_url} does not tell the issuer's keys.")
    else:
        yield fine("The issuer of tokens tells its keys.")
