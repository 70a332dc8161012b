from dangvu.modules.members.queries.accounts import account_states
from dangvu.modules.members.queries.cell import (
    briefs,
    briefs_by_account,
    committee_of,
    followed_by,
    follower_of,
    members_of,
    traits_on,
)
from dangvu.modules.members.queries.imports import (
    batches,
    get_batch,
    places,
    rows,
    sentences_of,
    shown,
    stalled,
    who_may_follow,
)
from dangvu.modules.members.queries.lists import FoundList, judge_file, read_list
from dangvu.modules.members.queries.profile import Profile, get_member, get_own, has_read_today, lookers, profile_of
from dangvu.modules.members.queries.register import Filter, cells, listed
from dangvu.modules.members.queries.register import rows as register_rows
from dangvu.modules.members.queries.register import shown as shown_date
from dangvu.modules.members.queries.strength import counts_by_cell, strength_now

__all__ = [
    "Filter",
    "FoundList",
    "Profile",
    "account_states",
    "batches",
    "briefs",
    "briefs_by_account",
    "cells",
    "committee_of",
    "counts_by_cell",
    "followed_by",
    "follower_of",
    "get_batch",
    "get_member",
    "get_own",
    "has_read_today",
    "judge_file",
    "listed",
    "lookers",
    "members_of",
    "places",
    "profile_of",
    "read_list",
    "register_rows",
    "rows",
    "sentences_of",
    "shown",
    "shown_date",
    "stalled",
    "strength_now",
    "traits_on",
    "who_may_follow",
]
