"""The field that keeps a photo private: a view that looks at the consent serves it."""

from django.db.models import ImageField
from django.db.models.fields.files import ImageFieldFile

from community.recordings.fields import PrivateFile, PrivateFileField


class PhotoFile(PrivateFile, ImageFieldFile):
    """A photo whose `url` is the view that serves it."""


class PhotoField(PrivateFileField, ImageField):
    """Keeps a photo, with its width and height, where no web server hands it out."""

    attr_class = PhotoFile
