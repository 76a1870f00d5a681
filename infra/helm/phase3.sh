# shellcheck shell=bash
# Phase 3, for bin/deploy: a cluster, with Helm.

: "${root:?is set by bin/deploy}"

chart=$root/infra/helm/intent-observe
release=intent-observe
namespace=${NAMESPACE:-intent-observe}
wait_seconds3=${DEPLOY_WAIT:-900}

up3() {
  check3
  chart_options
  stop_if_missing
  check_strimzi
  stop_if_missing
  say "1. The namespace $namespace"
  make_namespace
  say "2. The chart; it generates keys and passwords at the first install and keeps them"
  run helm upgrade --install "$release" "$chart" --namespace "$namespace" \
    "${options3[@]}" --wait --timeout "${wait_seconds3}s"
  summary3
}

down3() {
  check3
  stop_if_missing
  say "1. The release $release"
  if dry || helm status "$release" --namespace "$namespace" >/dev/null 2>&1; then
    run helm uninstall "$release" --namespace "$namespace" --wait --timeout "${wait_seconds3}s"
  else
    say "  is not installed"
  fi
  if yes "${PURGE:-}"; then
    say "PURGE=1: the namespace $namespace goes: all its volumes and secrets are deleted."
    run kubectl delete namespace "$namespace" --ignore-not-found
  else
    say "Volumes and secrets are kept in the namespace $namespace; PURGE=1 deletes it."
  fi
}

check3() {
  local file
  have kubectl || missing "kubectl" "https://kubernetes.io/docs/tasks/tools"
  have helm || missing "helm, version 3.14 or newer" "https://helm.sh/docs/intro/install"
  if have kubectl && ! dry && ! kubectl version --request-timeout=10s >/dev/null 2>&1; then
    missing "a cluster that answers kubectl" \
      "kubectl config get-contexts; for k3s: export KUBECONFIG=/etc/rancher/k3s/k3s.yaml"
  fi
  while IFS= read -r file; do
    if [[ ! -r $file ]]; then
      missing "$file" "make dashboards, or VALUES=file[,file...]"
    fi
  done < <(values_files)
}

# The operator is required only if the chart, with these values, contains its resources.
check_strimzi() {
  local version
  version=$(pinned STRIMZI_OPERATOR)
  if dry; then
    say "  (if these values enable Kafka, the Strimzi operator $version must be installed)"
    return
  fi
  if helm template "$release" "$chart" --namespace "$namespace" "${options3[@]}" | needs_strimzi &&
    ! kubectl get crd kafkas.kafka.strimzi.io kafkanodepools.kafka.strimzi.io \
      kafkatopics.kafka.strimzi.io >/dev/null 2>&1; then
    missing "the Strimzi operator $version, which runs Kafka" \
      "helm upgrade --install strimzi oci://quay.io/strimzi-helm/strimzi-kafka-operator --version $version \\" \
      "  --namespace strimzi --create-namespace --set watchAnyNamespace=true --wait"
  fi
}

# Reads to the end, because helm fails on a broken pipe.
needs_strimzi() {
  grep 'apiVersion: kafka\.strimzi\.io/' >/dev/null
}

make_namespace() {
  if ! dry && kubectl get namespace "$namespace" >/dev/null 2>&1; then
    say "  is there"
  else
    run kubectl create namespace "$namespace"
  fi
}

# The files in VALUES, separated by commas: paths, or names in the chart's folder.
values_files() {
  local file
  local IFS=,
  for file in ${VALUES:-values-one-node.yaml}; do
    if [[ ! -e $file && $file != /* ]]; then
      file=$chart/$file
    fi
    printf '%s\n' "$file"
  done
}

# They contain no secrets, so they may be on a command line.
chart_options() {
  local file image=${INTENT_OBSERVE_IMAGE:-}
  options3=()
  while IFS= read -r file; do
    options3+=(--values "$file")
  done < <(values_files)
  if [[ -n $image ]]; then
    options3+=(--set-string "app.image.repository=${image%:*},app.image.tag=${image##*:}")
  fi
}

summary3() {
  cat <<WHERE

  state       kubectl -n $namespace get pods
  test        helm test $release -n $namespace
  API         kubectl -n $namespace port-forward svc/intent-observe 8080
              key: kubectl -n $namespace get secret intent-observe-keys -o go-template='{{.data.admin | base64decode}}'
  Grafana     kubectl -n $namespace port-forward svc/grafana 3000     user admin
              password: kubectl -n $namespace get secret grafana-admin -o go-template='{{.data.password | base64decode}}'
  remove      make undeploy-phase3
WHERE
}
