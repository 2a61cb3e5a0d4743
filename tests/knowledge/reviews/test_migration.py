"""Reviews that waited before the site had reviews of its own are reviews afterwards."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowPage, WorkflowTask

from community.core.roles import Role
from knowledge.reviews.models import ReviewState, ReviewTask
from tests.factories.cards import make_card, make_libraries
from tests.factories.pages import make_homes
from tests.factories.people import make_user

MIGRATION = ("knowledge", "0012_review_tasks")


@pytest.mark.django_db(transaction=True)
def test_what_waited_still_waits_under_the_same_key():
    library = make_libraries(make_homes())["fr"]
    expert = make_user(Role.EXPERT)
    # The review as sites had it: Wagtail's own task, two cards in it, one sent back.
    WorkflowPage.objects.all().delete()
    workflow = Workflow.objects.create(name="Ancienne relecture")
    task = GroupApprovalTask.objects.create(name="Ancienne relecture")
    task.groups.add(Group.objects.get(name=Role.REVIEWER.value))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=library, workflow=workflow)
    states = []
    for title in ("Attend", "Revient"):
        card = make_card(library, title, live=False, owner=expert)
        states.append(workflow.start(card, expert).current_task_state.pk)
    TaskState.objects.get(pk=states[1]).reject(user=make_user(Role.REVIEWER))
    executor = MigrationExecutor(connection)
    migration = executor.loader.get_migration(*MIGRATION)
    apps = executor.loader.project_state([MIGRATION]).apps
    with connection.schema_editor() as editor:
        for operation in migration.operations:
            operation.code(apps, editor)
    groups = ReviewTask.objects.get(pk=task.pk).groups
    assert list(groups.values_list("name", flat=True)) == [Role.REVIEWER.value]
    assert [each.pk for each in ReviewState.objects.order_by("pk")] == states
    waiting = ReviewState.objects.waiting().get()
    assert waiting.pk == states[0]
    assert waiting.specific == waiting
    assert waiting.due_on is not None
    waiting.approve(user=make_user(Role.REVIEWER))
    assert waiting.workflow_state.status == "approved"
