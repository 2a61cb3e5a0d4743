# The site of this project, for a server: pages by gunicorn, the same image as worker and clock.
# docs/operators.md says what each variable holds.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
COPY . .
RUN python -m venv /opt/essaim \
 && python -m pip wheel --no-deps --wheel-dir /wheels . \
 && /opt/essaim/bin/pip install "$(ls /wheels/essaim-*.whl)[production]"

FROM python:3.11-slim-bookworm
ENV PATH=/opt/essaim/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=community.settings.production \
    VAR_DIR=/srv/essaim
RUN useradd --system --uid 10001 --home-dir /srv/essaim --create-home essaim \
 && install -d -o essaim -g essaim /srv/essaim/media /srv/essaim/private /srv/essaim/static
COPY --from=build /opt/essaim /opt/essaim
USER essaim
WORKDIR /srv/essaim
# Hashed and compressed once, here. These values serve this one command and stay out of the image.
RUN SECRET_KEY=for-collectstatic-only ALLOWED_HOSTS=localhost EMAIL_URL=console: \
    DATABASE_URL=sqlite:////tmp/none.sqlite3 django-admin collectstatic --noinput --verbosity 0
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-c", "\
import os, urllib.request as r; \
host = os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('.'); \
r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
CMD ["gunicorn", "community.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", \
     "--threads", "4", "--timeout", "60", "--max-requests", "5000", "--max-requests-jitter", "500", \
     "--worker-tmp-dir", "/dev/shm"]
