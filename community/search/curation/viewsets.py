"""Synonyms and pinned results in the CMS, beside the list of searches without answer."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from community.members.selectors import reader_for
from community.search.curation.models import SearchPin, SearchPinTarget, SearchSynonym
from community.search.curation.reading import Pasted, read_list
from community.search.curation.services import add_synonyms
from community.search.curation.targets import UnknownTargetError, address_of, target_of
from community.search.curation.terms import MOST_RESULTS
from community.search.log.cms import ReportItem

MAX_PREFILLED = 1000


class PrefilledCreateView(CreateView):
    """A form that begins with what the address says: ``?terms=…`` from a search without answer."""

    prefilled = ""
    """The field that may be given."""

    def get_initial(self) -> dict[str, Any]:
        """Return what the address gives."""
        given = self.request.GET.get(self.prefilled, "")[:MAX_PREFILLED]
        return {**super().get_initial(), **({self.prefilled: given} if given else {})}


class SynonymCreateView(PrefilledCreateView):
    """A new group."""

    prefilled = "terms"


class PinCreateView(PrefilledCreateView):
    """A new pin."""

    prefilled = "questions"


class SynonymIndexView(IndexView):
    """The list, with pasting many at once."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add pasting for those who may add."""
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            url = reverse("searchsynonym:paste")
            buttons.append(HeaderButton(_("Paste a list"), url=url, icon_name="upload"))
        return buttons


class PasteForm(forms.Form):
    """Asks for many groups at once."""

    lines = forms.CharField(
        label=gettext_lazy("Synonyms"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One group a line, its terms separated by commas or semicolons: “CFA, centre de "
            "formation d’apprentis”. “numérique => ordinateur” goes one way."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=SearchSynonym.Language.choices,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Read the list; one line that cannot be taken keeps all of them out."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.pasted = Pasted()
        if "lines" in cleaned:
            self.pasted = read_list(cleaned["lines"], cleaned.get("language", ""))
            if not self.pasted.groups and not self.pasted.errors:
                self.pasted.errors.append(_("Nothing to take in. Write one group a line."))
            if self.pasted.errors:
                raise ValidationError({"lines": self.pasted.errors})
        return cleaned


def paste(request: HttpRequest) -> HttpResponse:
    """Take in a list of groups, all or none."""
    if not policy_registry.get_by_type(SearchSynonym).user_has_permission(request.user, "add"):
        raise PermissionDenied
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = len(form.pasted.groups)
        add_synonyms(form.pasted.groups)
        text = ngettext(
            "%(number)d group of synonyms added; it counts from now on.",
            "%(number)d groups of synonyms added; they count from now on.",
            number,
        )
        messages.success(request, text % {"number": number})
        return redirect("searchsynonym:index")
    title = _("Paste a list of synonyms")
    names = capfirst(SearchSynonym._meta.verbose_name_plural)
    context = {
        "form": form,
        "page_title": title,
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("searchsynonym:index"), "label": names},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "community/search/synonyms_paste.html", context)


class SearchSynonymViewSet(ModelViewSet):
    """Words that stand for each other."""

    model = SearchSynonym
    icon = "repeat"
    menu_label = gettext_lazy("Synonyms")
    menu_order = 100
    add_to_reference_index = False
    index_view_class = SynonymIndexView
    add_view_class = SynonymCreateView
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column(
            "language",
            label=gettext_lazy("Language"),
            accessor="get_language_display",
            sort_key="language",
        ),
        "changed_at",
    ]
    list_filter = ["language"]
    search_fields = ["terms", "also"]
    list_per_page = 50
    panels = [
        MultiFieldPanel([FieldPanel("terms"), FieldPanel("also")], heading=gettext_lazy("Terms")),
        FieldPanel("language"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add pasting."""
        return [*super().get_urlpatterns(), path("paste/", paste, name="paste")]


class TargetForm(WagtailAdminModelForm):
    """Asks for a result by its address or title, among what the editor may find."""

    class Meta:
        model = SearchPinTarget
        fields = ["address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = reverse_lazy("api:search_suggest")
        self.fields["address"].widget = forms.TextInput(attrs={"data-search-things": things})
        if self.instance.pk:
            now = address_of(self.instance.type, self.instance.object_id)
            self.initial["address"] = now or self.instance.address

    def clean_address(self) -> str:
        """Find the thing. Raises ValidationError, which says what to do."""
        try:
            target = target_of(self.cleaned_data["address"], reader_for(self.for_user))
        except UnknownTargetError as error:
            raise ValidationError(str(error)) from error
        self.instance.type, self.instance.object_id = target.type, target.object_id
        self.instance.title = target.title
        return target.address


class TargetsPanel(InlinePanel):
    """The results of a pin, each found by the search."""

    def get_form_options(self) -> dict[str, Any]:
        """Use the form that finds them, for who is editing."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": TargetForm,
            "inherit_kwargs": ["for_user"],
        }
        return options


def targets_of(pin: SearchPin) -> str:
    """Return what a pin puts first, in words."""
    return ", ".join(str(target) for target in pin.targets.all())


class PinIndexView(IndexView):
    """The list, with what is put first."""

    def get_base_queryset(self) -> Any:
        """Return the pins with what a line shows."""
        return SearchPin.objects.prefetch_related("targets")


class SearchPinViewSet(ModelViewSet):
    """Results that come first."""

    model = SearchPin
    icon = "pick"
    menu_label = gettext_lazy("Pinned results")
    menu_order = 200
    add_to_reference_index = False
    index_view_class = PinIndexView
    add_view_class = PinCreateView
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("targets", label=gettext_lazy("Results"), accessor=targets_of),
        "starts_on",
        "ends_on",
    ]
    search_fields = ["questions", "targets__title"]
    list_per_page = 50
    panels = [
        FieldPanel("questions"),
        TargetsPanel(
            "targets",
            panels=[FieldPanel("address")],
            heading=gettext_lazy("Results, the first one first"),
            label=gettext_lazy("Result"),
            min_num=1,
            max_num=MOST_RESULTS,
        ),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]


class SearchGroup(ModelViewSetGroup):
    """What editors do for the search."""

    items = (SearchSynonymViewSet, SearchPinViewSet)
    menu_label = gettext_lazy("Site search")
    menu_icon = "search"
    menu_name = "site-search"
    menu_order = 260

    def get_submenu_items(self) -> list[MenuItem]:
        """Add what nobody found."""
        return [*super().get_submenu_items(), ReportItem()]
