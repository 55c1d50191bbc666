"""Moving a release from the calendar: a small form in place, and the act."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from publications import characters, workflow, zones
from publications.admin.faults import AtItsField
from publications.admin.moments import WhenFields
from publications.models import Edition


class MoveForm(AtItsField, WhenFields, characters.Form):
    """A moment, and the version of the text that the calendar showed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    status = 200

    def __init__(self, edition: Edition, data=None):
        zone = edition.wall_zone if zones.is_known(edition.wall_zone or "-") else ""
        zone = zone or settings.TIME_ZONE
        initial = {
            "moment": zones.wall_of(edition.live_from, zone),
            "zone": zone,
            "which": edition.live_from.isoformat(),
            "version": edition.text.version,
        }
        super().__init__(data, initial=initial, label_suffix="")


def asked_for(request: HttpRequest, at) -> Edition | None:
    """The release that the address names (`?move=`), if the person may see it. One
    that has come meanwhile is told of by the act."""
    pk = request.GET.get("move", "")
    if not pk:
        return None
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    seen = Edition.objects.visible_to(request.user, at).filter(live_from__isnull=False)
    found = seen.select_related("text__publication", "revision", "bundle")
    edition = found.filter(pk=pk).first()
    if edition is None:
        raise Http404
    return edition


def moved(request: HttpRequest, edition: Edition, form: MoveForm) -> Edition | None:
    """Do the act; a refusal stands above the form, on the record, with all typed."""
    if not form.is_valid():
        return None
    typed = form.cleaned_data
    if (when := typed["moment"]) is None:
        form.add_error("moment", _("Please say when the text is to be released."))
        return None
    try:
        done = workflow.reschedule(
            edition,
            when.moment,
            by=request.user,
            version=typed["version"] or 0,
            wall=(when.wall, when.zone),
        )
    except workflow.Refused as refusal:
        workflow.enter_refusal(refusal, by=request.user)
        form.status = 403 if isinstance(refusal, workflow.NotPermitted) else 409
        form.refuse(refusal)
        return None
    messages.success(request, _("The release is moved."))
    return done
