"""Single sign-on: to the other system and back. django-allauth speaks OpenID Connect;
whom it lets in, `identity.single_sign_on` says; the sign-in here goes on from there.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
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

from publications.identity import factors, single_sign_on

from .entry import complete, goes_on

PROVIDER = "sso"


class _Conversation(OpenIDConnectOAuth2Adapter):
    def get_callback_url(self, request, app):
        """On the configured host, whatever host was asked."""
        path = reverse("openid_connect_callback", kwargs={"provider_id": PROVIDER})
        return settings.SITE_URL + path


class SingleSignOn(DefaultSocialAccountAdapter):
    """In place of allauth's own way on, which makes accounts and knows no roles."""

    def get_provider(self, request, provider, client_id=None):
        found = super().get_provider(request, provider, client_id)
        found.oauth2_adapter_class = _Conversation  # it makes another by itself
        return found

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin):
        try:
            account = single_sign_on.account_of(sociallogin)
        except single_sign_on.NotKnown:
            raise ImmediateHttpResponse(_not_let_in(request)) from None
        back = sociallogin.get_redirect_url(request) or reverse("admin:index")
        if settings.OIDC_SECOND_FACTOR:
            response = complete(request, account, back, factor=factors.ELSEWHERE)
        else:
            response = goes_on(request, account, back)
        raise ImmediateHttpResponse(response)

    def on_authentication_error(self, request, provider, **kwargs):
        raise ImmediateHttpResponse(_did_not_answer(request))


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the other system."""
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
    except (RequestException, KeyError, ValueError):
        return _did_not_answer(request)


def _not_let_in(request: HttpRequest) -> HttpResponse:
    return _refused(
        request,
        _("You have no account here, or no role. Please ask an administrator."),
    )


def _did_not_answer(request: HttpRequest) -> HttpResponse:
    return _refused(request, _("Signing in elsewhere did not work. Please try again."))


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    messages.error(request, why)
    return HttpResponseRedirect(reverse("admin:login"))
