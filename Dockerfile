# One node of Vonk. `vonk serve` answers; run `vonk migrate` once before it, as compose.yaml does.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1 UV_COMPILE_BYTECODE=1
COPY requirements-build.txt requirements.txt ./
RUN python -m venv tools && tools/bin/pip install -q --require-hashes -r requirements-build.txt \
 && python -m venv --without-pip /vonk \
 && tools/bin/uv pip install -q --python /vonk/bin/python --require-hashes -r requirements.txt
COPY pyproject.toml LICENSE ./
COPY api api
COPY matching matching
COPY migrations migrations
COPY seed_data seed_data
RUN tools/bin/python -m hatchling build -t wheel -d wheels \
 && tools/bin/uv pip install -q --python /vonk/bin/python --no-deps wheels/*.whl

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --create-home vonk
COPY --from=build /vonk /vonk
ENV PATH=/vonk/bin:$PATH PYTHONUNBUFFERED=1 VONK_DATA_DIR=/data
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["vonk", "serve", "--host", "0.0.0.0", "--port", "8000"]
