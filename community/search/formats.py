"""In which forms there is something to find: to read, to watch, to hear, to fetch, to attend."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TEXT: Final = "text"
VIDEO: Final = "video"
AUDIO: Final = "audio"
DOCUMENT: Final = "document"
EVENT: Final = "event"

FORMATS: Final[dict[str, Any]] = {
    TEXT: _("To read"),
    VIDEO: _("Video"),
    AUDIO: _("Sound"),
    DOCUMENT: _("Document to download"),
    EVENT: _("To attend"),
}
