"""Numbers that no database counts are equal to nothing.

Django sees to it where one number is asked for, not where there are several (`__in`):
there SQLite fails. Whoever sends a form may write any number into it, and Django's own
fields of several choices, and those that look a choice up, ask so.
Test: tests/test_limits.py.
"""

from django.db.models import IntegerField
from django.db.models.lookups import In


@IntegerField.register_lookup
class InRange(In):
    """As Django's `in`, without what is out of the field's range."""

    def process_rhs(self, compiler, connection):
        if self.rhs_is_direct_value():
            kind = self.lhs.output_field.get_internal_type()
            lowest, highest = connection.ops.integer_field_range(kind)
            self.rhs = [
                value
                for value in self.rhs
                if not isinstance(value, int) or lowest <= value <= highest
            ]
        return super().process_rhs(compiler, connection)
