"""Uses the database until it is told to end."""

import signal
import sys
from threading import Event

from dangvu.config import postgres

if __name__ == "__main__":
    told = Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    with postgres.running():
        sys.stdout.write("using\n")
        sys.stdout.flush()
        while not told.wait(0.1):
            pass
