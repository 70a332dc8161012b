"""A toy module of one table, to prove the kernel without any business word."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, Permission, rule
from dangvu.kernel.audit import note
from dangvu.kernel.command import command, public
from dangvu.kernel.errors import Invalid
from dangvu.kernel.events import Event, publish, subscribe
from dangvu.kernel.lifecycle import Lifecycle, Transition
from dangvu.kernel.models import Record


class Can(Permission):
    WRITE = "toy.write", "Viết mẩu giấy"
    READ = "toy.read", "Đọc mẩu giấy"


class State(StrEnum):
    DRAFT = "draft"
    PINNED = "pinned"
    TORN = "torn"


@dataclass(frozen=True)
class PaperPinned(Event):
    paper_id: int


@dataclass(frozen=True)
class PaperWritten(Event):
    paper_id: int


class Paper(Record):
    """`owner` may write it, `reader` may read it."""

    audited_fields_hidden = ("secret",)

    title = models.CharField("nhan đề", max_length=100)
    secret = models.CharField(max_length=100, blank=True)
    owner = models.IntegerField()
    reader = models.IntegerField(default=0)
    state = models.CharField(max_length=10, default=State.DRAFT)
    copies = models.IntegerField(default=0)

    class Meta:
        app_label = "toy"

    def __str__(self) -> str:
        return self.title


def has_title(paper: Paper) -> str | None:
    return None if paper.title else "Mẩu giấy chưa có nhan đề."


PAPER = Lifecycle(
    "toy.Paper",
    states=State,
    labels={State.DRAFT: "Nháp", State.PINNED: "Đã ghim", State.TORN: "Đã xé"},
    initial=State.DRAFT,
    transitions=(
        Transition("pin", "Ghim", (State.DRAFT,), State.PINNED, Can.WRITE, guard=has_title, event=PaperPinned),
        Transition("tear", "Xé", (State.DRAFT, State.PINNED), State.TORN, Can.WRITE),
    ),
)


@rule(Can.WRITE, "toy.Paper")
def papers_written(actor: Actor) -> Q:
    return Q(owner=actor.account_id)


@rule(Can.READ, "toy.Paper")
def papers_read(actor: Actor) -> Q:
    return Q(owner=actor.account_id) | Q(reader=actor.account_id)


@command(public("anybody may write a paper of their own"))
def write_paper(*, actor: Actor, title: str, secret: str = "") -> Paper:
    """Viết mẩu giấy."""
    paper = Paper(title=title, secret=secret, owner=actor.account_id)
    paper.save()
    publish(PaperWritten(paper.pk))
    return paper


@command(Can.WRITE, on="paper")
def rename_paper(*, actor: Actor, paper: Paper, title: str) -> Paper:
    """Đổi nhan đề mẩu giấy."""
    paper.title = title
    paper.save()
    note("length", len(title))
    if title == "hỏng":
        raise Invalid("Nhan đề này hỏng.")
    return paper


@command(Can.WRITE, on="paper", transition="pin")
def pin_paper(*, actor: Actor, paper: Paper) -> Paper:
    """Ghim mẩu giấy."""
    return paper


@command(Can.WRITE, on="paper", transition="tear")
def tear_paper(*, actor: Actor, paper: Paper) -> Paper:
    """Xé mẩu giấy."""
    return paper


@command(Can.WRITE, on="paper")
def rename_and_pin(*, actor: Actor, paper: Paper, title: str) -> Paper:
    """Đổi nhan đề rồi ghim mẩu giấy."""
    rename_paper(actor=actor, paper=paper, title=title)
    return pin_paper(actor=actor, paper=paper)


@command(public("the copier is a machine"))
def copy_paper(*, actor: Actor, paper_id: int) -> None:
    """Chép thêm một bản."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    paper.copies += 1
    paper.save()


def copy_when_pinned(event: PaperPinned, actor: Actor) -> None:
    copy_paper(actor=actor, paper_id=event.paper_id)


subscribe(PaperPinned, copy_when_pinned)
