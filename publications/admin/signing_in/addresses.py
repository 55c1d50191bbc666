"""The addresses beside the sign-in itself."""

from django.contrib import admin
from django.urls import path

from . import codes, elsewhere, keys, links, security

door = admin.site.admin_view

addresses = [
    path("admin/security/", door(security.security), name="desk-security"),
    path("admin/security/app/", door(codes.set_app_up), name="desk-app"),
    path("admin/security/codes/", door(codes.make_codes), name="desk-codes"),
    path(
        "admin/security/remove/",
        door(security.remove_factor),
        name="desk-remove-factor",
    ),
    path("admin/security/sessions/", door(security.end_sessions), name="desk-sessions"),
    path("admin/security/passkeys/", door(keys.add), name="desk-passkey"),
    path("admin/login/passkey/", keys.options, name="passkey-options"),
    path("admin/sso/", elsewhere.begin, name="sso"),
    path(
        "admin/sso/<str:provider_id>/callback/",
        elsewhere.come_back,
        name="openid_connect_callback",
    ),
    path("admin/forgotten/", links.forgotten, name="admin_password_reset"),
    path("admin/password/<str:token>/", links.account_link, name="account-link"),
    path("admin/accounts/<int:pk>/invite/", door(links.invite), name="account-invite"),
    path(
        "admin/accounts/<int:pk>/remove-factors/",
        door(links.remove_factors),
        name="account-remove-factors",
    ),
    path(
        "admin/accounts/<int:pk>/end-sessions/",
        door(links.end_sessions),
        name="account-end-sessions",
    ),
]
