"""Where a form says what is wrong: at the field, with the cursor in it."""

from publications import workflow


class AtItsField:
    """Of a form; before Django's class. The browser goes to the first field at fault,
    also where the button that was pressed lies far from the top of the page."""

    # Of several boxes under one name, each would take the cursor: their template sets
    # it to the group.
    first_fault = ""

    def add_error(self, field, error):
        super().add_error(field, error)
        self.first_fault = next(
            (name for name in self.fields if name in self.errors), ""
        )
        for name, each in self.fields.items():
            each.widget.attrs.pop("autofocus", None)
            if name == self.first_fault and not each.widget.use_fieldset:
                each.widget.attrs["autofocus"] = True

    def refuse(self, refusal: workflow.Refused) -> None:
        """Say why, at the field that it is about where there is one."""
        name = refusal.field
        self.add_error(name if name in self.fields else None, str(refusal))
