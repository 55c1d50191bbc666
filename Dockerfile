# One image for the application, its worker and its commands (compose.yaml). Nothing in
# it is written while it runs, and nobody in it is root. docs/operating/containers.md
FROM python:3.11-slim AS made
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /srv/venv
COPY requirements*.txt /tmp/
# Each lock holds all that the product needs, at the same versions, and an extra.
RUN for lock in /tmp/requirements*.txt; do \
      /srv/venv/bin/python -m pip install -q --require-hashes -r "$lock" || exit 1; done
COPY manage.py pyproject.toml /srv/embassy/
COPY embassy /srv/embassy/embassy
COPY publications /srv/embassy/publications
COPY templates /srv/embassy/templates
COPY static /srv/embassy/static
WORKDIR /srv/embassy
RUN DATA_DIR=/tmp/making STATIC_ROOT=/srv/static DEMO=0 \
    /srv/venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/making \
    && /srv/venv/bin/python -m compileall -q /srv/embassy /srv/venv

FROM python:3.11-slim
# hadolint ignore=DL3008 # Debian mends them, and takes the versions before away
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-core libharfbuzz-subset0 \
       libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin embassy \
    && install -d -m 0700 -o embassy -g embassy /data
COPY --from=made /srv /srv
ENV PATH=/srv/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/static DATA_DIR=/data HOST=0.0.0.0 PORT=8000 DEMO=0 LOG_FORMAT=json METRICS_DIR=/tmp/metrics
WORKDIR /srv/embassy
USER 10001:10001
EXPOSE 8000
# Whether it can serve is for who sends readers here; this tells whether it hangs.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", \
    "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz/live', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--backpressure", "1024", "--no-ws", \
     "--log-level", "warning", "--respawn-failed-workers", "embassy.wsgi:application"]
