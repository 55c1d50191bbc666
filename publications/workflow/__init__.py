"""The only room that changes state: each act is a verb, in one transaction, with
permission, rule and record inside.

    edition = workflow.submit(edition, by=user, version=edition.text.version)

Every verb raises Refused (NotPermitted, NotPossible, Stale) and then has stored
nothing but that. The table of acts is `transitions`; who may do them, `roles`.
"""

from .act import enter_refusal
from .appointing import Accredited, doubts
from .archiving import (
    FormerText,
    approve_batch,
    possible_on,
    release_batch,
    submit_batch,
    take_in_batch,
)
from .autosaving import (
    MAX_BYTES,
    autosave,
    autosaved,
    forget_autosave,
    note_presence,
    others_here,
    too_much,
    unsaved_of,
)
from .awaited import AWAITED, awaited_of
from .bundles import make_bundle, release_bundle, schedule_bundle, take_out
from .checking import look_over, written
from .circle import limit, note_preview, open_circle
from .classifying import classify
from .clearance import missing, must_look_again, silent_signatories
from .content import MAX_NOTE, Content, too_long, unfit_characters
from .copies import addresses_of
from .embargo import lift_embargo, set_embargo
from .following import original_changed, source_of
from .keeping import note_kept, remove_person, why_kept
from .leaving import deactivate, is_needed_by_a_schedule
from .media import (
    remove_attachment,
    remove_picture,
    replace_picture,
    take_attachment_in,
    take_picture_in,
)
from .offices import not_held, silent, title_of, unexplained
from .openings import note_preview_opening
from .pages import (
    begin_page,
    page_history,
    page_obstacle,
    release_page,
    save_page,
    withdraw_page,
    writes_page,
)
from .people import Candidates, candidates
from .pictures import Shown, named_in, without_alternative
from .placing import MAX_COPY, await_placement, keep_copy, place, store_placement
from .placing import faults_of as placement_faults
from .placing import tidied as tidied_words
from .principal import (
    approve_by_link,
    link_of,
    may_be_asked,
    note_opening,
    return_by_link,
    send_for_approval,
    why_closed,
)
from .refusals import NotPermitted, NotPossible, NotTold, Refused, Stale, Unfilled
from .relating import relate
from .release import (
    record_release,
    release,
    release_emergency,
    reschedule,
    schedule,
    unschedule,
)
from .remarks import remark, resolve_remark
from .review import (
    approve,
    approve_afterwards,
    plan,
    put_down,
    return_to_author,
    submit,
    take_up,
    void,
)
from .roles import ROLES, permissions_of, permits, role_name
from .rules import is_behind, latest_released, obstacle, possible, reasons
from .sharing import (
    LIFETIME,
    NotShared,
    Recipient,
    Shared,
    previewed,
    revoke_link,
    share,
    still_theirs,
    why_ended,
)
from .signatory import NEW, NONE, Signatory
from .silent_links import note_answers
from .storing import content_of
from .transitions import TRANSITIONS
from .withdrawing import STRICTER, TakingDown, withdraw
from .writing import (
    Source,
    catch_up,
    check_writable,
    create,
    discard,
    revise,
    save,
    translate,
)

__all__ = [
    "AWAITED",
    "LIFETIME",
    "MAX_BYTES",
    "MAX_NOTE",
    "MAX_COPY",
    "NEW",
    "NONE",
    "ROLES",
    "STRICTER",
    "TRANSITIONS",
    "Accredited",
    "Candidates",
    "Content",
    "FormerText",
    "NotPermitted",
    "NotPossible",
    "NotShared",
    "NotTold",
    "Recipient",
    "Refused",
    "Shared",
    "Shown",
    "Signatory",
    "Source",
    "Stale",
    "TakingDown",
    "Unfilled",
    "addresses_of",
    "approve",
    "approve_afterwards",
    "approve_batch",
    "approve_by_link",
    "autosave",
    "autosaved",
    "await_placement",
    "awaited_of",
    "begin_page",
    "candidates",
    "catch_up",
    "check_writable",
    "classify",
    "content_of",
    "create",
    "deactivate",
    "discard",
    "doubts",
    "enter_refusal",
    "forget_autosave",
    "is_behind",
    "is_needed_by_a_schedule",
    "keep_copy",
    "latest_released",
    "lift_embargo",
    "limit",
    "link_of",
    "look_over",
    "make_bundle",
    "may_be_asked",
    "missing",
    "must_look_again",
    "named_in",
    "not_held",
    "note_answers",
    "note_kept",
    "note_opening",
    "note_presence",
    "note_preview",
    "note_preview_opening",
    "obstacle",
    "open_circle",
    "original_changed",
    "others_here",
    "page_history",
    "page_obstacle",
    "permissions_of",
    "permits",
    "place",
    "placement_faults",
    "plan",
    "possible",
    "possible_on",
    "previewed",
    "put_down",
    "reasons",
    "record_release",
    "relate",
    "release",
    "release_batch",
    "release_bundle",
    "release_emergency",
    "release_page",
    "remark",
    "remove_attachment",
    "remove_person",
    "remove_picture",
    "replace_picture",
    "reschedule",
    "resolve_remark",
    "return_by_link",
    "return_to_author",
    "revise",
    "revoke_link",
    "role_name",
    "save",
    "save_page",
    "schedule",
    "schedule_bundle",
    "send_for_approval",
    "set_embargo",
    "share",
    "silent",
    "silent_signatories",
    "source_of",
    "still_theirs",
    "store_placement",
    "submit",
    "submit_batch",
    "take_attachment_in",
    "take_in_batch",
    "take_out",
    "take_picture_in",
    "take_up",
    "tidied_words",
    "title_of",
    "too_long",
    "too_much",
    "translate",
    "unexplained",
    "unfit_characters",
    "unsaved_of",
    "unschedule",
    "void",
    "why_closed",
    "why_ended",
    "why_kept",
    "withdraw",
    "withdraw_page",
    "without_alternative",
    "writes_page",
    "written",
]
