"""A blog page as Wagtail's tutorial writes one, with the same blocks as a card."""

from wagtail.fields import StreamField
from wagtail.models import Page

from knowledge.cards.blocks import CardBody


class BlogPage(Page):
    """A title and a body."""

    body = StreamField(CardBody(), blank=True)
    template = "blog/blog_page.html"
