"""The library's upload form: refuses what is not a recording, and says why."""

from wagtailmedia.forms import BaseMediaForm


class RecordingForm(BaseMediaForm):
    """Checks the file itself, not its name."""
