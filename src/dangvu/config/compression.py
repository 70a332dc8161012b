"""Pages travel compressed: a phone on a weak line loads a fifth of the bytes.

Compressing what an attacker may partly choose beside a secret can tell the secret by the length (BREACH). The form
tokens are masked anew in every answer, and Django's compressor adds a random length to each; nothing else on a page is
worth guessing byte by byte.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class TextCompressionMiddleware(GZipMiddleware):
    """Text only: papers, pictures and workbooks are packed already, and streamed files keep their length."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(("text/", "application/json"))
        if response.streaming or not is_text:
            return response
        return super().process_response(request, response)
