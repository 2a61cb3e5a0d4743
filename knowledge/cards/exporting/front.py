"""What a card says of itself, as front matter: names and codes that hold on another site, too."""

from typing import Any

import yaml

from community.core.reader import Reader
from knowledge.cards.markdown import FORMAT
from knowledge.cards.models import CardPage
from knowledge.provenance import portable


def front_of(card: CardPage, *, address: str, reader: Reader) -> dict[str, Any]:
    """Return a card's fields but for its body, for a reader; what is empty is left out."""
    said = {
        "format": FORMAT,
        "key": str(card.translation_key),
        "address": address,
        "status": "published" if card.live else "draft",
        "published": card.first_published_at,
        "lang": card.language_code,
        "kind": card.kind,
        "title": card.title,
        "slug": card.slug,
        "summary": card.summary,
        "objective": card.objective,
        "challenge": card.challenge,
        "audience_note": card.audience_note,
        "audience": card.audience,
        "organisation": card.audience_organisation and card.audience_organisation.code,
        "themes": [theme.slug for theme in card.themes.all()],
        "territory": card.territory and card.territory.code,
        "author": card.author and f"@{card.author.handle}",
        "domain": card.rule_domain,
        "number": card.rule_number,
        "horizon": card.horizon,
        "continues": card.continues and card.continues.full_url,
        "source": card.source_label,
        "source_url": card.source_url,
        "sources": portable.written(card, reader),
        "verify_every": card.verify_every,
        "verifiers": card.verifier_group and card.verifier_group.name,
        "seo_title": card.seo_title,
        "search_description": card.search_description,
        "go_live": card.go_live_at,
        "expires": card.expire_at,
    }
    return {key: value for key, value in said.items() if value not in (None, "", [])}


def written(front: dict[str, Any]) -> str:
    """Return front matter as YAML between its lines."""
    said = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=2**20)
    return f"---\n{said}---\n"
