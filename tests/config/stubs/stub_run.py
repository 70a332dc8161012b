"""`./dangvu run` with children that need no tables."""

import sys

from dangvu.config import postgres
from dangvu.config.supervisor import Supervisor

if __name__ == "__main__":
    with postgres.running():
        sys.exit(Supervisor({"web": "stub_web", "worker": "stub_worker"}).run())
