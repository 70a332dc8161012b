"""From an event to notices: in the app at once, by e-mail in a job of its own that can be repeated.

More channels plug in beside `send_email`: a function of the notice, called where the notice wants the channel.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from dangvu.kernel import access, events, live
from dangvu.kernel.notify.kinds import Notification
from dangvu.kernel.notify.models import Notice, Preference


def subscribe(kind: type[Notification]) -> None:
    """Make a declared kind listen to its event."""

    def notify(event: events.Event, actor: access.Actor) -> None:
        tell(kind, event, actor)

    notify.__module__, notify.__name__ = "dangvu.kernel.notify", kind.kind
    events.subscribe(kind.on, notify)


def tell(kind: type[Notification], event: events.Event, actor: access.Actor) -> None:
    """Write a notice for everyone in the audience, and ask for e-mails where there is an address."""
    accounts = sorted(set(kind.audience(event)))
    if not accounts:
        return
    facts = kind.context(event)
    subject = render_to_string(kind.template("subject"), facts).strip()
    body = render_to_string(kind.template("body"), facts).strip()
    off = set(Preference.objects.filter(account_id__in=accounts, kind=kind.kind).values_list("account_id", "channel"))
    addressed = _with_address(accounts) if "email" in kind.channels else set()
    event_id = uuid.uuid4()
    Notice.objects.bulk_create(
        Notice(
            account_id=account, event_id=event_id, kind=kind.kind, subject=subject[:300], body=body,
            url=str(facts.get("url", "")), at=actor.now,
            email_wanted=account in addressed and not (kind.can_be_disabled and (account, "email") in off),
        )
        for account in accounts
        if not (kind.can_be_disabled and (account, "app") in off)
    )  # fmt: skip
    _after(event_id, accounts)


def _with_address(accounts: Sequence[int]) -> set[int]:
    rows = get_user_model()._default_manager.filter(pk__in=accounts).exclude(email="")
    return set(rows.values_list("pk", flat=True))


def _after(event_id: uuid.UUID, accounts: Sequence[int]) -> None:
    wanted = Notice.objects.filter(event_id=event_id, email_wanted=True).values_list("pk", flat=True)
    jobs: list[dict[str, Any]] = [{"notice_id": pk} for pk in wanted]
    if jobs:
        send_email.batch_defer(*jobs)
    live.after_commit({f"account:{account}" for account in accounts})


@app.task(name="kernel.send_email", queue="email", retry=RetryStrategy(max_attempts=10, exponential_wait=5))
def send_email(notice_id: int) -> None:
    """Send one notice; a repeated job finds it sent."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().select_related("account").get(pk=notice_id)
        if notice.emailed_at is not None:
            return
        link = f"\n\n{settings.DANGVU_URL}{notice.url}" if notice.url else ""
        send_mail(notice.subject, notice.body + link, None, [notice.account.email])
        notice.emailed_at = timezone.now()
        notice.save(update_fields=["emailed_at"])
