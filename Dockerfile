# The service without a database: it needs an external PostgreSQL. See docs/operations/image.md.
#   docker build -t intent-observe:0.1.0 .        or: make image

FROM eclipse-temurin:21.0.12_8-jdk-noble AS build
WORKDIR /src
COPY . .
# The cache keeps the libraries in the builder and out of the layers.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode -q -Dquick -pl modules/app -am package
RUN infra/image/assemble modules/app/target/intent-observe /image

# The base of Temurin's own images. It has a glibc for Java and a bash for the health check.
FROM ubuntu:noble-20260810
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Intent Observe" \
      org.opencontainers.image.description="Durable, traceable record of what coding agents and their people do." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/ubuntu:noble-20260810"

RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent \
      --shell /usr/sbin/nologin intent-observe

# In the order of how rarely they change, so that layers are reused.
COPY --from=build /image/java /opt/java/openjdk
COPY --from=build /image/intent-observe/libs /opt/intent-observe/libs
COPY --from=build /image/intent-observe/native /opt/intent-observe/native
COPY --from=build /image/intent-observe/healthcheck /opt/intent-observe/healthcheck
COPY --from=build /image/intent-observe/classpath /opt/intent-observe/classpath

# In a container all requests come from outside. The service listens on 0.0.0.0 only with auth.keys;
# without a database the start ends with exit code 12 and a message with the keys to set.
ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    INTENT_OBSERVE_HTTP_HOST=0.0.0.0 \
    INTENT_OBSERVE_HTTP_METRICS_HOST=0.0.0.0 \
    INTENT_OBSERVE_DATABASE_EMBEDDED=false

# The service reads intent-observe.yaml and the folder objectives here; mount them read-only.
WORKDIR /etc/intent-observe
USER 10001:10001
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 \
  CMD ["/opt/intent-observe/healthcheck"]

# More options for the JVM: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", \
  "--enable-native-access=ALL-UNNAMED", "-Djava.library.path=/opt/intent-observe/native", \
  "-cp", "/opt/intent-observe/classpath/*:/opt/intent-observe/libs/*", "dev.intentobserve.app.Main"]
