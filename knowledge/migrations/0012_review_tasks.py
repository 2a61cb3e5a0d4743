"""Makes reviews of what reviews cards already: the tasks of libraries' workflows, and their states.

Nothing that waits is lost: each task and state becomes one of ours under the key it has.
"""

from django.db import migrations


def convert(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    ReviewTask = apps.get_model("knowledge", "ReviewTask")
    ReviewState = apps.get_model("knowledge", "ReviewState")
    ours = {
        name: content_types.get_or_create(app_label="knowledge", model=name)[0]
        for name in ("reviewtask", "reviewstate")
    }
    workflows = apps.get_model("wagtailcore", "WorkflowPage").objects.filter(
        page__content_type__app_label="knowledge", page__content_type__model="cardindexpage"
    )
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(
        content_type__app_label="wagtailcore",
        workflow_tasks__workflow__in=workflows.values("workflow"),
    )
    for task in tasks.distinct():
        review = ReviewTask(groupapprovaltask_ptr_id=task.pk)
        # Its parents' rows stand: only the one of its own is added.
        review.__dict__.update(
            {field.attname: getattr(task, field.attname) for field in task._meta.concrete_fields}
        )
        review.content_type_id = ours["reviewtask"].pk
        review.save()
        for state in apps.get_model("wagtailcore", "TaskState").objects.filter(task=task.pk):
            kept = ReviewState(taskstate_ptr_id=state.pk)
            kept.__dict__.update(
                {f.attname: getattr(state, f.attname) for f in state._meta.concrete_fields}
            )
            kept.content_type_id = ours["reviewstate"].pk
            kept.save()


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0011_reviews"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
