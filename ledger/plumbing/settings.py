"""Settings, all from the environment, each with a default that works on one machine."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What a running house is told from outside. URLs are text as their libraries read them."""

    database_url: str
    migrate_url: str
    secret_key: str
    base_url: str
    host: str
    port: int
    mail_url: str
    broker_url: str
    instance: Path
    testing: bool = False
    offline: bool = True
    """Whether devices may keep what is needed to go on without a network; `OFFLINE=off` takes it away from them."""
    push_secret: str = ""
    """What the key that signs pushes is made from; another one ends every device's pushes."""

    @property
    def is_https(self) -> bool:
        """Whether people reach the house over https; cookies are bound to it then."""
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str] | None = None, root: Path | None = None) -> Settings:
    """The settings of an environment. The instance folder is made when missing, with its secrets inside."""
    env = os.environ if environ is None else environ
    instance = Path(env.get("INSTANCE_DIR", (root or Path.cwd()) / "instance")).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    port = int(env.get("PORT") or 8000)
    host = env.get("HOST") or "127.0.0.1"
    database_url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'countinghouse.db'}"
    return Settings(
        database_url=database_url,
        migrate_url=env.get("MIGRATE_URL") or database_url,
        secret_key=env.get("SECRET_KEY") or _kept_secret(instance / "secret_key"),
        base_url=(env.get("BASE_URL") or f"http://{host}:{port}").rstrip("/"),
        host=host,
        port=port,
        mail_url=env.get("MAIL_URL") or f"file:{instance / 'mail'}",
        broker_url=env.get("BROKER_URL") or "",
        instance=instance,
        push_secret=env.get("PUSH_SECRET") or _kept_secret(instance / "push_secret"),
        offline=(env.get("OFFLINE") or "on") != "off",
    )


def _kept_secret(path: Path) -> str:
    if not path.exists():
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
