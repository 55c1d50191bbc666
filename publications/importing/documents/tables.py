"""Tables that are tables; those that only lay out a page become its paragraphs."""

from collections import Counter

from bs4 import BeautifulSoup, Tag

PARTS = ("table", "thead", "tbody", "tfoot", "tr")
CELLS = ("td", "th")
# Of cells that one cell may say that it covers.
WIDEST = 100


def settle(soup: BeautifulSoup, counts: Counter[str]) -> None:
    for table in soup.find_all("table"):
        for caption in table.find_all("caption"):
            caption.name = "p"
            table.insert_before(caption.extract())
        if table.find("table") or not _is_one(table):
            _unfold(table)
        else:
            counts["merged"] += sum(
                span(cell, "colspan") > 1 or span(cell, "rowspan") > 1
                for cell in table.find_all(CELLS)
            )


def _is_one(table: Tag) -> bool:
    """Whether there are several rows and several columns."""
    rows = [row.find_all(CELLS) for row in table.find_all("tr")]
    return len(rows) > 1 and max(len(row) for row in rows) > 1


def _unfold(table: Tag) -> None:
    """Cells become paragraphs, in their order."""
    inner = {id(e) for other in table.find_all("table") for e in other.find_all(True)}
    for element in table.find_all([*PARTS, *CELLS]):
        if id(element) in inner or element.name == "table":
            continue
        if element.name in CELLS:
            element.name, element.attrs = "div", {}
        else:
            element.unwrap()
    table.name, table.attrs = "div", {}


def span(cell: Tag, attribute: str) -> int:
    said = str(cell.get(attribute) or "1")
    return max(1, min(WIDEST, int(said))) if said.isdecimal() else 1


def grid(table: Tag) -> list[list[Tag | None]]:
    """Cells by row and column; None where another one reaches."""
    rows: list[list[Tag | None]] = []
    reaching: dict[int, int] = {}
    for row in table.find_all("tr"):
        line: list[Tag | None] = []
        for cell in row.find_all(CELLS):
            _pass_over(line, reaching)
            columns, down = span(cell, "colspan"), span(cell, "rowspan") - 1
            for column in range(len(line), len(line) + columns):
                reaching[column] = down
            line += [cell, *[None] * (columns - 1)]
        _pass_over(line, reaching)
        rows.append(line)
    return [row for row in rows if row]


def _pass_over(line: list[Tag | None], reaching: dict[int, int]) -> None:
    while reaching.get(len(line), 0) > 0:
        reaching[len(line)] -= 1
        line.append(None)
