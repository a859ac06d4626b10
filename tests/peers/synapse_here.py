"""Synapse that ends with the test that started it: when its standard input closes, however the test came to its end."""

import os
import sys
import threading


def watch():
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()

from synapse.app.homeserver import main  # noqa: E402

main()
