# make run     the course on http://localhost:8080 (another port: PORT=9000 make run)
# make test    everything that must hold
# make bench   how fast it is
# make bench-peers  the same beside other libraries in one browser; writes docs/performance.md
# make look    screenshots of every size, theme and step, in bin/look
# make dist    the site in dist/, plain files for any web server

export GOTOOLCHAIN := go1.27.4
export GOEXPERIMENT := simd

programs := dist/trainer.wasm dist/trainer.simd.wasm dist/stage.wasm dist/stage.simd.wasm
sources := $(shell find core lessons wasm -name '*.go') go.mod go.sum
wasm := GOOS=js GOARCH=wasm
# What the programs link and hardly run is compiled without inlining: a tenth less to download.
cold := $(foreach p,go/... net/... text/template/... encoding/gob,-gcflags='$(p)=-l')
# The trainer's steps run in core/nn and core/vec and make no garbage, so all that stands around them may be slow; the stage's runtime may not.
slack := runtime hourglass/core/ae hourglass/core/train hourglass/core/data hourglass/wasm/wire hourglass/wasm/trainer
dist/trainer.wasm dist/trainer.simd.wasm: cold += $(foreach p,$(slack),-gcflags='$(p)=-l')
build = go build -trimpath -ldflags "-s -w" $(cold) -o $@ ./wasm/$* && go run ./wasm/pack $@
scalar := GOEXPERIMENT=

.PHONY: run test bench bench-peers dist look
SHOTS ?= bin/look
.DELETE_ON_ERROR:

run: $(programs) node_modules
	go run ./web/build serve

dist: $(programs) node_modules
	go run ./web/build build

dist/%.simd.wasm: $(sources)
	$(wasm) $(build)

dist/%.wasm: $(sources)
	$(wasm) $(scalar) $(build)

node_modules: package-lock.json
	npm ci --no-audit --no-fund
	touch $@

# The browser goes last and alone, so that nothing else disturbs what it measures.
test: dist
	go vet -tags "dist browser" ./...
	$(scalar) go test ./...
	go test -tags dist ./...
	$(wasm) go test -exec "$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./core/...
	node bench/bench.mjs --check
	sh web/test/chromium.sh
	go test -tags browser -timeout 20m ./web/test

# Screenshots of every size, theme and step in SHOTS, to be looked at.
look: dist
	mkdir -p $(SHOTS)
	SHOTS=$(abspath $(SHOTS)) go test -count=1 -tags "browser look" -run Look ./web/test

bench:
	go test -run '^$$' -bench . ./core/... ./wasm/...
	$(wasm) go test -exec "$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" -run '^$$' -bench . ./core/... ./wasm/scene ./wasm/paint

# WORK=W1,W3 and ROUNDS=3 measure some of it and print it.
bench-peers:
	sh web/test/chromium.sh
	cd bench && npm ci --no-audit --no-fund && node bench.mjs
