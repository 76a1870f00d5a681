{{/*
All templates below take (list . "component"). A component is the name of one kind of pod:
app, postgres, otelcol, otelcol-backend, kafka, tempo, mimir, loki, grafana,
alertmanager, test.
*/}}

{{/* The name of a component's objects, and its host name for the others. */}}
{{- define "io.name" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- printf "%s%s" $root.Values.namePrefix (ternary "intent-observe" $component (eq $component "app")) | trunc 63 -}}
{{- end }}

{{/*
Never change these labels: the selectors of a Deployment or StatefulSet are immutable. So they must
not depend on values or versions.
*/}}
{{- define "io.selector" -}}
app.kubernetes.io/name: intent-observe
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "io.labels" -}}
{{- $root := index . 0 -}}
{{ include "io.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "io.metadata" -}}
name: {{ include "io.name" . }}
namespace: {{ (index . 0).Release.Namespace }}
labels:
  {{- include "io.labels" . | nindent 2 }}
{{- end }}

{{- define "io.image" -}}
image: {{ printf "%s:%s%s" .repository .tag (empty .digest | ternary "" (printf "@%s" .digest)) | quote }}
imagePullPolicy: {{ .pullPolicy }}
{{- end }}

{{/* Common part of every pod; takes (list . "component" uid). */}}
{{- define "io.pod" -}}
{{- $root := index . 0 -}}
{{- $uid := index . 2 -}}
serviceAccountName: {{ include "io.name" (list $root "app") }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ $uid }}
  runAsGroup: {{ $uid }}
  fsGroup: {{ $uid }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "io.selector" (list $root (index . 1)) | nindent 8 }}
{{- with $root.Values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.scheduling.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* Common part of every container. */}}
{{- define "io.container" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities:
    drop: [ALL]
{{- end }}

{{/* The volume claim of a StatefulSet; takes a persistence value. */}}
{{- define "io.claim" -}}
accessModes: [ReadWriteOnce]
{{- with .storageClass }}
storageClassName: {{ . }}
{{- end }}
resources:
  requests:
    storage: {{ .size }}
{{- end }}

{{/* Four fifths of a memory limit in Mi or Gi: Go collects garbage before the kernel kills it. */}}
{{- define "io.goMemoryLimit" -}}
{{- $limit := toString . -}}
{{- if hasSuffix "Gi" $limit -}}
{{- printf "%dMiB" (trimSuffix "Gi" $limit | float64 | mulf 819.2 | int) -}}
{{- else if hasSuffix "Mi" $limit -}}
{{- printf "%dMiB" (trimSuffix "Mi" $limit | float64 | mulf 0.8 | int) -}}
{{- else -}}
{{- fail (printf "a memory limit is written in Mi or Gi, not %s" $limit) -}}
{{- end -}}
{{- end }}

{{/* A file of this chart; takes (list . "files/name"). */}}
{{- define "io.file" -}}
{{- $content := (index . 0).Files.Get (index . 1) -}}
{{- required (printf "%s is missing: run make dashboards" (index . 1)) $content -}}
{{- end }}

{{/* Secrets: yours, or the ones made here. */}}
{{- define "io.keysSecret" -}}
{{- .Values.app.keys.existingSecret | default (include "io.name" (list . "intent-observe-keys")) -}}
{{- end }}

{{- define "io.identitySecret" -}}
{{- .Values.app.identity.existingSecret | default (include "io.name" (list . "intent-observe-identity")) -}}
{{- end }}

{{- define "io.databaseSecret" -}}
{{- if .Values.postgres.enabled -}}
{{- .Values.postgres.existingSecret | default (include "io.name" (list . "postgres")) -}}
{{- else -}}
{{- required "externalDatabase.existingSecret is needed when postgres.enabled is false" .Values.externalDatabase.existingSecret -}}
{{- end -}}
{{- end }}

{{- define "io.grafanaSecret" -}}
{{- .Values.grafana.admin.existingSecret | default (include "io.name" (list . "grafana-admin")) -}}
{{- end }}

{{/* An entry of a generated secret: the existing value in the cluster, otherwise a new one. */}}
{{- define "io.kept" -}}
{{- $root := index . 0 -}}
{{- $old := (lookup "v1" "Secret" $root.Release.Namespace (index . 1)).data | default dict -}}
{{- index $old (index . 2) | default (randAlphaNum 40 | b64enc) -}}
{{- end }}

{{/* The public URL of a component; takes its values with ingress, and its own address or "". */}}
{{- define "io.publicUrl" -}}
{{- if index . 1 -}}
{{- index . 1 -}}
{{- else if (index . 0).enabled -}}
{{- printf "%s://%s" (ternary "https" "http" (not (empty (index . 0).tlsSecret))) (index . 0).host -}}
{{- end -}}
{{- end }}

{{/* Security context for Strimzi's containers; the operator manages their root file system. */}}
{{- define "io.strimziContainer" -}}
allowPrivilegeEscalation: false
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* Merged into a collector's configuration: drops signals without a backend. */}}
{{- define "io.unwanted" -}}
# Signals without a backend; merged into config.yaml.
exporters:
  nop: {}
{{- if . }}
service:
  pipelines:
    {{- range . }}
    {{ . }}:
      exporters: [nop]
    {{- if eq . "metrics" }}
    metrics/own:
      exporters: [nop]
    {{- end }}
    {{- end }}
{{- end }}
{{- end }}

{{/* The addresses of a backend for OTLP and for queries; takes (list . "tempo" "otlp"). */}}
{{- define "io.backend" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $which := index . 2 -}}
{{- $backend := index $root.Values $component -}}
{{- $host := include "io.name" (list $root $component) -}}
{{- if not $backend.enabled -}}
{{- index $backend.external $which -}}
{{- else if eq $component "tempo" -}}
{{- ternary (printf "%s:4317" $host) (printf "http://%s:3200" $host) (eq $which "otlp") -}}
{{- else if eq $component "mimir" -}}
{{- printf "http://%s:8080/%s" $host (ternary "otlp" "prometheus" (eq $which "otlp")) -}}
{{- else -}}
{{- printf "http://%s:3100%s" $host (ternary "/otlp" "" (eq $which "otlp")) -}}
{{- end -}}
{{- end }}

{{/* Environment of a collector; takes (list . memoryLimit, whether it delivers). */}}
{{- define "io.collectorEnv" -}}
{{- $root := index . 0 -}}
- name: GOMEMLIMIT
  value: {{ include "io.goMemoryLimit" (index . 1) }}
# Added to its own metrics, because every collector scrapes itself at the same address.
- name: OTELCOL_INSTANCE
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: DEPLOY_ENV
  value: {{ $root.Values.environment | quote }}
- name: OPERATOR_TENANT
  value: {{ $root.Values.operatorTenant | quote }}
- name: DEFAULT_TENANT
  value: {{ $root.Values.operatorTenant | quote }}
{{- if $root.Values.kafka.enabled }}
- name: KAFKA_BROKERS
  value: {{ $root.Values.kafka.clusterName }}-kafka-bootstrap:9092
{{- end }}
{{- if index . 2 }}
{{- range $component, $variable := dict "tempo" "TEMPO_OTLP_ENDPOINT" "mimir" "MIMIR_OTLP_ENDPOINT" "loki" "LOKI_OTLP_ENDPOINT" }}
{{- with include "io.backend" (list $root $component "otlp") }}
- name: {{ $variable }}
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* The collector answers here as soon as its pipelines run. */}}
{{- define "io.collectorProbes" -}}
startupProbe:
  httpGet:
    path: /
    port: health
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet:
    path: /
    port: health
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 6
readinessProbe:
  httpGet:
    path: /
    port: health
  periodSeconds: 5
  timeoutSeconds: 3
{{- end }}

{{/* The ConfigMap of a dashboard; takes (list . "files/dashboards/name.json"). */}}
{{- define "io.dashboard" -}}
{{- $file := index . 1 | base | trimSuffix ".json" | lower | replace "_" "-" -}}
{{- include "io.name" (list (index . 0) (printf "grafana-dashboard-%s" $file)) | trimSuffix "-" -}}
{{- end }}

{{/* Everything that Grafana is provisioned with at its start. */}}
{{- define "io.grafanaProvisioning" -}}
{{- toJson (list .Values.tenants .Values.operatorTenant .Values.namePrefix .Values.tempo .Values.mimir .Values.loki .Values.alertmanager.enabled) }}
{{- range $path, $content := .Files.Glob "files/alerting/*.yaml" }}
{{ $path }} {{ toString $content }}
{{- end }}
{{- end }}

{{/* Links a span to the lines of its trace; takes the suffix of a tenant's uids. */}}
{{- define "io.tracesToLogs" -}}
tracesToLogsV2:
  datasourceUid: loki{{ . }}
  spanStartTimeShift: "-1h"
  spanEndTimeShift: 1h
  tags:
    - key: service.name
      value: service_name
  filterByTraceID: false
  customQuery: true
  query: '{$${__tags}} | trace_id = "$${__trace.traceId}"'
{{- end }}
