"""The table of contents of this app's models; each lives in its slice."""

from community.core.models import Generation, TickRun
from community.demo.models import DemoStamp
from community.home.models import HomePage, InfoPage
from community.members.models import Member, MemberTheme
from community.notifications.models import Notification
from community.organisations.models import Organisation
from community.recordings.models import CaptionTrack, Recording
from community.search.curation.models import (
    SearchPin,
    SearchPinQuestion,
    SearchPinTarget,
    SearchSynonym,
    SearchSynonymStem,
    SearchSynonymTerm,
)
from community.search.log.models import SearchMark, SearchSalt, SearchTally
from community.search.models import (
    SearchDocument,
    SearchExtent,
    SearchPassage,
    SearchSignature,
    SearchSubject,
    SearchTitle,
    SearchToken,
    SearchWord,
)
from community.search.saved.models import SavedSearch, SearchAppearance
from community.territories.models import Territory
from community.themes.models import Theme

__all__ = [
    "CaptionTrack",
    "DemoStamp",
    "Generation",
    "HomePage",
    "InfoPage",
    "Member",
    "MemberTheme",
    "Notification",
    "Organisation",
    "Recording",
    "SavedSearch",
    "SearchAppearance",
    "SearchDocument",
    "SearchExtent",
    "SearchMark",
    "SearchPassage",
    "SearchPin",
    "SearchPinQuestion",
    "SearchPinTarget",
    "SearchSalt",
    "SearchSignature",
    "SearchSubject",
    "SearchSynonym",
    "SearchSynonymStem",
    "SearchSynonymTerm",
    "SearchTally",
    "SearchTitle",
    "SearchToken",
    "SearchWord",
    "Territory",
    "Theme",
    "TickRun",
]
