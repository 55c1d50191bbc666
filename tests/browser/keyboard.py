"""Somebody who has no mouse: Tab, Enter, Space, arrows and typing, nothing else.

At every stop the focus must be somewhere new, framed, on the screen and not covered.
"""

from .conftest import Visitor

# More than any page of the desk has.
STOPS = 250
# A field of a date is a stop for each of its parts.
PARTS = 8
STANDS = """() => {
  const at = document.activeElement;
  const told = (at.getAttribute("aria-label") || at.labels?.[0]?.textContent
    || (at.matches("input") && at.value) || at.textContent || at.title || "");
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const within = (least, value, most) => Math.min(Math.max(value, least), most);
  const seen = document.elementFromPoint(
    within(1, box.left + box.width / 2, innerWidth - 2),
    within(1, box.top + Math.min(box.height / 2, 12), innerHeight - 2));
  const moved = at !== window.lastStop;
  window.lastStop = at;
  return {
    name: told.trim().replace(/\\s+/g, " "), tag: at.localName, type: at.type || "",
    group: at.name || "", is_checked: Boolean(at.checked), moved,
    is_framed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
      || style.boxShadow !== "none",
    is_on_screen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth,
    is_open: Boolean(seen) && (at.contains(seen) || seen.contains(at)
      || [...(at.labels || [])].some(label => label.contains(seen))),
    html: at.outerHTML.slice(0, 160),
  };
}"""


class Keyboard:
    """The keys under this visitor's hands."""

    def __init__(self, visitor: Visitor):
        self.visitor, self.page = visitor, visitor.page
        self.keys = visitor.page.keyboard

    def stop(self, key: str = "Tab") -> dict:
        """Go one stop further; say where that is."""
        self.keys.press(key)
        at = self.page.evaluate(STANDS)
        if at["tag"] in ("body", "iframe"):  # the browser's own, or a page within
            return at
        assert at["is_framed"], f"no frame around {at['html']}"
        assert at["is_on_screen"], f"not on the screen: {at['html']}"
        assert at["is_open"], f"covered: {at['html']}"
        return at

    def reach(self, name: str, *, begins: bool = False, key: str = "Tab") -> dict:
        """Press Tab until what is called so has the focus; nothing may hold it."""
        held = 0
        for _turn in range(STOPS):
            at = self.stop(key)
            held = 0 if at["moved"] else held + 1
            assert held < PARTS, f"the keyboard is trapped in {at['html']}"
            if at["name"] == name or (begins and at["name"].startswith(name)):
                return at
        raise AssertionError(f"The keyboard doesn't reach “{name}”.")

    def follow(self, name: str, **how) -> None:
        """Go to a link or a button and press Enter; the next page comes."""
        self.reach(name, **how)
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def write(self, name: str, words: str, **how) -> None:
        """Type these words in place of what stands in a field."""
        self.reach(name, **how)
        self.keys.press("Control+a")
        self.keys.insert_text(words)

    def choose(self, name: str, option: str) -> None:
        """In a list, by the first letters of what is meant."""
        self.reach(name)
        self.keys.type(option)
        chosen = "document.activeElement.selectedOptions[0].label"
        assert self.page.evaluate(chosen).startswith(option)

    def tick(self, name: str) -> None:
        if not self.reach(name, begins=True)["is_checked"]:
            self.keys.press("Space")

    def pick(self, name: str) -> None:
        """One of several, by arrows: Tab stops at the chosen one, or at the first."""
        group = self.page.get_by_role("radio", name=name).first.get_attribute("name")
        for _turn in range(STOPS):
            at = self.stop()
            if at["group"] == group:
                break
        for _turn in range(PARTS):
            if at["name"].startswith(name):
                break
            at = self.stop("ArrowDown")
        assert at["name"].startswith(name)
        if not at["is_checked"]:
            self.keys.press("Space")

    def go_on(self, name: str) -> None:
        """Press a button, having said first that one has looked at what was found."""
        looked = self.page.get_by_label("I have looked at these")
        if looked.count():
            self.tick("I have looked at these")
        self.follow(name)

    def said(self, words: str) -> None:
        messages = self.page.locator(".messagelist").inner_text()
        assert words in messages, messages
