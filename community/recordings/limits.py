"""Refuses what is larger than any recording may be, before it is read, and keeps the rest.

`RefuseOversized` is the first of the site's upload handlers: when the body's announced length is
too much, it reads the fields that come before the file and leaves a `RefusedUpload` where the file
would be, so that the form comes back filled, with the reason. `limit_body` does the same one step
earlier under ASGI, where Django would otherwise put the whole body on the disk first.
"""

from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import QueryDict
from django.utils.datastructures import MultiValueDict

# What a form may bring beside the recording: its fields, captions, a poster.
ALLOWANCE_BYTES = 16 * 1024 * 1024
# So much of a refused body is read: everything that may come before the recording.
KEPT_BYTES = ALLOWANCE_BYTES
TOO_LARGE = 413

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


def is_oversized(body_bytes: int) -> bool:
    """Whether a request's body of so many bytes is more than any form of the site takes."""
    return body_bytes > settings.COMMUNITY_MEDIA_MAX_BYTES + ALLOWANCE_BYTES


class RefusedUpload(UploadedFile):
    """Stands for a file that was not read: its name, and the size that the request announced."""

    def __init__(self, *, name: str, content_type: str, size: int, field_name: str) -> None:
        super().__init__(file=BytesIO(), name=name, content_type=content_type, size=size)
        self.field_name = field_name


class _Keeper(FileUploadHandler):
    """Keeps no file, but notes which one it was in that the part that was read came to its end."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.refused: RefusedUpload | None = None

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,  # noqa: ARG002
        charset: str | None = None,  # noqa: ARG002
        content_type_extra: dict[str, bytes] | None = None,  # noqa: ARG002
    ) -> None:
        """Note the file; smaller ones before it are let go."""
        self.refused = RefusedUpload(
            name=file_name, content_type=content_type, size=self.size, field_name=field_name
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        """Take nothing."""
        return None

    def file_complete(self, file_size: int) -> None:
        """Make nothing."""


class RefuseOversized(FileUploadHandler):
    """Answers for the whole body when that is too large; other bodies pass to the next handler."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  (Django's name)
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: str | None = None,
    ) -> Any:
        """Return the fields before the file, and the file refused; None for ordinary bodies."""
        if not is_oversized(content_length):
            return None
        keeper = _Keeper(content_length)
        files: MultiValueDict[str, UploadedFile] = MultiValueDict()
        try:
            start = BytesIO(input_data.read(KEPT_BYTES))
            post, _none = MultiPartParser(META, start, [keeper], encoding).parse()
        except MultiPartParserError:
            post = QueryDict()
        if keeper.refused is not None:
            files.appendlist(keeper.refused.field_name, keeper.refused)
        return post, files

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Pass every piece on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers after this one."""


def limit_body(application: Application) -> Application:
    """Wrap an ASGI application: of a body that is too large it gets the beginning only.

    The answer then has the status 413, and what still arrives is thrown away meanwhile.
    """

    async def limited(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_oversized(_announced(scope)):
            await application(scope, receive, send)
            return
        taken = 0

        async def receive_beginning() -> Message:
            nonlocal taken
            while taken >= KEPT_BYTES:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return message
            message = await receive()
            taken += len(message.get("body", b""))
            if taken >= KEPT_BYTES:
                message = {**message, "more_body": False}
            return message

        async def send_refusal(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                message = {**message, "status": TOO_LARGE}
            await send(message)

        await application(scope, receive_beginning, send_refusal)

    return limited


def _announced(scope: Message) -> int:
    for name, value in scope.get("headers", ()):
        if name.lower() == b"content-length" and value.isdigit():
            return int(value)
    return 0
