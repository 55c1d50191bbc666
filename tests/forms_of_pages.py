"""The forms of a page as a browser has them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

WORDS = {"text", "search", "email", "url", "tel", "textarea"}


@dataclass
class Form:
    to: str
    method: str
    name: str
    fields: dict[str, str] = field(default_factory=dict)
    # Of those in which words are typed.
    words: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.forms: list[Form] = []
        self.inside = self.typed = self.select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = told.get("method", "get").lower()
            self.inside = Form(told.get("action", ""), method, told.get("id", ""))
            self.forms.append(self.inside)
        elif begun := getattr(self, f"begin_{tag}", None):
            named = (each for each in self.forms if each.name == told.get("form"))
            if form := next(named, self.inside):
                begun(form, told.get("name", ""), told)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None
        elif tag == "textarea":
            self.typed = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.typed:
            self.typed[0].fields[self.typed[1]] += data

    def begin_textarea(self, form, name, told):
        form.fields[name] = ""
        form.words.add(name)
        self.typed = form, name

    def begin_select(self, form, name, told):
        self.select = name

    def begin_option(self, form, name, told):
        if self.select and (self.select not in form.fields or "selected" in told):
            form.fields[self.select] = told.get("value", "")

    def begin_button(self, form, name, told):
        form.buttons.append((name, told.get("value", "")))

    def begin_input(self, form, name, told):
        kind = told.get("type", "text")
        if kind == "submit":
            self.begin_button(form, name, told)
        elif kind not in ("file", "button") and (
            kind not in ("checkbox", "radio") or "checked" in told
        ):
            form.fields[name] = told.get("value", "")
            if kind in WORDS:
                form.words.add(name)


def forms_of(html: str) -> list[Form]:
    return _Page(html).forms
