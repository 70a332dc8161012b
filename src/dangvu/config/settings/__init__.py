"""Settings: one file, steered by the environment and by the home folder; no logic of the product."""

import os
from pathlib import Path

from dangvu.config import home, postgres
from dangvu.kernel.module import discover

DANGVU_MODE = os.environ.get("DANGVU_MODE", "development")
DEBUG = DANGVU_MODE == "development" and os.environ.get("DANGVU_DEBUG", "") == "1"
PRODUCTION = DANGVU_MODE == "production"

SECRET_KEY = home.secret("django").hex()
FIELD_KEY = home.secret("fields")
HASH_KEY = home.secret("hashes")

DANGVU_PORT = home.port()
DANGVU_URL = os.environ.get("DANGVU_URL", f"http://127.0.0.1:{DANGVU_PORT}")
DANGVU_FILES = str(home.folder("files"))
DANGVU_ACCEL_PREFIX = os.environ.get("DANGVU_ACCEL_PREFIX", "")
DANGVU_REACH_LOADER = "dangvu.modules.identity.api.load_reach"
DANGVU_DETOUR = "dangvu.config.shell.detour"
DANGVU_LIVE_AUTHENTICATE = "dangvu.modules.identity.api.account_of_session"

ALLOWED_HOSTS = [host for host in os.environ.get("DANGVU_HOSTS", "").split(",") if host] or ["*"]
CSRF_TRUSTED_ORIGINS = [DANGVU_URL] if DANGVU_URL.startswith("https://") else []

STOREYS = [
    "organisations", "identity", "members", "procedures", "tasks", "signing", "notifications", "documents",
    "meetings", "learning", "news", "feedback", "dues", "assets", "exchange",
    "cell_meetings", "conferences", "inspections", "appraisals", "archive", "audit", "reports",
    "handbook", "portal", "apps",
]  # fmt: skip
"""Registration follows the storeys of the import contract, lowest first."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "dangvu.kernel",
    "dangvu.kernel.audit",
    "dangvu.kernel.filing",
    "dangvu.kernel.notify",
    "dangvu.kernel.rulebook",
    "dangvu.ui",
    *discover("dangvu.modules", STOREYS),
    "dangvu.config",
    "allauth",  # after the modules, so that their templates win over its stock pages
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",  # last: it asks the modules for their schedules
]

MIDDLEWARE = [
    "dangvu.config.compression.TextCompressionMiddleware",  # outermost: it packs what all others have finished
    "django.middleware.security.SecurityMiddleware",
    "dangvu.config.security.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "dangvu.kernel.views.ActorMiddleware",
]

ROOT_URLCONF = "dangvu.config.urls"
ASGI_APPLICATION = "dangvu.config.asgi.application"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.static",
                "dangvu.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "dangvu.config.shell.context",
            ],
        },
    }
]

DATABASES = {"default": postgres.django_database()}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps the connections
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 20}

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/tai-khoan/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "dangvu.modules.identity.api.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = False  # the lock-out stands in the database, so that all processes share it
MFA_ADAPTER = "dangvu.modules.identity.api.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Đảng vụ"
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_NAME = f"dangvu_{DANGVU_PORT}"  # two homes side by side on one host keep their sign-ins apart
CSRF_COOKIE_NAME = f"dangvu_csrf_{DANGVU_PORT}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = DANGVU_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
CSRF_FAILURE_VIEW = "dangvu.ui.views.stale"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = str(home.folder("static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

EMAIL_BACKEND = os.environ.get("DANGVU_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(home.folder("mail"))
EMAIL_HOST = os.environ.get("DANGVU_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("DANGVU_EMAIL_FROM", "dangvu@localhost")

PROCRASTINATE_ON_APP_READY = "dangvu.kernel.jobs.register"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["dangvu.kernel.delivery", "dangvu.kernel.notify.dispatch"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("DANGVU_LOG", "WARNING")},
}

DANGVU_ROOT = str(Path(__file__).resolve().parents[4])
