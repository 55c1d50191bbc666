"""Changes of the database's form that hold nobody up while the site runs.

Which others do, and what to do instead: docs/developing/upgrades.md.
"""

from django.db.migrations.operations import AddIndex


class AddIndexBeside(AddIndex):
    """Build an index while the table is written (PostgreSQL's CONCURRENTLY).

    For a migration with `atomic = False` and nothing else in it. What a killed one left
    behind is unusable, and made anew.
    """

    atomic = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        elif self.allow_migrate_model(schema_editor.connection.alias, model):
            # It waits for transactions, and makes nobody wait.
            schema_editor.execute("SET lock_timeout = 0")
            schema_editor.remove_index(model, self.index, concurrently=True)
            schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model_name)
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        elif self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.remove_index(model, self.index, concurrently=True)
