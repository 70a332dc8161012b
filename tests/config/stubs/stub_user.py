"""Uses the database until it is told to end."""

import signal
import sys

from dangvu.config import postgres

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: None)
    with postgres.running():
        sys.stdout.write("using\n")
        sys.stdout.flush()
        signal.pause()
