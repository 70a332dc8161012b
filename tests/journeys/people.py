"""People at their machines: a phone of 390 px, a desk of 1280 px, each signed in once and remembered."""

import os
from typing import Any

from product import Product

PASSWORD = "minh hoa xin chao"
DESK = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 1.5}
LOCALE = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
HARMLESS = ("favicon.ico",)


class People:
    """Opens pages; remembers what the browser complained about on each."""

    remembered: dict[tuple[str, str], Any] = {}

    def __init__(self, product: Product, chromium: Any) -> None:
        self.product, self.chromium = product, chromium
        self.troubles: list[str] = []
        self._contexts: list[Any] = []

    def desk(self, login: str = "", **more: Any) -> Any:
        return self._page(login, {**DESK, **LOCALE, **more})

    def phone(self, login: str = "", **more: Any) -> Any:
        return self._page(login, {**PHONE, **LOCALE, **more})

    def leave(self) -> None:
        for context in self._contexts:
            context.close()
        assert not self.troubles, "\n".join(self.troubles)

    def sign_in(self, page: Any, login: str, password: str = PASSWORD) -> None:
        page.goto("/tai-khoan/dang-nhap/")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/dang-nhap/" not in url or "hai-lop" in url)

    def _page(self, login: str, settings: dict[str, Any]) -> Any:
        key = (self.product.base, login)
        context = self.chromium.new_context(
            base_url=self.product.base, storage_state=self.remembered.get(key) if login else None, **settings
        )
        self._contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._heard(page, message))
        page.on("response", self._answered)
        if login and key not in self.remembered:
            self.sign_in(page, login)
            self.remembered[key] = context.storage_state()
        return page

    def _heard(self, page: Any, message: Any) -> None:
        told_elsewhere = message.text.startswith("Failed to load resource")
        if message.type == "error" and not told_elsewhere and not _of_our_camera(message.text):
            self.troubles.append(f"{page.url}: {message.text[:300]}")

    def _answered(self, answer: Any) -> None:
        missing = answer.status == 404 and not answer.url.endswith(HARMLESS)
        if answer.status >= 500 or missing:
            self.troubles.append(f"{answer.status} {answer.request.method} {answer.url}")


def _of_our_camera(text: str) -> bool:
    """Taking a picture for the guide, Playwright hides the caret by a style that our own policy forbids."""
    return bool(os.environ.get("DANGVU_GUIDE")) and "inline style" in text


def activate(product: Product, *logins: str) -> None:
    """These accounts of the demonstration have been activated, with the password of all demonstrations."""
    product.sql(
        "UPDATE identity_account SET activated_at = now(), "
        "password = (SELECT password FROM identity_account WHERE login = 'bithu') WHERE login = ANY(%s)",
        [list(logins)],
    )
