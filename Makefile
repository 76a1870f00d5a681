# Every target finds a JDK 21 or newer (bin/find-jdk) and needs no installed Maven.

.DEFAULT_GOAL := help
.PHONY: help run demo test bench test-peers check fmt package sbom image image-jib clean dashboards dashboards-check \
  deploy-phase1 deploy-phase2 deploy-phase3 undeploy-phase1 undeploy-phase2 undeploy-phase3 deploy-diff

MVN = JAVA_HOME="$$(bin/find-jdk)" && export JAVA_HOME && ./mvnw$(if $(CI), --batch-mode --fail-at-end)
# No progress messages, but warnings: if warnings are errors, --quiet would hide the reason of a failure.
QUIETLY = -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
APP = modules/app/target/intent-observe/app.jar
BENCH = tests/bench/target/runtime.classpath
DASHBOARDS = dashboards-as-code/target/dashboards/dashboards.jar

# Includes folders: a deleted file changes only the date of its folder.
SOURCES = pom.xml $(wildcard modules/*/pom.xml) $(shell find modules/*/src/main)
PACKAGED = target/packaged

# make check M=trace, make test M=trace T=TraceOrderTest: one module and what it is built from.
M =
T =
MODULE = $(or $(patsubst %/pom.xml,%,$(wildcard modules/$(M)/pom.xml $(M)/pom.xml)),$(error no module "$(M)": a folder below modules, or dashboards-as-code))
ONE_MODULE = $(MVN) $(QUIETLY) -pl $(MODULE) -am -Dsurefire.failIfNoSpecifiedTests=false
TESTS_OF_MODULE = dev/intentobserve/$(if $(filter dashboards-as-code,$(M)),dashboards,$(M))/**/*Test

IMAGE = intent-observe:0.1.0
JIB = buildTar

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(PACKAGED) ## Start on an embedded PostgreSQL at http://127.0.0.1:8080 (JAVA_OPTS, ARGS)
	@jdk="$$(bin/find-jdk)" && exec "$$jdk/bin/java" --enable-native-access=ALL-UNNAMED \
	  -Xmx1g -XX:+ExitOnOutOfMemoryError $(JAVA_OPTS) -cp $(APP) dev.intentobserve.app.Main $(ARGS)

demo: ## Load sample data into the running instance: one intent from signal to verification
	@bin/demo $(ARGS)

test: ## Run every check and every test that needs nothing installed (one module: M=trace T=SomeTest)
ifdef M
	@rm -rf $(MODULE)/target/surefire-reports
	@$(ONE_MODULE) test -Dtest='$(or $(T),$(TESTS_OF_MODULE))'
	@sed -n 's/^<testsuite .* name="\([^"]*\)".* tests="\([0-9]*\)".*/\2 \1/p' $(MODULE)/target/surefire-reports/TEST-*.xml 2>/dev/null \
	  | awk '{ n += $$1; print } END { if (!n) { print "no test of $(M) is called $(T)"; exit 1 } print n " tests passed" }'
else
	$(MVN) verify
	@mkdir -p $(dir $(PACKAGED)) && touch $(PACKAGED)
endif

bench: $(PACKAGED) $(BENCH) ## Measure the product beside its peers, into tests/bench/results (ARGS="--events 300000 --runs 3 --only B1,B5")
	@jdk="$$(bin/find-jdk)" && exec "$$jdk/bin/java" --enable-native-access=ALL-UNNAMED \
	  -Xmx1g -Dslf4j.internal.verbosity=ERROR \
	  -cp "tests/bench/target/classes:$$(cat $(BENCH))" dev.intentobserve.tests.bench.BenchMain $(ARGS)

$(BENCH): tests/bench/pom.xml $(shell find tests/bench/src/main) $(SOURCES)
	@$(MVN) $(QUIETLY) -Dquick -pl tests/bench -am package
	@touch $@

test-peers: $(PACKAGED) ## Run the tests that need prometheus, alertmanager, docker-compose, node, npm, yamllint, chromium installed
	$(MVN) --fail-at-end test -Dgroups=peer -DexcludedGroups=none

check: ## Run what needs no database: formatting, Error Prone, NullAway, architecture, known vulnerabilities (one module: M=trace)
ifdef M
	@$(ONE_MODULE) verify -DskipTests && echo "$(M): compiled, formatted, dependencies declared"
else
	$(MVN) verify -Dtest='Architecture*,RetiredWordsTest,SupplyChainTest' -Dsurefire.failIfNoSpecifiedTests=false
endif

fmt: ## Format the sources
	$(MVN) -q -Pbrowser spotless:apply

package: $(PACKAGED) ## Build without tests: modules/app/target/intent-observe, modules/cli/target/intent-observe-cli

$(PACKAGED): $(SOURCES)
	@echo "Building without tests; the first time this also downloads libraries" >&2
	@$(MVN) $(QUIETLY) -Dquick -pl modules/app,modules/cli -am package
	@mkdir -p $(@D) && touch $@

sbom: ## Write the bill of materials, as CycloneDX: modules/app/target/bom.json, modules/cli/target/bom.json
	$(MVN) $(QUIETLY) -Dquick -pl modules/app,modules/cli -am package org.cyclonedx:cyclonedx-maven-plugin:makeBom

image: ## Build the container image with Docker (DOCKER_ARGS)
	docker build --tag $(IMAGE) --build-arg REVISION="$$(git rev-parse HEAD 2>/dev/null || echo unknown)" $(DOCKER_ARGS) .

image-jib: ## Build the image without Docker, as modules/app/target/jib-image.tar (JIB=dockerBuild: load it into Docker; JIB_ARGS)
	$(MVN) -Dquick -pl modules/app -am package jib:$(JIB) $(JIB_ARGS)

dashboards: $(DASHBOARDS) ## Write all generated files: dashboards, alert rules, configuration of the phases
	@"$$(bin/find-jdk)/bin/java" -jar $(DASHBOARDS) generate

dashboards-check: $(DASHBOARDS) ## Fail with the difference if committed files are not as generated
	@"$$(bin/find-jdk)/bin/java" -jar $(DASHBOARDS) check

$(DASHBOARDS): pom.xml $(shell find dashboards-as-code/pom.xml dashboards-as-code/src/main modules/model/src/main modules/slo/src/main)
	@$(MVN) $(QUIETLY) -Dquick -pl dashboards-as-code -am package
	@touch $@

deploy-phase1: ## Deploy a collector and the service on this machine, exporting to Grafana Cloud (TAIL, OTELCOL, GRAFANA_*; DRY_RUN=1)
	@bin/deploy up 1

deploy-phase2: ## Deploy everything on one machine with Docker Compose (INTENT_OBSERVE_IMAGE; DRY_RUN=1)
	@bin/deploy up 2

deploy-phase3: ## Deploy to a cluster with Helm (VALUES, NAMESPACE, INTENT_OBSERVE_IMAGE; DRY_RUN=1)
	@bin/deploy up 3

undeploy-phase1: ## Stop what deploy-phase1 started (PURGE=1: also remove what was pushed to Grafana)
	@bin/deploy down 1

undeploy-phase2: ## Stop it and keep the volumes (PURGE=1: remove them, too)
	@bin/deploy down 2

undeploy-phase3: ## Uninstall the release and keep volumes and secrets (PURGE=1: remove the whole namespace)
	@bin/deploy down 3

deploy-diff: ## Print what changes for you from one phase to another (FROM=1 TO=2)
	@bin/deploy diff $(FROM) $(TO)

clean: ## Remove build output; ./data is kept
	$(MVN) -q -Pbrowser clean
