"""What must happen with time: reminders, answers that did not come, needs whose day has passed."""

from mentoring.offers.services import lapse_overdue, remind_waiting
from mentoring.requests.services import expire_overdue


def offers_due() -> None:
    """Remind who has not answered, and go on to the next person when it is too late."""
    remind_waiting()
    lapse_overdue()


def needs_due() -> None:
    """Let needs lapse whose day has passed."""
    expire_overdue()
