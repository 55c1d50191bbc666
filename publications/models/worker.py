"""That somebody does the work that waits."""

from datetime import datetime, timedelta

from django.db import models

FORGOTTEN = timedelta(days=1)


class WorkerRoundQuerySet(models.QuerySet):
    def seen(self, host: str, at: datetime) -> None:
        """A worker on this host has looked for work. A host that is no more is
        forgotten after a day."""
        self.update_or_create(host=host, defaults={"at": at})
        self.filter(at__lt=at - FORGOTTEN).delete()

    def last(self) -> datetime | None:
        return self.aggregate(last=models.Max("at"))["last"]


class WorkerRound(models.Model):
    """When a worker on this host last looked for work, to half a minute."""

    host = models.CharField(max_length=255, unique=True)
    at = models.DateTimeField()

    objects = WorkerRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "worker's round"
        verbose_name_plural = "workers' rounds"
        default_permissions = ()

    def __str__(self) -> str:
        return self.host
