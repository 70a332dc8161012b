"""The web application: pages, the live stream and the intakes behind one address."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")

from django.core.asgi import get_asgi_application  # noqa: E402  settings first

pages = get_asgi_application()

from dangvu.config import postgres  # noqa: E402  after the modules have registered
from dangvu.kernel.live.asgi import with_live  # noqa: E402

application = with_live(pages, postgres.conninfo())
