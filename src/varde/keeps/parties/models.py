from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from varde.keeps.parties.types import KnownUser
from varde.kernels.terms.actors import Actor, ActorKind
from varde.kernels.terms.ids import new_uuid
from varde.kernels.terms.roles import Job


class User(AbstractBaseUser):
    """A person who logs in at this station."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True, default="")
    job = models.CharField(max_length=20, choices=[(job.value, job.value) for job in Job])
    district = models.CharField(max_length=60, null=True)  # noqa: DJ001  none is not an empty name
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager["User"]()

    def __str__(self) -> str:
        return self.username

    def actor(self) -> Actor:
        """The person as the actor of an act."""
        return Actor(ActorKind.PERSON, self.username, Job(self.job), self.district)

    def known(self) -> KnownUser:
        """The row as a type."""
        return KnownUser(self.username, self.display_name, Job(self.job), self.district)

    def get_full_name(self) -> str:
        """What colleagues call this person."""
        return self.display_name

    def get_short_name(self) -> str:
        """The login."""
        return self.username


class ApiToken(models.Model):
    """A machine's token, by its SHA-256: 32 random bytes need no slow hash."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    name = models.CharField(max_length=60, unique=True)
    digest = models.BinaryField(max_length=32, unique=True)
    rights = models.JSONField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
