"""The record: an entry for each act, chained by hash to the one before."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .vocabulary import ACTS

GENESIS = "0" * 64
# What an entry's hash covers. The order is part of every hash that was ever written.
HASHED = (
    "sequence",
    "at",
    "actor",
    "actor_name",
    "act",
    "publication",
    "edition",
    "digest",
    "note",
    "details",
    "previous_hash",
)


class AuditEntry(models.Model):
    """Who did what, when, on which uuid and digest. Append-only, no foreign keys."""

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(_("when"))
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("who"), max_length=300)
    act = models.CharField(_("act"), max_length=40)
    publication = models.UUIDField(null=True, db_index=True)
    edition = models.UUIDField(null=True, db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    note = models.TextField(_("note"), blank=True)
    # Canonical JSON kept as text: a database's own JSON would reorder it.
    details = models.TextField(default="{}")
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("entry of the record")
        verbose_name_plural = _("record")
        ordering = ["sequence"]
        default_permissions = ()
        permissions = [("read_record", _("Can read, verify and export the record"))]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act}"

    @property
    def act_name(self) -> str:
        """Of what was refused, which act it would have been: nobody is to read that
        the person refused anything."""
        tried = self.act == "refused" and json.loads(self.details).get("refused")
        if tried in ACTS:
            return str(_("not done: %(act)s") % {"act": ACTS[tried]})
        return str(ACTS.get(self.act, self.act))

    @property
    def note_told(self) -> str:
        """The note; of what was refused, what the site answered; else whose account or
        which role it was about."""
        if not self.note:
            about = json.loads(self.details)
            return str(about.get("account") or about.get("role") or "")
        if self.act != "refused":
            return self.note
        return str(_("The site answered: %(answer)s") % {"answer": self.note})

    def called(self, namesakes: frozenset[str]) -> str:
        """Who it was, as the desk says it. The record itself keeps the user name, too,
        and the full name as it was then."""
        name, _sign, _user_name = self.actor_name.rpartition(" (")
        return name if self.actor and name not in namesakes | {""} else self.actor_name

    def content(self) -> dict[str, Any]:
        """What the hash covers."""
        return {
            "sequence": self.sequence,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": self.actor,
            "actor_name": self.actor_name,
            "act": self.act,
            "publication": str(self.publication or ""),
            "edition": str(self.edition or ""),
            "digest": self.digest,
            "note": self.note,
            "details": self.details,
            "previous_hash": self.previous_hash,
        }

    @staticmethod
    def hash_of(content: dict[str, Any]) -> str:
        """SHA-256 (hex) over every field and the hash of the entry before."""
        covered = [content[name] for name in HASHED]
        canonical = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def computed_hash(self) -> str:
        return self.hash_of(self.content())
