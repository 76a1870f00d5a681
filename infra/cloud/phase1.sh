# shellcheck shell=bash
# Phase 1, for bin/deploy: the collector and the service on this machine, exporting to Grafana Cloud.

: "${root:?is set by bin/deploy}"
settings_from "$root/infra/cloud/.env"

state_dir1=$root/data/phase1
queue1=${OTELCOL_QUEUE_DIR:-$state_dir1/queue}
config1=$root/infra/cloud/otelcol.yaml
app1=$root/modules/app/target/intent-observe/app.jar
otelcol=${OTELCOL:-otelcol-contrib}
api_port=${INTENT_OBSERVE_HTTP_PORT:-8080}
metrics_port=${INTENT_OBSERVE_HTTP_METRICS_PORT:-9090}
wait_seconds1=${DEPLOY_WAIT:-120}

up1() {
  check1
  stop_if_missing
  say "1. Build the service"
  build package
  ports1
  say "2. The collector: $config1"
  validate1
  keep_running otelcol "$(collector_fingerprint)" "$(health_port)" / start_collector
  say "3. The service"
  keep_running service "$(service_fingerprint)" "$api_port" /health/ready start_service
  say "4. Dashboards and alert rules"
  local status=0
  push1 || status=$?
  summary1
  return "$status"
}

# The service first, because it sends its last data to the collector.
down1() {
  say "1. Stop the service, then the collector"
  stop service
  stop otelcol
  say "2. Dashboards and alert rules"
  if yes "${PURGE:-}"; then
    unpush1
  else
    say "  kept in Grafana; PURGE=1 deletes them"
  fi
  say "Kept: the record in $root/data, and unsent data of the collector in $queue1."
}

check1() {
  local name
  for name in GRAFANA_CLOUD_OTLP_ENDPOINT GRAFANA_CLOUD_INSTANCE_ID GRAFANA_CLOUD_TOKEN; do
    if [[ -z ${!name:-} ]]; then
      missing "$name, in the environment or in infra/cloud/.env" "$(hint1 "$name")"
    fi
  done
  check_endpoint
  check_collector
  if [[ ! -r $config1 ]]; then
    missing "$config1" "make dashboards"
  fi
  if ! "$root/bin/find-jdk" >/dev/null 2>&1; then
    missing "a JDK, 21 or newer" "see README.md, or set JAVA_HOME"
  fi
}

# The configuration file of the service may set its ports, so the service is asked for them.
ports1() {
  if ! dry && [[ -n ${INTENT_OBSERVE_CONFIG:-} || -e $root/intent-observe.yaml ]]; then
    api_port=$(configured http.port "$api_port")
    metrics_port=$(configured http.metrics_port "$metrics_port")
  fi
  if [[ $metrics_port != 9090 ]]; then
    warn "the collector scrapes 127.0.0.1:9090, not $metrics_port: metrics will be missing"
  fi
}

configured() {
  local value
  value=$(cd "$root" && java -cp "$app1" dev.intentobserve.app.Main --print-config 2>/dev/null |
    sed -n "s/^$1: \([0-9]*\) .*/\1/p") || :
  say "${value:-$2}"
}

hint1() {
  local page="grafana.com > My Account > your stack > OpenTelemetry > Configure"
  case $1 in
    *_ENDPOINT) say "$page shows it: https://otlp-gateway-ZONE.grafana.net/otlp" ;;
    *_ID) say "$page shows it: the instance id, a number" ;;
    *) say "$page creates one (glc_...); it may write metrics, logs and traces" ;;
  esac
}

check_endpoint() {
  case ${GRAFANA_CLOUD_OTLP_ENDPOINT:-https://} in
    */v1/*) missing "a GRAFANA_CLOUD_OTLP_ENDPOINT without /v1/...: the collector appends that" ;;
    https://* | http://127.0.0.1[:/]* | http://localhost[:/]*) ;;
    *) missing "a GRAFANA_CLOUD_OTLP_ENDPOINT that starts with https://" ;;
  esac
  case ${GRAFANA_CLOUD_TOKEN:-} in
    glsa_*) missing "a GRAFANA_CLOUD_TOKEN for sending data (glc_...); a glsa_ token is for GRAFANA_TOKEN" ;;
  esac
}

check_collector() {
  local wanted found
  wanted=$(pinned opentelemetry-collector-contrib)
  if ! have "$otelcol"; then
    missing "otelcol-contrib $wanted, on PATH or named by OTELCOL=path" \
      "https://github.com/open-telemetry/opentelemetry-collector-releases/releases/tag/v$wanted" \
      "file: otelcol-contrib_${wanted}_$(uname -s | tr '[:upper:]' '[:lower:]')_$(machine).tar.gz"
    return
  fi
  found=$("$otelcol" --version 2>/dev/null | sed -n 's/.*version v\{0,1\}\([0-9][0-9.]*\).*/\1/p' | head -n 1)
  if [[ $found != "$wanted" ]]; then
    warn "otelcol-contrib is ${found:-of unknown version}, its configuration is written for $wanted"
  fi
}

machine() {
  case $(uname -m) in
    aarch64 | arm64) say arm64 ;;
    *) say amd64 ;;
  esac
}

validate1() {
  if dry; then
    say "  would run: $(typed "$otelcol" validate "--config=$config1")"
    return
  fi
  (collector_environment "$otelcol" validate "--config=$config1") ||
    fail "the collector rejects $config1; nothing was started"
}

# Where the collector listens, read from its configuration.
health_port() {
  port_after health_check 13133
}

otlp_port() {
  port_after http 4318
}

# port_after KEY DEFAULT: the port of the first endpoint below that key.
port_after() {
  local port
  port=$(awk -v key="^ +$1: *\$" '
    $0 ~ key { below = 1 }
    below && /endpoint:/ { gsub(/[^0-9:]/, ""); sub(/.*:/, ""); print; exit }' "$config1" 2>/dev/null) || :
  say "${port:-$2}"
}

collector_ports() {
  sed -n 's/.*endpoint: "\{0,1\}127\.0\.0\.1:\([0-9]*\).*/\1/p' "$config1"
}

# The collector does not get Grafana's token, and the service gets neither this nor the gateway's.
# Both functions replace the shell, so that the pid is that of the program: call them in a subshell.
collector_environment() {
  exec env -u GRAFANA_TOKEN OTELCOL_QUEUE_DIR="$queue1" "$@"
}

service_environment() {
  local files
  files=$(tailed)
  if [[ -n $files ]]; then
    export INTENT_OBSERVE_TAIL_FILES="$files"
  fi
  exec env -u GRAFANA_TOKEN -u GRAFANA_CLOUD_TOKEN -u GRAFANA_CLOUD_INSTANCE_ID \
    -u OTEL_EXPORTER_OTLP_HEADERS -u OTEL_EXPORTER_OTLP_TRACES_ENDPOINT \
    -u OTEL_EXPORTER_OTLP_LOGS_ENDPOINT -u OTEL_EXPORTER_OTLP_METRICS_ENDPOINT \
    -u OTEL_SDK_DISABLED \
    OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:$(otlp_port)" \
    OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf \
    OTEL_METRICS_EXPORTER=none "$@"
}

# Relative paths are relative to the directory where deploy was called; the service runs in the project's folder.
tailed() {
  local file list=
  local IFS=,
  for file in ${TAIL:-${INTENT_OBSERVE_TAIL_FILES:-}}; do
    case $file in
      /*) ;;
      *) file=$PWD/$file ;;
    esac
    list=${list:+$list,}$file
  done
  printf '%s' "$list"
}

# The variables that are set in addition to the environment; for a dry run.
settings1() {
  if [[ $1 == otelcol ]]; then
    say "OTELCOL_QUEUE_DIR=$queue1 and GRAFANA_CLOUD_*"
  else
    say "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$(otlp_port) OTEL_METRICS_EXPORTER=none" \
      "INTENT_OBSERVE_TAIL_FILES=$(tailed)"
  fi
}

start_collector() {
  launch otelcol collector_environment "$otelcol" "--config=$config1"
}

start_service() {
  local options
  IFS=' ' read -r -a options <<<"${JAVA_OPTS:-}"
  launch service service_environment "$("$root/bin/find-jdk")/bin/java" \
    --enable-native-access=ALL-UNNAMED -Xmx1g -XX:+ExitOnOutOfMemoryError \
    ${options[@]+"${options[@]}"} -cp "$app1" dev.intentobserve.app.Main
}

# Changes if a start would use another program or configuration. Secrets are stored as a digest only.
collector_fingerprint() {
  {
    command -v "$otelcol" || :
    cat "$config1" || :
    printf '%s\n' "${GRAFANA_CLOUD_OTLP_ENDPOINT:-}" "${GRAFANA_CLOUD_INSTANCE_ID:-}" \
      "${GRAFANA_CLOUD_TOKEN:-}" "${DEPLOY_ENV:-}" "$queue1"
  } 2>/dev/null | digest
}

service_fingerprint() {
  {
    find "$(dirname "$app1")" -name '*.jar' | sort | tr '\n' '\0' | xargs -0 cat || :
    cat "$root/intent-observe.yaml" || :
    env | grep -E '^(INTENT_OBSERVE|OTEL)_|^JAVA_OPTS=' | sort || :
    tailed
  } 2>/dev/null | digest
}

digest() {
  if have sha256sum; then
    sha256sum | cut -d ' ' -f 1
  else
    shasum -a 256 | cut -d ' ' -f 1
  fi
}

# keep_running NAME FINGERPRINT PORT PATH START: keeps an unchanged process running, otherwise
# restarts it and waits until PATH on PORT answers.
keep_running() {
  local name=$1 fingerprint=$2 port=$3 path=$4 start=$5
  if dry; then
    step "start $name unless it runs unchanged; log: $state_dir1/$name.log, pid: $state_dir1/$name.pid" || :
    "$start"
    say "    with $(settings1 "$name")"
    step "wait up to $wait_seconds1 s for http://127.0.0.1:$port$path" || :
    return
  fi
  if alive "$name" && [[ $(cat "$state_dir1/$name.fingerprint" 2>/dev/null) == "$fingerprint" ]]; then
    say "  $name runs unchanged, pid $(pid_of "$name")"
  else
    stop "$name"
    free_ports "$name"
    "$start"
    printf '%s\n' "$fingerprint" >"$state_dir1/$name.fingerprint"
    say "  $name started, pid $(pid_of "$name")"
  fi
  wait_for "$name" "$port" "$path"
}

free_ports() {
  local port ports="$api_port $metrics_port"
  if [[ $1 == otelcol ]]; then
    ports=$(collector_ports)
  fi
  for port in $ports; do
    if [[ $port != 0 ]] && taken "$port"; then
      fail "127.0.0.1:$port is taken by a process that deploy did not start; stop that process first"
    fi
  done
}

# launch NAME COMMAND...: starts a detached background process in the project's folder.
launch() {
  local name=$1
  shift
  if dry; then
    shift
    say "    command: $(typed "$@")"
    return
  fi
  mkdir -p "$root/data"
  (umask 077 && mkdir -p "$state_dir1" "$queue1" && chmod 700 "$state_dir1")
  if [[ -f $state_dir1/$name.log ]]; then
    mv -f "$state_dir1/$name.log" "$state_dir1/$name.log.before"
  fi
  (
    cd "$root" || exit
    # Keeps running when the terminal is closed. nohup would write a message into the log.
    trap '' HUP
    "$@" >"$state_dir1/$name.log" 2>&1 </dev/null &
    printf '%s\n%s\n' "$!" "$(start_time "$!")" >"$state_dir1/$name.pid"
  )
}

# The start time of a process, because its pid may have been reused by another process.
start_time() {
  LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null || :
}

pid_of() {
  head -n 1 "$state_dir1/$1.pid" 2>/dev/null || :
}

alive() {
  local pid
  pid=$(pid_of "$1")
  [[ -n $pid ]] && kill -0 "$pid" 2>/dev/null && [[ $(start_time "$pid") == "$(sed -n 2p "$state_dir1/$1.pid")" ]] &&
    ! ended "$pid"
}

# In some containers no init process reaps ended processes, so they keep their pid.
ended() {
  case $(LC_ALL=C ps -o stat= -p "$1" 2>/dev/null) in
    Z*) return 0 ;;
    *) return 1 ;;
  esac
}

wait_for() {
  local name=$1 port=$2 path=$3 deadline=$((SECONDS + wait_seconds1))
  until http_ok "$port" "$path"; do
    if ! alive "$name"; then
      fail_unready "$name" "$name ended before it was ready"
    elif ((SECONDS >= deadline)); then
      fail_unready "$name" "$name is not ready after $wait_seconds1 s"
    fi
    sleep 0.3
  done
  say "  $name is ready: http://127.0.0.1:$port$path"
}

fail_unready() {
  warn "$2; the end of $state_dir1/$1.log:"
  tail -n 20 "$state_dir1/$1.log" >&2 || :
  stop "$1"
  exit 1
}

# Stops a process that deploy started; SIGKILL only if it does not end in time.
stop() {
  local name=$1
  if dry; then
    step "stop $name, pid in $state_dir1/$name.pid, if it runs" || :
    return
  fi
  if alive "$name"; then
    kill -TERM "$(pid_of "$name")" 2>/dev/null || :
    if ! gone "$name" 40; then
      warn "$name did not end within 40 s and is killed"
      kill -KILL "$(pid_of "$name")" 2>/dev/null || :
      gone "$name" 10 || fail "$name cannot be stopped, pid $(pid_of "$name")"
    fi
    say "  $name stopped"
  fi
  rm -f "$state_dir1/$name.pid" "$state_dir1/$name.fingerprint"
}

gone() {
  local deadline=$((SECONDS + $2))
  while alive "$1"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

push1() {
  if dry; then
    requests1
  fi
  if [[ -n ${GRAFANA_URL:-} && -n ${GRAFANA_TOKEN:-} ]]; then
    dashboards push "$root"
  else
    say "  not pushed: set GRAFANA_URL (https://NAME.grafana.net) and GRAFANA_TOKEN (glsa_..., role Editor)"
  fi
}

unpush1() {
  if [[ -n ${GRAFANA_URL:-} && -n ${GRAFANA_TOKEN:-} ]]; then
    dashboards unpush "$root"
  else
    say "  not deleted: set GRAFANA_URL and GRAFANA_TOKEN"
  fi
}

# The requests that a push may send; which ones it sends depends on the differences.
requests1() {
  local file folder=${GRAFANA_FOLDER:-intent-observe} url=${GRAFANA_URL:-GRAFANA_URL}
  say "  would send, if it differs: POST ${url%/}/api/folders ($folder)"
  for file in "$root"/dashboards-as-code/generated/dashboards/*.json; do
    if [[ -e $file ]]; then
      say "  would send, if it differs: POST ${url%/}/api/dashboards/db (${file#"$root"/})"
    fi
  done
  for file in "$root"/dashboards-as-code/generated/alerting/api/*.json; do
    case $file in
      *'*.json') ;;
      */contact-points.json | */policies.json)
        if yes "${GRAFANA_PUSH_POLICIES:-}"; then
          say "  would send, if it differs: PUT ${url%/}/api/v1/provisioning/... (${file#"$root"/})"
        fi
        ;;
      *) say "  would send, if it differs: PUT ${url%/}/api/v1/provisioning/folder/$folder/rule-groups (${file#"$root"/})" ;;
    esac
  done
}

summary1() {
  cat <<WHERE

  API                 http://127.0.0.1:$api_port
  send OTLP to        http://127.0.0.1:$(otlp_port)
  logs                $state_dir1/service.log, $state_dir1/otelcol.log
  waiting to be sent  $queue1
  dashboards          ${GRAFANA_URL:-your Grafana at grafana.net}
  remove              make undeploy-phase1
WHERE
}
