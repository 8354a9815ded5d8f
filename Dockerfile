# embedparse as an image: built from the wheel, run as a user without rights.
#   docker build -t embedparse .
#   docker run --rm -v "$PWD:/data" embedparse scan articles.jsonl
FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir build && python -m build --wheel --outdir /wheels

FROM python:3.13-slim
COPY constraints.txt /tmp/constraints.txt
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir -c /tmp/constraints.txt "$(ls /wheels/*.whl)[parquet,warc,zstd,gzip,xlsx]" \
    && rm -rf /wheels /tmp/constraints.txt \
    && useradd --create-home --uid 10001 reader
USER reader
WORKDIR /data
ENTRYPOINT ["embedparse"]
CMD ["--help"]
