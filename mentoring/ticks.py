"""What must happen with time: reminders, answers that did not come, needs whose day has passed."""

from community.search.services import reindex_many
from mentoring.facilitators.models import Facilitator
from mentoring.offers.services import lapse_overdue, remind_waiting
from mentoring.requests.services import expire_overdue


def offers_due() -> None:
    """Remind who has not answered, and go on to the next person when it is too late."""
    remind_waiting()
    lapse_overdue()


def needs_due() -> None:
    """Let needs lapse whose day has passed."""
    expire_overdue()


def evidence_due() -> None:
    """Let the search follow what facilitators gave other rooms, which tell nobody of it."""
    reindex_many("facilitator", list(Facilitator.objects.listed().values_list("pk", flat=True)))
