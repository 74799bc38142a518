# One image for every command: `docker run IMAGE serve`, `docker run IMAGE migrate --check`, …
FROM python:3.13-slim-bookworm AS build

WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/governance \
    && /opt/governance/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY LICENSE README.md pyproject.toml clauses.csv policies.csv schema.graphql ./
COPY alembic ./alembic
COPY governance ./governance
RUN /opt/governance/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm

# /var/lib/governance is where a SQLite database would lie; all else may be read-only.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin governance \
    && install --directory --owner=governance --mode=0700 /var/lib/governance
COPY --from=build /opt/governance /opt/governance

ENV PATH=/opt/governance/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /var/lib/governance
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["governance"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
