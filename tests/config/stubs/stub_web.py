"""The real web server with a page that says which process answers."""

import os

from dangvu.config import processes, web

if __name__ == "__main__":
    web.serve("stub_web:application")
else:
    processes.die_with_parent()


async def application(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(os.getppid()).encode()})
