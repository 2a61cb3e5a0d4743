"""Writes what the demo's search holds as a judged collection's documents: `python -m … FILE`.

An address' end, with its language before it, is the key; everything becomes public, since who may
read what is another suite's matter.
"""

import json
import sys
from pathlib import Path

import django


def main(path: Path) -> None:
    """Write the documents of the site that the environment names."""
    django.setup()
    from community.search.models import SearchDocument

    documents = SearchDocument.objects.prefetch_related("passages").order_by("pk")
    with path.open("w", encoding="utf-8") as file:
        for document in documents.iterator(chunk_size=200):
            slug = document.url.rstrip("/").rsplit("/", 1)[-1]
            row = {
                "id": f"{document.language}:{slug}",
                "title": document.title,
                "language": document.language,
                "group": str(document.thing),
                "weight": document.weight,
                "passages": [
                    {"heading": passage.heading, "text": passage.text}
                    for passage in document.passages.all()
                ],
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
