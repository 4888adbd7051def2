"""The station's settings, from the environment through `station/env.py` and from the files of its data directory.

Importing this has no effect on the disk: without VARDE_DATA nothing is read either, so that type checker and tests can load it.
"""

from __future__ import annotations

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from varde.kernels.terms.roles import StationRole
from varde.kernels.wire.cybertip.values import Edition
from varde.station import env, logs
from varde.station.database import entry
from varde.station.layout import Layout

PACKAGE = Path(__file__).resolve().parent.parent

# Who this station is

VARDE_ROLE = env.one_of("VARDE_ROLE", StationRole, StationRole.PLATFORM)
VARDE_NAME = env.text("VARDE_NAME", VARDE_ROLE.value)
VARDE_PUBLIC_URL = env.text("VARDE_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
VARDE_DATA = env.path("VARDE_DATA")
LAYOUT = Layout(VARDE_DATA) if VARDE_DATA else None
VARDE_VAULT_DIR = LAYOUT.vault if LAYOUT else None
VARDE_INDEX_DIR = LAYOUT.indexes if LAYOUT else None
VARDE_STATION_KEY_FILE = LAYOUT.station_key if LAYOUT else None
VARDE_SIGNING_KEY_FILE = LAYOUT.signing_key if LAYOUT else None
VARDE_KEYHOLDER_SOCKET = env.text(
    "VARDE_KEYHOLDER_SOCKET"
)  # empty: the key holder lives in this process (tests, one-off commands)
VARDE_FILING_HOLD_SECONDS = env.number("VARDE_FILING_HOLD_SECONDS", 30 * 60)
VARDE_LISTS_FETCHED_EVERY = timedelta(minutes=env.number("VARDE_LISTS_FETCHED_MINUTES", 60, least=10, most=24 * 60))
VARDE_CONTACT_EMAIL = env.text("VARDE_CONTACT_EMAIL")  # whom the clearinghouse may ask about our tips
VARDE_DEMO = env.flag("VARDE_DEMO")
VARDE_IP_TABLE = env.path("VARDE_IP_TABLE")  # CSV: network, country, kind; without it addresses give no country

# The reporting API of a clearinghouse, where its documentation leaves a choice

VARDE_ISPWS_EDITION = env.one_of("VARDE_ISPWS_EDITION", Edition, Edition.ACCEPTING_2026)
VARDE_ISPWS_FINISH_PLAIN_ERRORS = env.flag("VARDE_ISPWS_FINISH_PLAIN_ERRORS")  # a refused /finish answers reportResponse
VARDE_ISPWS_EMPTY_401 = env.flag("VARDE_ISPWS_EMPTY_401")
VARDE_ISPWS_STRICT_PRIVACY = env.flag("VARDE_ISPWS_STRICT_PRIVACY")  # another's report is answered as if it did not exist
VARDE_ISPWS_LEGACY_2016 = env.flag("VARDE_ISPWS_LEGACY_2016")  # breaches of the schema: HTTP 200 with code 1001

# Django

SECRET_KEY = LAYOUT.web_key.read_text().strip() if LAYOUT and LAYOUT.web_key.exists() else token_urlsafe(48)
DEBUG = False
_address = urlsplit(VARDE_PUBLIC_URL)
ALLOWED_HOSTS = [*env.words("VARDE_HOSTS", (_address.hostname or "127.0.0.1",)), "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [VARDE_PUBLIC_URL]
ROOT_URLCONF = "varde.station.urls"
WSGI_APPLICATION = "varde.station.wsgi.application"
DATABASES = {"default": entry(LAYOUT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
LOGGING = logs.configuration(env.text("VARDE_LOG_LEVEL", "INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"

FOLDERS = (
    "keeps.ledger",
    "keeps.parties",
    "keeps.handover",
    "keeps.vault",
    "keeps.hashlists",
    "links.peers",
    "links.post",
    "stages.intake",
    "stages.matching",
    "stages.review",
    "stages.filing",
    "stages.clearing",
    "stages.casework",
    "stages.statistics",
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    *(f"varde.{folder}" for folder in FOLDERS),
    "varde.station",
]
AUTH_USER_MODEL = "parties.User"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "varde.station.headers.Headers",
    "varde.station.refusals.Refusals",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "varde.station.sessions.AbsoluteLimit",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "varde.station.second_factor.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "doors", PACKAGE / "doors/console/log_in"],  # a screen: console/<screen>/page.html
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "varde.station.page.station",
            ],
        },
    },
]

# What browsers may load: our own files and nothing else

STATIC_URL = "/static/"
_vis = find_spec("pyvis")
STATICFILES_DIRS: list[Any] = [
    *[folder for folder in (PACKAGE / "doors/console/static", PACKAGE / "doors/public/static") if folder.is_dir()],
    *([("vis", Path(_vis.origin).parent / "lib" / "vis-9.1.2")] if _vis and _vis.origin else []),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Sessions: thirty minutes without a click, twelve hours at most

_https = _address.scheme == "https"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
VARDE_SESSION_LONGEST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_NAME = f"{'__Host-' if _https else ''}varde-{_address.port or 443}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_NAME = f"{'__Host-' if _https else ''}varde-csrf-{_address.port or 443}"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("VARDE_BEHIND_PROXY") else None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Log-in: password and second factor

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "varde.station.accounts.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}  # five wrong passwords or codes: five minutes' rest for that person
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("VARDE_BEHIND_PROXY") else 0
VARDE_SECOND_FACTOR_REQUIRED = env.flag("VARDE_SECOND_FACTOR_REQUIRED", default=True)
MFA_ADAPTER = "varde.station.accounts.SealedFactors"
MFA_FORMS = {
    "activate_totp": "varde.station.accounts.FirstCode",
    "authenticate": "varde.station.accounts.RecordedCode",
    "reauthenticate": "varde.station.accounts.RecordedCodeAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = f"varde {VARDE_NAME}"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _address.hostname == "localhost"

# One cache for all processes: used log-in codes and wrong passwords are counted here, so nothing may be evicted early

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "station_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
}

# What a request may carry; evidence is streamed and has limits of its own

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
if LAYOUT and (LAYOUT.root / "tmp").is_dir():
    FILE_UPLOAD_TEMP_DIR = str(LAYOUT.root / "tmp")

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SILENCED_SYSTEM_CHECKS: list[str] = []
