"""Serves a stored file by the byte: whole, in ranges, or by the web server in front of us.

Neither Django nor Wagtail answers Range requests, without which no browser can seek in a video.
"""

import secrets
from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.files.storage import Storage
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from community.recordings.ranges import ByteRange, Unsatisfiable, parse_ranges

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file to serve: where it lies and what the answer's headers say of it."""

    storage: Storage
    name: str
    size: int
    content_type: str
    etag: str
    """Strong and quoted: the same tag means the same bytes."""
    modified_at: datetime
    download_name: str = ""
    """Given, the browser saves the file under this name instead of playing it."""


def serve(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """Answer a GET or HEAD for a stored file, permissions being the caller's business.

    200 with everything, 206 with one range (or several as multipart/byteranges), 304 and 412 by
    the conditional headers, 416 when no range lies within the file. With the setting
    `COMMUNITY_MEDIA_ACCEL_PREFIX` the answer names the file for nginx (X-Accel-Redirect), which
    then does all of this by itself.
    """
    modified = int(stored.modified_at.timestamp())
    accel = settings.COMMUNITY_MEDIA_ACCEL_PREFIX
    if accel:
        return _describe(_handed_over(accel, stored), stored, modified)
    condition = get_conditional_response(request, etag=stored.etag, last_modified=modified)
    if condition is not None:
        return _describe(condition, stored, modified)
    ranges = None
    if request.method == "GET" and _may_answer_partly(request, stored.etag, modified):
        try:
            ranges = parse_ranges(request.headers["Range"], stored.size)
        except Unsatisfiable:
            refused = HttpResponse(status=416)
            refused["Content-Range"] = f"bytes */{stored.size}"
            return _describe(refused, stored, modified)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=stored.content_type)
        response["Content-Length"] = str(stored.size)
    elif ranges is None:
        response = _streamed(request, stored, [ByteRange(0, stored.size - 1)])
        response["Content-Length"] = str(stored.size)
    elif len(ranges) == 1:
        response = _streamed(request, stored, ranges, status=206)
        response["Content-Range"] = ranges[0].content_range(stored.size)
        response["Content-Length"] = str(ranges[0].length)
    else:
        response = _multipart(request, stored, ranges)
    return _describe(response, stored, modified)


def _may_answer_partly(request: HttpRequest, etag: str, modified: int) -> bool:
    """Whether there is a Range to look at and, by If-Range, it is about the file as it is now."""
    if "Range" not in request.headers:
        return False
    condition = request.headers.get("If-Range", "").strip()
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == etag
    return parse_http_date_safe(condition) == modified


def _describe(response: HttpResponseBase, stored: StoredFile, modified: int) -> HttpResponseBase:
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = stored.etag
    response["Last-Modified"] = http_date(modified)
    # The permission may be withdrawn: whoever kept a copy asks before using it again.
    response["Cache-Control"] = "private, no-cache"
    if stored.download_name and response.status_code < 300:
        response["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=stored.download_name) or ""
        )
    return response


def _handed_over(prefix: str, stored: StoredFile) -> HttpResponse:
    response = HttpResponse(content_type=stored.content_type)
    response["X-Accel-Redirect"] = quote(str(PurePosixPath(prefix) / stored.name))
    return response


def _streamed(
    request: HttpRequest, stored: StoredFile, ranges: list[ByteRange], *, status: int = 200
) -> StreamingHttpResponse:
    parts = [(b"", piece) for piece in ranges]
    return _stream(request, stored, parts, b"", status=status, content_type=stored.content_type)


def _multipart(
    request: HttpRequest, stored: StoredFile, ranges: list[ByteRange]
) -> StreamingHttpResponse:
    boundary = secrets.token_hex(16)
    parts = [
        (
            f"\r\n--{boundary}\r\nContent-Type: {stored.content_type}\r\n"
            f"Content-Range: {piece.content_range(stored.size)}\r\n\r\n".encode("ascii"),
            piece,
        )
        for piece in ranges
    ]
    end = f"\r\n--{boundary}--\r\n".encode("ascii")
    response = _stream(
        request,
        stored,
        parts,
        end,
        status=206,
        content_type=f"multipart/byteranges; boundary={boundary}",
    )
    length = sum(len(head) + piece.length for head, piece in parts) + len(end)
    response["Content-Length"] = str(length)
    return response


def _stream(
    request: HttpRequest,
    stored: StoredFile,
    parts: list[tuple[bytes, ByteRange]],
    end: bytes,
    *,
    status: int,
    content_type: str,
) -> StreamingHttpResponse:
    chunks = _chunks(stored, parts, end)
    # Under ASGI a synchronous iterator would be read to its end into memory first.
    content = _threaded(chunks) if isinstance(request, ASGIRequest) else chunks
    response = StreamingHttpResponse(content, status=status, content_type=content_type)
    response._resource_closers.append(chunks.close)  # type: ignore[attr-defined]  # not in the stubs
    return response


def _chunks(
    stored: StoredFile, parts: list[tuple[bytes, ByteRange]], end: bytes
) -> Generator[bytes, None, None]:
    with stored.storage.open(stored.name, "rb") as opened:
        for head, piece in parts:
            if head:
                yield head
            opened.seek(piece.first)
            left = piece.length
            while left > 0:
                data = opened.read(min(CHUNK_BYTES, left))
                if not data:
                    return
                left -= len(data)
                yield data
    if end:
        yield end


async def _threaded(chunks: Generator[bytes, None, None]) -> AsyncIterator[bytes]:
    """Read in a thread, so that a slow disk holds up nobody else."""

    def following() -> bytes | None:
        return next(chunks, None)

    read = sync_to_async(following, thread_sensitive=False)
    while (data := await read()) is not None:
        yield data
