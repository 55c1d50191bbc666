"""How the mission looks, for the heads of pages."""

from django import template

from publications.mission.files import address, look

register = template.Library()
register.simple_tag(look, name="mission_look")
register.simple_tag(address, name="look_address")
