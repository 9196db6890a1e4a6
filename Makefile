# Every verb a person or CI needs. `make help` lists them; CI runs the same ones.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

CACHE         := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/sonde
CONFIGURATION ?= Release
DOTNET        := dotnet
ARTIFACTS     := artifacts
AGENT         := $(ARTIFACTS)/agent/sonde-agent
# Built programs are started as they are: `dotnet run` would ask the build system again, for seconds, and change the folder.
BIN           := $(ARTIFACTS)/bin
OUTPUT        := $(shell tr '[:upper:]' '[:lower:]' <<< '$(CONFIGURATION)')
program        = $(DOTNET) $(BIN)/$(1)/$(OUTPUT)/$(2).dll

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-zA-Z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: prepare ## the whole of Sonde on real parts, end to end (KEEP=1 leaves it running)
	@$(call program,Demo,sonde-demo)

.PHONY: test
test: prepare ## every test: unit, vectors, emulator, API server, agent against a real Prometheus
	@tests/run-tests.sh $(CONFIGURATION)

.PHONY: unit
unit: build ## only the tests that start no other program (under 30 s)
	@$(call program,Operator.Tests,Operator.Tests) -noColor -noLogo
	@$(call program,Agent.Tests,Agent.Tests) -noColor -noLogo -trait- Needs=PublishedAgent

.PHONY: fuzz
fuzz: build ## the agent's fuzz tests, a hundred times as long: a quarter of an hour (SONDE_FUZZ_TIMES=N: N times)
	@SONDE_FUZZ_TIMES=$(or $(SONDE_FUZZ_TIMES),100) $(call program,Agent.Tests,Agent.Tests) -noColor -noLogo -trait kind=fuzz

.PHONY: bench
bench: build ## how fast the cloud emulator and our clients are, with ratios to the goals (on a quiet machine)
	@$(call program,Benchmarks,sonde-bench)

.PHONY: bench-agent
bench-agent: build agent ## the agent beside vmagent and Prometheus in agent mode (20 minutes; QUICK=1: 3) on a quiet machine
	@$(call program,Benchmarks,sonde-bench) agent $(if $(QUICK),--quick)

.PHONY: bench-proxy
bench-proxy: build agent ## what the agent's proxy adds: 64 streams at 20 events a second, with and without it
	@$(call program,Benchmarks,sonde-bench) proxy

.PHONY: soak
soak: build agent ## the agent under churn with failing receivers for MINUTES (30): fails when its memory grows
	@$(call program,Benchmarks,sonde-bench) soak $(or $(MINUTES),30)

.PHONY: build
build: ## compile everything; a warning is an error
	@$(DOTNET) build Operator.sln -c $(CONFIGURATION) -v quiet -nologo

.PHONY: setup
setup: ## the tools that tests and the demo stand on, once, into the cache
	@tests/setup/all.sh

# The API server's first build takes minutes and hardly shares a bottleneck with the download of packages: side by side.
.PHONY: prepare
prepare: setup
	@$(MAKE) --no-print-directory -j2 --output-sync=line apiserver-binary binaries

.PHONY: apiserver-binary
apiserver-binary:
	@tests/apiserver/setup.sh > /dev/null

.PHONY: binaries
binaries:
	@$(MAKE) --no-print-directory build
	@$(MAKE) --no-print-directory agent

.PHONY: agent
agent: $(AGENT) ## the agent as one static file: artifacts/agent/sonde-agent

AGENT_SOURCES := $(shell find agent -name '*.cs' -o -name '*.csproj') $(wildcard Directory.*.props agent/Directory.*.props global.json)
$(AGENT): $(AGENT_SOURCES)
	@tests/setup/agent-toolchain.sh > /dev/null
	@mkdir -p $(@D) $(BIN)
	@$(DOTNET) publish agent/Agent -c Release -r linux-x64 -v quiet -nologo -o $(@D) > $(BIN)/publish-agent.log 2>&1 || { cat $(BIN)/publish-agent.log; exit 1; }
	@touch $@

.PHONY: apiserver
apiserver: apiserver-binary ## a real Kubernetes API server in the foreground; prints its kubeconfig
	@mkdir -p $(ARTIFACTS)/apiserver
	@binary=$$(tests/apiserver/setup.sh | tail -n 1); \
	  if [ -z "$$binary" ]; then echo "SONDE_TEST_KUBECONFIG names a cluster: nothing to start. Unset it to run the built API server."; exit 1; fi; \
	  exec "$$binary" --data-dir $(ARTIFACTS)/apiserver

.PHONY: emulator
emulator: setup build ## Alibaba Cloud (FC, OSS, ARMS, STS) on loopback, in the foreground
	@SONDE_BWRAP=$$(tests/setup/bubblewrap.sh | tail -n 1) SONDE_SOCAT=$$(tests/setup/socat.sh | tail -n 1) \
	  exec $(call program,Emulator,sonde-emulator) run --listen 127.0.0.1:0 --instances on

.PHONY: conformance
conformance: build ## the official SDKs of Alibaba Cloud (npm) and our clients against the emulator, as one table
	@tests/Conformance/run.sh $(CONFIGURATION)

.PHONY: faults
faults: build agent ## the agent under every fault, for as long as others were measured; writes the table of docs/agent.md (12 minutes)
	@SONDE_AGENT_BIN=$(CURDIR)/$(AGENT) $(call program,Agent.Tests,Agent.Tests) -noColor -noLogo -explicit only -class Sonde.Agent.Tests.Faults.FaultTable -showLiveOutput -diagnostics

.PHONY: manifests
manifests: build ## write crds/*.yaml from the C# types
	@$(call program,Operator,sonde-operator) crds --output crds

# The page of the agent's conformance is written from the results of a whole run, so that it cannot say "pass" of a test that did not.
.PHONY: golden
golden: build agent ## rewrite every golden file, then look at the difference
	@UPDATE_GOLDEN=1 $(call program,Operator.Tests,Operator.Tests) -noColor -noLogo
	@SONDE_AGENT_BIN=$(CURDIR)/$(AGENT) $(call program,Agent.Tests,Agent.Tests) -noColor -noLogo -class- '*ConformanceTests' -xml $(ARTIFACTS)/agent-tests.xml
	@UPDATE_GOLDEN=1 SONDE_AGENT_RESULTS=$(CURDIR)/$(ARTIFACTS)/agent-tests.xml $(call program,Agent.Tests,Agent.Tests) -noColor -noLogo -class '*ConformanceTests'
	@git --no-pager diff --stat

.PHONY: clean
clean: ## remove build output (the cache stays)
	@rm -rf $(ARTIFACTS)
