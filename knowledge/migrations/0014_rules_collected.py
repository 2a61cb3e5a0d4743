"""Puts the published rules into collections, and lets animators keep these."""

from django.db import migrations

from community.core.roles import Role, editing, grant

TITLES = {
    "fr": {
        "participation": "Participation",
        "animation": "Animation",
        "collaboration": "Collaboration",
    },
    "en": {
        "participation": "Participation",
        "animation": "Facilitation",
        "collaboration": "Collaboration",
    },
}


def collect(apps, schema_editor):
    """Put the published rules into a collection for each language and domain, in their order."""
    CardPage = apps.get_model("knowledge", "CardPage")
    RuleCollection = apps.get_model("knowledge", "RuleCollection")
    RuleEntry = apps.get_model("knowledge", "RuleEntry")
    cards = CardPage.objects.filter(kind="golden_rule", live=True, rule_number__isnull=False)
    numbers = {}
    rows = cards.exclude(rule_domain="").order_by("rule_number", "pk")
    for pk, language, domain in list(
        rows.values_list("pk", "locale__language_code", "rule_domain")
    ):
        titles = TITLES.get(language, TITLES["en"])
        collection, _made = RuleCollection.objects.get_or_create(
            language=language,
            slug=domain,
            defaults={"title": titles.get(domain, domain), "domain": domain},
        )
        number = numbers[collection.pk] = numbers.get(collection.pk, 0) + 1
        RuleEntry.objects.create(
            collection=collection, card_id=pk, sort_order=number, number=number
        )
        CardPage.objects.filter(pk=pk).update(rule_number=number)


def lay(apps, schema_editor):
    """Let animators keep the collections."""
    grant(
        apps,
        role=Role.ANIMATOR.value,
        app_label="knowledge",
        codenames=editing("rulecollection", "ruleentry"),
    )


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0013_rules"), ("community", "0002_roles")]
    operations = [
        migrations.RunPython(collect, migrations.RunPython.noop),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
