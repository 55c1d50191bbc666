"""Single sign-on: to the other system and back. django-allauth speaks OpenID Connect;
whom it lets in, `identity.single_sign_on` says; the sign-in here goes on from there.

Stricter than allauth: the other system's description of itself is of the issuer that
was named, its token is there and signed by one of its keys, and holds the word that
was sent along from this browser.
"""

import secrets
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
)
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

# The mission's own directory is asked, by the library; here is its failure alone.
from requests import RequestException  # nosemgrep: only-named-rooms-ask-other-machines

from publications import traces
from publications.identity import factors, single_sign_on

from .entry import complete, goes_on

PROVIDER = "sso"
# Of public keys alone: whoever may check a signature can't make one.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}
    | {"ES256", "ES384", "ES512", "EdDSA"}
)
# Sent by a page of ours, or typed. Browsers that tell nothing are led on.
OF_ONES_OWN = ("same-origin", "none", "")


class _Conversation(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, Any]:
        found = super().openid_config
        if str(found.get("issuer")).removesuffix("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("The other system calls itself otherwise.")
        return found

    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The other system vouches for nobody.")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app, id_token: str) -> dict[str, Any]:
        """Its signature counts, however it came."""
        try:
            named = jwt.get_unverified_header(id_token).get("alg")
        except jwt.PyJWTError as error:
            raise OAuth2Error("That is no token.") from error
        if named not in ALGORITHMS:
            raise OAuth2Error(f"Nothing is signed by {named!r} here.")
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )

    def get_callback_url(self, request, app):
        """On the configured host, whatever host was asked."""
        path = reverse("openid_connect_callback", kwargs={"provider_id": PROVIDER})
        return settings.SITE_URL + path


class _Asking(OpenIDConnectProvider):
    oauth2_adapter_class = _Conversation

    def extract_uid(self, data) -> str:
        return single_sign_on.name_of(super().extract_uid(data))

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to go on, and a word that the answer must hold; what else stands in the
        address that was asked for changes nothing of what is asked there."""
        asked = super().get_redirect_from_request_kwargs(request)
        nonce = secrets.token_urlsafe(32)
        return {
            **asked,
            "scope": self.get_scope(),
            "auth_params": {**self.get_auth_params(), "nonce": nonce},
            "nonce": nonce,
        }


class SingleSignOn(DefaultSocialAccountAdapter):
    """In place of allauth's own way on, which makes accounts and knows no roles."""

    def get_provider(self, request, provider, client_id=None):
        found = super().get_provider(request, provider, client_id)
        return _Asking(request, app=found.app)

    def get_requests_session(self):
        """Asks what it was told to ask, and follows nowhere."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin):
        try:
            single_sign_on.check_nonce(sociallogin)
            account = single_sign_on.account_of(sociallogin)
        except single_sign_on.NotKnown:
            raise ImmediateHttpResponse(_not_let_in(request)) from None
        back = sociallogin.get_redirect_url(request) or reverse("admin:index")
        if single_sign_on.has_second_factor(sociallogin):
            response = complete(request, account, back, factor=factors.ELSEWHERE)
        else:
            response = goes_on(request, account, back)
        raise ImmediateHttpResponse(response)

    def on_authentication_error(self, request, provider, **kwargs):
        raise ImmediateHttpResponse(_did_not_answer(request))


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the other system whoever asks for it here; another site asks for nobody:
    somebody who is signed in there would be signed in here without knowing."""
    if request.headers.get("Sec-Fetch-Site", "") not in OF_ONES_OWN:
        return HttpResponseRedirect(reverse("admin:login"))
    return _ask(request, OAuth2LoginView)


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the other system, with its word on who this is."""
    if provider_id != PROVIDER:
        raise Http404
    return _ask(request, OAuth2CallbackView)


def _ask(request: HttpRequest, view) -> HttpResponse:
    if not single_sign_on.is_offered():
        raise Http404
    try:
        return view.adapter_view(_Conversation(request, PROVIDER))(request)
    except (RequestException, OAuth2Error, KeyError, ValueError):
        return _did_not_answer(request)


def _not_let_in(request: HttpRequest) -> HttpResponse:
    return _refused(
        request,
        _("You have no account here, or no role. Please ask an administrator."),
    )


def _did_not_answer(request: HttpRequest) -> HttpResponse:
    return _refused(request, _("Signing in elsewhere did not work. Please try again."))


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    traces.note("sign_in", traces.FAILED, way=PROVIDER)
    messages.error(request, why)
    return HttpResponseRedirect(reverse("admin:login"))
