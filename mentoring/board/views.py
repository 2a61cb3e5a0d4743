"""The animator's board."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from community.core.context import reader_of
from community.core.pagination import page_of
from community.core.roles import Role
from mentoring.board.forms import BoardForm
from mentoring.board.selectors import figures, loads, needs_on_board, territory_gaps


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Show every need by age and state; for animators, it does not exist for others."""
    if not reader_of(request).has_role(Role.ANIMATOR):
        raise Http404
    form = BoardForm(request.GET)
    chosen = form.chosen()
    query = request.GET.copy()
    query.pop("page", None)
    tiles, gaps = territory_gaps()
    return render(
        request,
        "mentoring/board/board_page.html",
        {
            "form": form,
            "chosen": chosen,
            "page": page_of(needs_on_board(chosen), request.GET.get("page"), size=20),
            "query": query.urlencode(),
            "figures": figures(),
            "loads": loads(),
            "tiles": tiles,
            "gaps": gaps,
        },
    )
