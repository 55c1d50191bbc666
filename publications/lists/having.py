"""Of whom and of what there is a text: people, topics, series, outlets."""

from django.db.models import Model, QuerySet, Subquery

from publications.models import Edition


def having(model: type[Model], texts: QuerySet[Edition]) -> QuerySet:
    """Those of which there is one among the texts (which name `OuterRef("pk")`).

    One is looked for and no more: asked whether there is any, PostgreSQL would bring
    all texts of a subject together first.
    """
    first = Subquery(texts.order_by().values("pk")[:1])
    return model._default_manager.alias(first=first).filter(first__isnull=False)
