"""The web application: static files, the live stream, the intakes and the pages behind one address."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")

from django.core.asgi import get_asgi_application

pages: Any = get_asgi_application()

from dangvu.config import postgres  # noqa: E402  after the modules have registered
from dangvu.config.statics import with_statics  # noqa: E402
from dangvu.kernel.live.asgi import with_live  # noqa: E402

application = with_statics(with_live(pages, postgres.conninfo()))
