"""That a member sent a card to somebody on a day; to whom is not kept."""

from django.db import models


class CardMail(models.Model):
    """What keeps a mail from going twice, and a member from sending too many in a day."""

    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="card_mails"
    )
    card = models.ForeignKey("knowledge.CardPage", on_delete=models.CASCADE, related_name="mails")
    day = models.DateField()
    recipient = models.CharField(max_length=64)
    """A mark made of the address with the site's secret: it tells two apart, and names nobody."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "card", "day", "recipient"], name="knowledge_card_mail_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.card_id} {self.day}"
