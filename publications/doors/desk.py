"""The doors of the desk, told by what is behind them. Tests: test_doors.py."""

from .door import (
    ADMINISTRATOR,
    ANY_ACT,
    NOBODY,
    PUBLIC,
    READ,
    RECORD,
    SIGNED_IN,
    Door,
    Who,
)

HOME = {
    "admin:index": Door(SIGNED_IN),
    # Lists of models: for administrators; editors are led home.
    "admin:administration": Door(ADMINISTRATOR),
    "admin:app_list": Door(
        READ | ADMINISTRATOR, answer=302, others=(ADMINISTRATOR, 200)
    ),
    "admin:calendar": Door(READ, frozenset({"reschedule"}), proves=ANY_ACT),
    # After a restore: what would change, and lifting the hold.
    "admin:hold": Door(READ, frozenset({"lift_hold"}), proves=ANY_ACT),
    "admin:login": Door(PUBLIC, PUBLIC, others=(SIGNED_IN, 302)),
    # The same address, with what was typed before.
    "sign-in": Door(PUBLIC, PUBLIC, others=(SIGNED_IN, 302)),
    # 404 where there is no single sign-on.
    "sso": Door(PUBLIC, answer=404),
    "openid_connect_callback": Door(PUBLIC, answer=404),
    # What a browser is asked for that has a passkey.
    "passkey-options": Door(act=PUBLIC),
    "admin:logout": Door(act=PUBLIC),
    "desk-profile": Door(SIGNED_IN, SIGNED_IN),
    "admin:password_change": Door(SIGNED_IN, SIGNED_IN, without_factor=True),
    "admin:password_change_done": Door(SIGNED_IN, without_factor=True),
    "admin:jsi18n": Door(SIGNED_IN, without_factor=True),
    # One's own second factors and sessions.
    "desk-security": Door(SIGNED_IN, without_factor=True),
    "desk-sessions": Door(act=SIGNED_IN, proves=ANY_ACT, without_factor=True),
    "desk-app": Door(SIGNED_IN, SIGNED_IN, proves=ANY_ACT, without_factor=True),
    "desk-codes": Door(act=SIGNED_IN, proves=ANY_ACT, without_factor=True),
    "desk-passkey": Door(act=SIGNED_IN, proves=ANY_ACT, without_factor=True),
    "desk-remove-factor": Door(act=SIGNED_IN, proves=ANY_ACT),
    # Whoever holds the token chooses a password; any other is 410.
    "account-link": Door(PUBLIC, PUBLIC, answer=410),
    "admin_password_reset": Door(PUBLIC, PUBLIC),
    "admin:autocomplete": Door(
        frozenset({"view_person", "view_outlet"}) | ADMINISTRATOR,
        # Of people alone; the test asks for outlets.
        others=(ADMINISTRATOR, 403),
    ),
    # Would tell the address of a hidden text: nobody ever reaches it.
    "admin:view_on_site": Door(PUBLIC, answer=404),
    "publications.views.site.no_such_page": Door(PUBLIC, answer=404),
    # `…/12/` leads to `…/12/change/`, whether there is a 12 or not.
    "admin:django.views.generic.base.RedirectView": Door(SIGNED_IN, answer=302),
    "admin:django.contrib.admin.sites.catch_all_view": Door(SIGNED_IN, answer=404),
    # Of each kind, as much as the person may see.
    "desk-search": Door(READ | ADMINISTRATOR),
    "desk-everywhere": Door(READ),
    "markdownx_markdownify": Door(act=READ),
    "markdownx_upload": Door(act=frozenset({"add_image"})),
}


def _kept(
    model: str, look: Who, *, add: Who = NOBODY, change: Who | None = None
) -> dict[str, Door]:
    """The addresses that Django's admin makes for a model. Nothing is deleted."""
    name = f"admin:{model}"
    return {
        f"{name}_changelist": Door(look),
        f"{name}_add": Door(add, add),
        f"{name}_change": Door(look, change),
        f"{name}_history": Door(look),
        f"{name}_delete": Door(NOBODY, NOBODY),
    }


def _facts(model: str, also: Who = NOBODY) -> dict[str, Door]:
    """What the desk keeps, under the permissions that Django makes for the model."""
    changing = frozenset({f"change_{model}"}) | also
    return _kept(
        f"publications_{model}",
        changing | {f"view_{model}"},
        add=frozenset({f"add_{model}"}) | also,
        change=changing,
    )


ACCOUNTS = {
    **_kept(
        "publications_account", ADMINISTRATOR, add=ADMINISTRATOR, change=ADMINISTRATOR
    ),
    # What an account is let in by, and as what, is theirs to change.
    **{
        f"admin:publications_account_{page}": Door(
            ADMINISTRATOR, ADMINISTRATOR, proves=ANY_ACT
        )
        for page in ("add", "change")
    },
    "admin:auth_user_password_change": Door(
        ADMINISTRATOR, ADMINISTRATOR, proves=ANY_ACT
    ),
    "account-invite": Door(act=ADMINISTRATOR, proves=ANY_ACT),
    "account-remove-factors": Door(act=ADMINISTRATOR, proves=ANY_ACT),
    "account-end-sessions": Door(act=ADMINISTRATOR, proves=ANY_ACT),
    **_kept("auth_group", ADMINISTRATOR, add=ADMINISTRATOR, change=ADMINISTRATOR),
    "admin:auth_group_change": Door(ADMINISTRATOR, ADMINISTRATOR, proves=ANY_ACT),
    # Groups of an installation's own; migrate brings the roles back.
    "admin:auth_group_delete": Door(ADMINISTRATOR, ADMINISTRATOR),
}

PLACEMENT: Who = frozenset({"change_placement", "view_placement"})

PEOPLE: Who = frozenset({"change_person"})

KEPT = {
    # Administrators alone enter the addresses for approvals, and who leads the mission.
    **_facts("person", also=ADMINISTRATOR),
    # Whoever signed is never removed, and it is said why on the person's page.
    "admin:publications_person_delete": Door(PEOPLE, PEOPLE, answer=302),
    **_facts("appointment", also=ADMINISTRATOR),
    **_facts("outlet"),
    **_facts("placement"),
    "admin:placement_report": Door(PLACEMENT),
    "admin:placement_copy": Door(PLACEMENT),
    **_facts("topic"),
    **_facts("series"),
    **_kept("publications_auditentry", RECORD),
    **_kept("publications_notice", READ),
    # A notice has no page of its own.
    "admin:publications_notice_change": Door(NOBODY, NOBODY),
    "admin:publications_notice_history": Door(NOBODY),
    "admin:notices_seen": Door(act=READ),
}

ADD_IMAGE: Who = frozenset({"add_image"})
CHANGE_IMAGE: Who = frozenset({"change_image"})
ADD_ATTACHMENT: Who = frozenset({"add_attachment"})
CHANGE_ATTACHMENT: Who = frozenset({"change_attachment"})

LIBRARY = {
    **_facts("image"),
    # What a text or a person has is never removed, and it is said why on its page.
    "admin:publications_image_delete": Door(CHANGE_IMAGE, CHANGE_IMAGE, answer=302),
    "admin:picture_upload": Door(act=ADD_IMAGE),
    "admin:picture_describe": Door(CHANGE_IMAGE, CHANGE_IMAGE),
    "admin:picture_replace": Door(CHANGE_IMAGE, CHANGE_IMAGE),
    **_facts("attachment"),
    "admin:publications_attachment_delete": Door(
        CHANGE_ATTACHMENT, CHANGE_ATTACHMENT, answer=302
    ),
    "admin:attachment_upload": Door(act=ADD_ATTACHMENT),
}

SAVE: Who = frozenset({"save"})
WRITE: Who = frozenset({"save", "translate"})
BUNDLE: Who = frozenset({"bundle"})
EDITION = Door(READ, hidden=404)
# By the button that was pressed.
RELEASES: Who = frozenset({"release", "schedule", "reschedule"})

TEXTS = {
    **_kept("publications_edition", READ, add=SAVE),
    # Django's admin leads to the index whoever asks for what isn't there for them.
    "admin:publications_edition_change": Door(
        READ,
        READ,
        hidden=302,
        asks_again=True,
        holds_what_is_typed=True,
        proves=RELEASES,
    ),
    "admin:publications_edition_add": Door(SAVE, SAVE, holds_what_is_typed=True),
    "admin:publications_edition_history": EDITION,
    "admin:publications_edition_import": Door(SAVE, SAVE),
    "admin:edition_act": Door(
        READ,
        READ,
        hidden=404,
        asks_again=True,
        # One that waits for an outlet goes out by itself, at the latest time anyhow.
        proves=frozenset({"release_emergency", "await_placement", "withdraw"}),
    ),
    "admin:edition_compare": EDITION,
    # What is typed, while it is typed; refusals of that are told, and not entered.
    "admin:edition_keep": Door(act=READ, hidden=404),
    "admin:edition_keep_new": Door(act=SAVE),
    # What should be looked at again; whether strangers' addresses answer.
    "admin:edition_checks": Door(act=READ, hidden=404),
    "admin:edition_checks_new": Door(act=SAVE),
    "admin:edition_links": Door(act=WRITE),
    # From the list: each text by an act of its own.
    "admin:edition_several": Door(act=WRITE, asks_again=True),
    # Of translations alone; all else is led to the text's own page.
    "admin:edition_side_by_side": Door(
        READ, READ, answer=302, hidden=404, asks_again=True
    ),
    "admin:edition_preview": Door(READ, hidden=404, records="preview"),
    "admin:edition_export": Door(act=READ, hidden=404, asks_again=True, proves=ANY_ACT),
    "admin:edition_remark": Door(act=READ, hidden=404, asks_again=True),
    "admin:edition_resolve_remark": Door(act=READ, hidden=404, asks_again=True),
    "admin:edition_pictures": Door(READ),
    "admin:edition_pasted": Door(act=WRITE),
    "admin:edition_attachments": Door(READ, frozenset({"add_attachment"})),
    **_kept("publications_archivebatch", READ),
    "admin:publications_archivebatch_change": Door(
        READ, READ, asks_again=True, proves=frozenset({"release_batch"})
    ),
    "admin:publications_archivebatch_history": Door(READ, answer=302),
    **_kept("publications_pagetext", READ, add=WRITE, change=READ),
    "admin:publications_pagetext_change": Door(
        READ, READ, asks_again=True, proves=frozenset({"release", "withdraw"})
    ),
    "admin:publications_pagetext_history": Door(READ, answer=302),
    **_kept("publications_bundle", BUNDLE, add=BUNDLE, change=BUNDLE),
    "admin:publications_bundle_change": Door(BUNDLE, BUNDLE, proves=RELEASES),
    "admin:publications_bundle_history": Door(BUNDLE, answer=302),
}

DESK = {**HOME, **ACCOUNTS, **KEPT, **LIBRARY, **TEXTS}
