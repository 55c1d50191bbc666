"""Make docs/editing/workflow.md from the code's tables: `manage.py draw_workflow`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from publications.models import ACTS
from publications.workflow import ROLES, STRICTER, TRANSITIONS
from publications.workflow.roles import WRITING, permits
from publications.workflow.transitions import TAKEN_DOWN

PAGE = "docs/editing/workflow.md"
INTRODUCTION = """# The workflow

Made by `manage.py draw_workflow` from the tables that the product itself obeys
(`publications/workflow/transitions.py`, `roles.py`); don't edit it by hand.

A state is what people see of an edition. *Scheduled*, *live*, *superseded* follow from
the clock: nobody has to press anything at the hour.

"""


class Command(BaseCommand):
    help = f"Write {PAGE}: the diagram and the table of acts."

    def handle(self, *args, **options):
        path = Path(settings.BASE_DIR) / PAGE
        path.write_text(drawn(), encoding="utf-8")
        self.stdout.write(f"{PAGE} is written.")


def drawn() -> str:
    """Return the whole page."""
    with translation.override("en"):
        return INTRODUCTION + _diagram() + "\n" + _table()


def _diagram() -> str:
    """A Mermaid state diagram of the acts that lead from one state to another."""
    arrows = ["    [*] --> draft: create, translate"]
    for name, row in TRANSITIONS.items():
        arrows += [
            f"    {source} --> {target}: {name}"
            for source in row.sources
            for target in _targets(row.to)
            if target != source and not _is_milder(source, target)
        ]
    clock = ["scheduled --> live: at its moment", "live --> superseded: next edition"]
    arrows += [f"    {arrow}" for arrow in clock]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```", ""])


def _targets(to: str | None) -> list[str]:
    return to.replace(" or ", ", ").split(", ") if to else []


def _is_milder(source: str, target: str) -> bool:
    """What was taken down is only ever answered more strictly."""
    return (
        source in TAKEN_DOWN
        and target in TAKEN_DOWN
        and (target not in STRICTER[source])
    )


def _table() -> str:
    head = ["act", "from", "to", "who", "only if", "effect"]
    rows = [
        [
            f"`{name}` {ACTS[name]}",
            ", ".join(row.sources),
            row.to or "stays",
            ", ".join(_roles(name)),
            row.terms,
            row.effect,
        ]
        for name, row in TRANSITIONS.items()
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _roles(act: str) -> list[str]:
    named = [role for role, codenames in ROLES.items() if permits(codenames, act, None)]
    return [*named, "Translator (translations)"] if act in WRITING else named
