"""The addresses of the installation; those of the product stand in publications."""

from django.conf.urls.i18n import i18n_patterns

from publications.urls import anywhere, per_language

urlpatterns = [*anywhere, *i18n_patterns(*per_language)]
handler400 = "publications.views.refused"
handler404 = "publications.views.not_found"
handler500 = "publications.views.failed"
