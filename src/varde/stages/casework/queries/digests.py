"""Every act as a digest, by which whoever knows it can check that it arrived, whole and once, and nobody can read it."""

from __future__ import annotations

import hashlib
import json

from varde.stages.casework.models import Act


def act_digests() -> list[str]:
    """SHA-256 in hex over JSON `[account, message, [recipients, sorted], sent in Unix milliseconds]`, one for each act."""
    acts = Act.objects.select_related("account").prefetch_related("recipients")
    return sorted(_digest(act) for act in acts)


def _digest(act: Act) -> str:
    recipients = sorted(recipient.name for recipient in act.recipients.all())
    told = [act.account.esp_identifier, act.message, recipients, round(act.sent_at.timestamp() * 1000)]
    return hashlib.sha256(json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
