# docker build -t orrery . && docker run --rm -p 127.0.0.1:4566:4566 orrery
FROM debian:12 AS build
WORKDIR /orrery
COPY scripts/deps scripts/deps
COPY shim/node/package.json shim/node/package-lock.json shim/node/
RUN scripts/deps
COPY . .
RUN scripts/build release && cmake --install build/release --prefix /usr/local

FROM debian:12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-boto3 nodejs libcpp-httplib0.11 libmimalloc2.0 ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home orrery && install -d -o orrery /data
COPY --from=build /usr/local/lib/orrery /usr/local/lib/orrery
RUN ln -s ../lib/orrery/orrery /usr/local/bin/orrery
USER orrery
EXPOSE 4566
HEALTHCHECK --interval=5s --timeout=2s CMD ["orrery", "health"]
ENTRYPOINT ["orrery", "start", "--host", "0.0.0.0"]
