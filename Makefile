# The front door. Every target finds a JDK 21 or newer by itself (bin/find-jdk) and needs no Maven.

.DEFAULT_GOAL := help
.PHONY: help run demo test test-peers check fmt package clean dashboards dashboards-check dashboards-watch

MVN = JAVA_HOME="$$(bin/find-jdk)" && export JAVA_HOME && ./mvnw$(if $(CI), --batch-mode)
APP = modules/app/target/intent-observe/app.jar
DASHBOARDS = dashboards-as-code/target/dashboards/dashboards.jar

# Folders are listed too: a deleted file changes only its folder's date.
SOURCES = pom.xml $(wildcard modules/*/pom.xml) $(shell find modules/*/src/main)
PACKAGED = target/packaged

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(PACKAGED) ## Start on an embedded PostgreSQL at http://127.0.0.1:8080 (JAVA_OPTS, ARGS)
	@jdk="$$(bin/find-jdk)" && exec "$$jdk/bin/java" --enable-native-access=ALL-UNNAMED \
	  -Xmx1g -XX:+ExitOnOutOfMemoryError $(JAVA_OPTS) -cp $(APP) dev.intentobserve.app.Main $(ARGS)

demo: ## Play a sample life of an intent into the running instance
	@bin/demo $(ARGS)

test: ## Run every check and every test that needs nothing installed
	$(MVN) verify
	@mkdir -p $(dir $(PACKAGED)) && touch $(PACKAGED)

test-peers: $(PACKAGED) ## Run the tests that need prometheus, promtool, alertmanager, amtool, node, npm and yamllint
	$(MVN) test -Dgroups=peer -DexcludedGroups=none

check: ## Run what needs no database: formatting, Error Prone, NullAway, the architecture rules
	$(MVN) verify -Dtest='Architecture*' -Dsurefire.failIfNoSpecifiedTests=false

fmt: ## Format the sources
	$(MVN) -q spotless:apply

package: $(PACKAGED) ## Build without tests: modules/app/target/intent-observe, modules/cli/target/intent-observe-cli

$(PACKAGED): $(SOURCES)
	@echo "Building without tests; the first time this also downloads libraries" >&2
	@$(MVN) -q -Dquick -pl modules/app,modules/cli -am package
	@mkdir -p $(@D) && touch $@

dashboards: $(DASHBOARDS) ## Write everything that is generated: dashboards, alert rules, configuration of the phases
	@"$$(bin/find-jdk)/bin/java" -jar $(DASHBOARDS) generate

dashboards-check: $(DASHBOARDS) ## Fail, with the difference, if what is generated is not what is committed
	@"$$(bin/find-jdk)/bin/java" -jar $(DASHBOARDS) check

dashboards-watch: $(DASHBOARDS) ## Write it anew whenever a Java source of the dashboards is saved, until Ctrl-C
	@exec "$$(bin/find-jdk)/bin/java" -jar $(DASHBOARDS) watch

$(DASHBOARDS): pom.xml $(shell find dashboards-as-code/pom.xml dashboards-as-code/src/main modules/event/src/main modules/objective/src/main)
	@$(MVN) -q -Dquick -pl dashboards-as-code -am package
	@touch $@

clean: ## Remove what was built; ./data stays
	$(MVN) -q clean
