"""What is kept secret at rest: encrypted with the service's own keys, which can be replaced one by one."""

import base64
import hmac
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.platform.plain_error import PlainError
from api.platform.settings import NodeSettings, Settings, SettingsError

KEYS_FILE = "secret_keys"
SHORTEST_KEY = 32
KEY_BYTES = 32


class UndecryptableError(PlainError, RuntimeError):
    """None of the keys of this service opens what was stored."""


class Secrets:
    """Encrypts with the first key and decrypts with any, so that a new key is put in front and an old one ages out."""

    def __init__(self, keys: list[str]) -> None:
        self._fernet = MultiFernet([_to_fernet(key) for key in keys])
        self._signing_keys = [_derive(key, b"vonk signatures") for key in keys]

    def encrypt(self, text: str) -> str:
        """Return the text as it may be stored."""
        return self.seal(text.encode()).decode()

    def decrypt(self, text: str) -> str:
        """Return what was stored; raises UndecryptableError."""
        return self.unseal(text.encode()).decode()

    def seal(self, content: bytes) -> bytes:
        """Return a file as it may be stored."""
        return self._fernet.encrypt(content)

    def unseal(self, content: bytes) -> bytes:
        """Return the file that was stored; raises UndecryptableError."""
        try:
            return self._fernet.decrypt(content)
        except InvalidToken:
            raise UndecryptableError("No key in VONK_SECRET_KEYS opens what was stored.") from None

    def sign(self, purpose: str, content: bytes) -> bytes:
        """Return a signature by the first key, good for this purpose only."""
        return _signature(self._signing_keys[0], purpose, content)

    def sign_with_each(self, purpose: str, content: bytes) -> list[bytes]:
        """Return the signatures by every key, the first key's first: what an older key signed is found again by one."""
        return [_signature(key, purpose, content) for key in self._signing_keys]

    def is_signed(self, purpose: str, content: bytes, signature: bytes) -> bool:
        """Tell whether one of the keys made this signature for this purpose."""
        # By any of the keys: a link that went out before a key was replaced still works.
        return any(hmac.compare_digest(_signature(key, purpose, content), signature) for key in self._signing_keys)


def open_secrets(settings: Settings) -> Secrets:
    """Return the keys of the setting, or those in the data folder, made there the first time; raises SettingsError."""
    keys = [key.strip() for key in settings[NodeSettings].secret_keys.split(",") if key.strip()]
    return Secrets(keys or _read_or_make_keys(Path(settings[NodeSettings].data_dir)))


def _read_or_make_keys(folder: Path) -> list[str]:
    file = folder / KEYS_FILE
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _make_keys(file)
        return file.read_text(encoding="ascii").split()
    except OSError as error:
        raise SettingsError(f"The secret keys in {file} cannot be had: {error.strerror}.") from None


def _make_keys(file: Path) -> None:
    # Linked into place whole: of several processes that start at once one makes the keys, and all read the same.
    draft = file.with_name(f"{KEYS_FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(KEY_BYTES) + "\n")
            opened.flush()
            os.fsync(descriptor)
        file.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _to_fernet(key: str) -> Fernet:
    if len(key) < SHORTEST_KEY:
        raise SettingsError(f"A key in VONK_SECRET_KEYS has at least {SHORTEST_KEY} characters, chosen by chance.")
    # Any long random text is a key: base64, base64 for addresses and hexadecimal alike.
    return Fernet(base64.urlsafe_b64encode(_derive(key, b"vonk at rest")))


def _derive(key: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=use).derive(key.encode())


def _signature(key: bytes, purpose: str, content: bytes) -> bytes:
    # The purpose is signed along, so that a token for one thing opens no other.
    return hmac.digest(key, purpose.encode() + b"\0" + content, "sha256")
