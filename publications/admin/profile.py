"""One's own account: the language in which the desk speaks, the zone of one's clock.

Name and roles are an administrator's to change: acts are entered under the name, and
nobody takes another's. Tests: test_profile.py.
"""

from zoneinfo import available_timezones

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters, workflow, zones
from publications.models import Account

from .language_field import LanguageField


class ProfileForm(characters.ModelForm):
    language = LanguageField(
        empty=True,
        required=False,
        label=gettext_lazy("Language of the desk and of mail to you"),
        help_text=gettext_lazy(
            "Empty: the desk follows your browser, mail is in the site's own language."
        ),
    )
    zone = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("Your time zone"),
        widget=forms.TextInput(attrs={"list": "known-zones"}),
        help_text=gettext_lazy(
            "If your clock is not the mission's, for example Asia/Baku: moments are "
            "told by your clock, too. Empty: the mission's alone."
        ),
    )

    class Meta:
        model = Account
        fields = ("language", "zone")


def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what is one's own to choose."""
    form = ProfileForm(request.POST or None, instance=request.user, label_suffix="")
    if form.is_valid():
        form.save()
        # Told in the language that was just chosen.
        with translation.override(form.instance.language or translation.get_language()):
            messages.success(request, _("Your profile is saved."))
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Your profile"),
        "form": form,
        "roles": list(map(workflow.role_name, request.user.groups.order_by("name"))),
        "known_zones": sorted(available_timezones()),
        "mission_zone": zones.offered()[0][1],
    }
    return render(request, "publications/desk/profile.html", context)
