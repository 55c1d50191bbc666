"""The fields of the desk's form for a text, as a browser sends them back."""

import re


def fields(html: str) -> dict[str, str]:
    """By name, of the page with this HTML; without what is ticked or pressed."""
    data = {}
    form = html.split('id="edition_form"')[1].split("</form>")[0]
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag and "submit" not in tag:
            value = re.search(r'value="([^"]*)"', tag)
            data[name[1]] = value[1] if value else ""
    for name, inside in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.S
    ):
        data[name] = inside
    for name, inside in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        data[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', inside)[1]
    return data
