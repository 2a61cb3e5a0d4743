"""What the CMS views of several slices share: deleting without breaking what still points there."""

from typing import Any

from django.db.models import ProtectedError, RestrictedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import DeleteView


class CarefulDeleteView(DeleteView):
    """Says what still uses a thing instead of failing, whichever app it belongs to."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete, or go back to the list and say what stands in the way."""
        try:
            return super().form_valid(form)
        except (ProtectedError, RestrictedError) as error:
            users = getattr(error, "protected_objects", None) or getattr(
                error, "restricted_objects", None
            )
            named = sorted({str(each._meta.verbose_name_plural) for each in users or ()})
            messages.error(
                self.request,
                _("“%(object)s” is still used by %(users)s. Change those first.")
                % {"object": self.object, "users": ", ".join(named)},
            )
            return redirect(self.index_url_name)
