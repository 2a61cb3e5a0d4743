"""Search servers: Elasticsearch and OpenSearch, beside the engine of the site's own database."""
