"""A bare Django view: no middleware, a constant body of BENCH_BYTES. What a server and
Django cost together before anything of this product runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODY = b"x" * int(os.environ["BENCH_BYTES"])


def view(request):
    return HttpResponse(BODY, headers={"Content-Length": len(BODY)})


urlpatterns = [path("", view)]
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="of the bench",
    USE_I18N=False,
)
application = get_wsgi_application()
