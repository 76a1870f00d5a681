# shellcheck shell=bash
# Phase 2, for bin/deploy: everything on one machine, with Docker Compose.

: "${root:?is set by bin/deploy}"
# Compose reads the same file with the same precedence.
settings_from "$root/infra/compose/.env"

compose_file=$root/infra/compose/compose.yaml
secrets2=$root/infra/compose/secrets
wait_seconds2=${DEPLOY_WAIT:-300}

up2() {
  check2
  stop_if_missing
  say "1. Create missing secrets: $secrets2"
  make_secrets
  say "2. Check $compose_file"
  run docker compose --project-name intent-observe --file "$compose_file" config --quiet
  say "3. Build the image"
  image2
  say "4. Start, and wait until everything is healthy"
  run docker compose --project-name intent-observe --file "$compose_file" up --detach --wait --wait-timeout "$wait_seconds2" ||
    fail "not everything is healthy; look at: $(typed docker compose --project-name intent-observe --file "$compose_file" ps) and ... logs NAME"
  summary2
}

down2() {
  check2
  stop_if_missing
  if yes "${PURGE:-}"; then
    say "PURGE=1: the volumes go, too: record, traces, metrics, logs, and changes made in Grafana are deleted."
    run docker compose --project-name intent-observe --file "$compose_file" down --volumes --remove-orphans
    say "The secrets in $secrets2 are kept; delete them by hand if nothing else uses them."
  else
    run docker compose --project-name intent-observe --file "$compose_file" down --remove-orphans
    say "The volumes are kept with all data; PURGE=1 deletes them."
  fi
}

check2() {
  local version
  if ! have docker; then
    missing "docker" "https://docs.docker.com/engine/install"
  elif ! dry && ! docker info >/dev/null 2>&1; then
    missing "a Docker engine that answers" "start it (systemctl start docker), or join the group docker"
  fi
  version=$(docker compose version --short 2>/dev/null || :)
  case ${version#v} in
    [2-9].[0-9]* | [1-9][0-9].*) old_compose "${version#v}" ;;
    *) missing "docker compose, version 2.20 or newer" "https://docs.docker.com/compose/install/linux" ;;
  esac
  if [[ ! -r $compose_file ]]; then
    missing "$compose_file" "make dashboards"
  fi
}

old_compose() {
  local minor=${1#2.}
  if [[ $1 == 2.* ]] && ((${minor%%[!0-9]*} < 20)); then
    missing "docker compose, version 2.20 or newer; found $1" "https://docs.docker.com/compose/install/linux"
  fi
}

# One file for each secret that the compose file names; existing files are not changed. Docker mounts
# them with their mode, and each container runs as a different user: so the files are readable for
# all, and only the owner can open their folder.
make_secrets() {
  local name
  for name in $(secret_names); do
    if [[ -e $secrets2/$name ]]; then
      say "  $name is there, and stays"
    elif step "create $secrets2/$name, with $(value_of "$name")"; then
      make_secret "$secrets2/$name"
    fi
  done
}

value_of() {
  case $1 in
    *_url) say "a placeholder for your address" ;;
    *) say "a random value" ;;
  esac
}

secret_names() {
  grep -o '\./secrets/[A-Za-z0-9._-]*' "$compose_file" 2>/dev/null | sed 's|.*/||' | sort -u || :
}

make_secret() {
  local content
  case $1 in
    # A placeholder: only the user knows the address.
    *_url) content=http://127.0.0.1:9/replace-me ;;
    *) content=$(random) ;;
  esac
  (
    umask 077
    mkdir -p "$secrets2"
    chmod 700 "$secrets2"
    # Written under another name and renamed, so that a secret file is always complete.
    printf '%s' "$content" >"$1.new"
    chmod 444 "$1.new"
    mv "$1.new" "$1"
  )
}

# 40 letters and digits; without a line break, which some programs would read as part of the secret.
random() {
  local value=
  while ((${#value} < 40)); do
    value=$value$(head -c 256 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9')
  done
  printf '%s' "${value:0:40}"
}

image2() {
  local ours
  ours=intent-observe:$(pinned '"intent-observe')
  if [[ ${INTENT_OBSERVE_IMAGE:-$ours} == "$ours" ]]; then
    run docker build --tag "$ours" "$root"
  else
    say "  not built: INTENT_OBSERVE_IMAGE is $INTENT_OBSERVE_IMAGE"
  fi
}

# Prints where the keys are, never the keys.
summary2() {
  cat <<WHERE

  Grafana     http://127.0.0.1:3000    user admin, password: cat $secrets2/grafana
  API         http://127.0.0.1:8080    Authorization: Bearer, keys: $secrets2/key_*
  send OTLP   http://127.0.0.1:4318
  state       $(typed docker compose --project-name intent-observe --file "$compose_file" ps)
  remove      make undeploy-phase2
WHERE
}
