"""A file field whose files no web server hands out: their address is a view that checks first."""

from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse


def private_storage() -> Storage:
    """Return the storage that no web server serves by itself."""
    return storages["private"]


class PrivateFile(FieldFile):
    """A file whose `url` is the view that serves it."""

    @property
    def url(self) -> str:
        """The address of the view, made of the owner's key."""
        self._require_file()  # type: ignore[attr-defined]
        return reverse(self.field.served_by, args=[self.instance.pk])  # type: ignore[attr-defined]


class PrivateFileField(models.FileField):
    """Keeps files in the private storage; `served_by` names the view that takes the owner's key."""

    attr_class = PrivateFile

    def __init__(self, *args: Any, served_by: str = "", **kwargs: Any) -> None:
        self.served_by = served_by
        kwargs.setdefault("storage", private_storage)
        super().__init__(*args, **kwargs)
