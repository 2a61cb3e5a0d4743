"""Members in the CMS: who they are, and the roles that animators give."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from community.core.cms import NamesInOrder
from community.core.roles import Role
from community.members.models import Member, MemberQuerySet
from community.members.permissions import roles_to_give
from community.members.services import set_roles


class MemberPolicy(ModelPermissionPolicy):
    """Members come and go with their accounts, so nobody adds or deletes them here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow reading and changing to those whom Django's permissions allow it."""
        return action in {"view", "change"} and super().user_has_permission(user, action)


class MemberForm(WagtailAdminModelForm):
    """What an animator may change of somebody: never their words, address or password."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Experts write, reviewers approve, facilitators accompany. Everybody here is a member."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [role.value for role in roles_to_give(self.for_user)] if self.for_user else []
        field = self.fields["roles"]
        field.choices = [(value, label) for value, label in Role.choices if value in given]
        self.initial["roles"] = list(
            self.instance.user.groups.filter(name__in=given).values_list("name", flat=True)
            if self.instance.pk
            else []
        )

    def save(self, commit: bool = True) -> Member:
        """Write the profile and the roles."""
        member: Member = super().save(commit=commit)
        set_roles(
            member,
            roles=[Role(value) for value in self.cleaned_data["roles"]],
            among=roles_to_give(self.for_user),
        )
        return member


class MemberFilterSet(WagtailFilterSet):
    """Narrows the list by role and language."""

    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Role"), choices=Role.choices, field_name="user__groups__name"
    )

    class Meta:
        model = Member
        fields = ["language", "is_listed"]


class MemberIndexView(NamesInOrder, IndexView):
    """The list, with roles."""

    def get_base_queryset(self) -> QuerySet[Member]:
        """Return the members of active accounts with what a line shows."""
        found: MemberQuerySet = Member.objects.filter(user__is_active=True)
        return found.select_related("user", "organisation").prefetch_related("user__groups")


def roles_of(member: Member) -> str:
    """Return the roles of a member in words, without the one that everybody has."""
    labels = dict(Role.choices)
    names = {group.name for group in member.user.groups.all()} - {Role.MEMBER.value}
    return ", ".join(str(labels[name]) for name in Role.values if name in names) or _("Member")


class MemberViewSet(ModelViewSet):
    """The people; their own words stay theirs."""

    model = Member
    icon = "group"
    menu_order = 400
    add_to_reference_index = False
    index_view_class = MemberIndexView
    filterset_class = MemberFilterSet
    copy_view_enabled = False
    list_display = [
        "name",
        Column("email", label=gettext_lazy("E-mail"), accessor="user.email"),
        Column("organisation", label=gettext_lazy("Organisation"), accessor="organisation"),
        Column("roles", label=gettext_lazy("Roles"), accessor=roles_of),
    ]
    search_fields = ["name", "user__email", "organisation__name", "job_title"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("roles"),
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("job_title"), FieldPanel("organisation")],
                heading=gettext_lazy("Who they are"),
            ),
            FieldRowPanel([FieldPanel("territory"), FieldPanel("language")]),
            FieldPanel("is_listed"),
        ],
        base_form_class=MemberForm,
    )
