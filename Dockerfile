# Sonde's server with everything its workers need. What was and was not tried of this file:
# docs/docker.md.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
# The class paths that the build writes name jars of the local repository; here they name the folder
# into which the same jars are copied.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dquick -Dmaven.test.skip=true -pl app -am \
      -Dmdep.prefix=/opt/sonde/lib -Dmdep.useBaseVersion=false \
      -DincludeScope=runtime -DoutputDirectory=/build/lib \
      package dependency:copy-dependencies
RUN mkdir -p /image/app/target /image/trial-runner/target \
    && cp -r lib /image/lib \
    && cp -r examples /image/examples \
    && cp app/target/app.jar app/target/server.classpath /image/app/target/ \
    && cp trial-runner/target/trial-runner.jar trial-runner/target/worker.classpath \
      /image/trial-runner/target/ \
    && printf '%s\n' -XX:+UseSerialGC -Dsonde.root=/opt/sonde \
      -cp "/opt/sonde/app/target/app.jar:$(cat app/target/server.classpath)" \
      > /image/server.options \
    && for jar in $(tr ':' '\n' < app/target/server.classpath) \
         $(tr ':' '\n' < trial-runner/target/worker.classpath); do \
         test -f "/image/lib/${jar##*/}" || { echo "no jar for $jar" >&2; exit 1; }; \
       done

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/sonde sonde
COPY --from=build /image /opt/sonde
USER sonde
WORKDIR /var/lib/sonde
ENV SONDE_HOME=/var/lib/sonde/home
VOLUME /var/lib/sonde
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost:8080\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "@/opt/sonde/server.options", "io.sonde.app.Main"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]
