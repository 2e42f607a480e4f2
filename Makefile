# make run     the course on http://localhost:8080 (another port: PORT=9000 make run)
# make test    everything that must hold, on a machine of any speed
# make slow    the ten slowest tests of the last make test
# make quick   under a minute: what the next change may have broken; no browser, no site, no claims of the lessons
# make numbers every number in the words of the lessons, over eight starts, as a table; ONLY=noise for one lesson
# make mutants small breaks of the house, each of which a test must see; ONLY=core/opt for some
# make budget  what depends on the machine: time of a frame, idle CPU, heap, seconds to each goal; as a table
# make bench   how fast it is
# make bench-peers  the same beside other libraries in one browser; writes docs/performance.md
# make soak    each lesson under a hand that means no good
# make engines the course in Firefox and WebKitGTK
# make look    screenshots of every size, theme and step, in bin/look
# make dist    the site in dist/, plain files for any web server
# make package the lessons for course platforms, in dist/packages

export GOTOOLCHAIN := go1.27.4
export GOEXPERIMENT := simd

programs := bin/trainer.wasm bin/trainer.simd.wasm bin/stage.wasm bin/stage.simd.wasm
sources := $(shell find core wasm -name '*.go') go.mod go.sum
wasm := GOOS=js GOARCH=wasm
# What the programs link and hardly run is compiled without inlining: a twentieth less to download. The work of a step, or of a look, is done
# in core/nn and core/vec alone.
cold := go/... net/... text/... encoding/... regexp/... log/... archive/... math/big vendor/... \
	$(foreach p,core/ae core/data core/jacobi core/opt core/squeeze core/stat core/train core/ask wasm/wire,hourglass/$(p))
# The trainer makes no garbage while it steps, so its runtime may be slow too; the stage's may not. Its layers hand their loops to core/vec, or are loops
# that call nothing: without inlining they step as fast, and a hundredth is saved.
bin/trainer.wasm bin/trainer.simd.wasm: cold += runtime strconv internal/strconv strings syscall syscall/js time unicode hourglass/wasm/trainer hourglass/wasm/port internal/runtime/maps sync internal/sync unicode/utf8 hourglass/core/rng hourglass/core/nn math slices errors internal/bytealg internal/stringslite
# And for the same reason it needs neither copies of the allocator, one for each size of a thing, nor the newer collector of garbage.
bin/trainer.wasm bin/trainer.simd.wasm: lean = GOEXPERIMENT=$${GOEXPERIMENT:+$$GOEXPERIMENT,}nosizespecializedmalloc,nogreenteagc
build = $(lean) go build $(engine) -trimpath -ldflags "-s -w" $(foreach p,$(cold),-gcflags='$(p)=-l') -o $@ ./wasm/$* && go run ./wasm/pack $@
scalar := GOEXPERIMENT=
# The stage is built with a copy of its engine that leaves out what the picture never runs: nearly half of the program.
bin/stage.wasm bin/stage.simd.wasm: cold += hourglass/core/nn hourglass/core/rng math strconv internal/strconv strings unicode unicode/utf8 compress/... image/... bufio context fmt io/... os path/... reflect sort internal/poll internal/fmtsort \
	$(foreach p,builtinshader colormshader file gamepad gamepaddb legacyshader packing png shader shaderir/... shaderprecomp vmguest vmprotocol,github.com/hajimehoshi/ebiten/v2/internal/$(p))
bin/stage.wasm bin/stage.simd.wasm: engine = -modfile=bin/engine.mod
bin/stage.wasm bin/stage.simd.wasm: bin/engine.mod

.PHONY: run test types vet native scalar wasm slow quick numbers mutants budget bench bench-peers dist package look soak engines
SHOTS ?= bin/look
.DELETE_ON_ERROR:

run: $(programs) node_modules
	go run ./web/build serve

dist: $(programs) node_modules
	go run ./web/build publish

package: dist
	go run ./web/build package

bin/%.simd.wasm: $(sources)
	$(wasm) $(build)

bin/%.wasm: $(sources)
	export $(scalar); $(wasm) $(build)

bin/engine.mod: go.mod go.sum $(wildcard wasm/slim/*.go wasm/stage/*.go)
	go run ./wasm/slim bin/engine

node_modules: package-lock.json
	npm ci --no-audit --no-fund
	touch $@

# gotestsum says what go test says, and leaves a record of it. What takes longest begins first, so that no processor rests at the end.
gotestsum := go run gotest.tools/gotestsum@v1.13.0
tests := $(gotestsum) --format standard-quiet
longest := ./lessons ./web/build ./core/train ./wasm/figures

# Nothing here measures time, so it holds on a slow and busy machine too: what must come is waited for, what is counted is exact. Lanes are in core/vec
# alone, so that without them, and in WebAssembly, only the core and who steps with it are tried again: what is true of equal bits is found out once. A page
# waits a third of its time, for a frame or a timer, so that two more of them are open than there are processors.
test:
	$(MAKE) --no-print-directory -j2 dist types vet native scalar wasm
	sh web/test/chromium.sh
	$(tests) --jsonfile bin/browser.json -- -tags browser -parallel $$(($$(getconf _NPROCESSORS_ONLN) + 2)) -timeout 80m ./web/test

# The rounds that need no browser. Two of them go at a time: what has one thread, as the compiler of types and WebAssembly, leaves a processor to the other.
types: node_modules
	for part in web web/stage web/worker web/keeper; do node_modules/.bin/tsc -p $$part || exit 1; done

# Patterns of packages look into every folder: so not while one is being made.
vet: node_modules bin/engine.mod
	go vet -tags "dist browser budget engines" ./...

native: dist
	$(tests) --jsonfile bin/native.json -- -tags dist -timeout 40m $(longest) ./...

scalar:
	$(scalar) go test -short -timeout 40m ./core/train ./core/... ./wasm/trainer ./bench/...

wasm:
	$(wasm) go test -exec "$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" -short -timeout 40m ./core/train ./core/...
	node bench/bench.mjs --check

slow:
	@for f in bin/native.json bin/browser.json; do $(gotestsum) tool slowest --num 10 --jsonfile $$f; done

# The plan of the rooms, the core, wire and picture, the lessons' structure and the build's, once and with lanes.
quick: node_modules
	go vet ./...
	go test -short -vet=off -timeout 15m ./core/train ./wasm/figures ./web/build ./lessons ./core/... ./wasm/... ./house/... ./bench/...

# Eighty breaks at some seconds each; see house/mutants.
mutants: node_modules
	go run ./house/mutants $(ONLY)

# How fast and how lean, on a machine that does nothing else meanwhile. The package's own folder lets the table through also when all is well.
budget: dist
	sh web/test/chromium.sh
	cd web/test && go test -count=1 -tags "browser budget" -timeout 60m -run '^TestBudget'

# A hand that never rests on every lesson, 90 seconds each; SOAK=10m for longer.
SOAK ?= 90s
soak: dist
	sh web/test/chromium.sh
	SOAK=$(SOAK) go test -count=1 -v -tags browser -timeout 2h -run TestSoak ./web/test

# The course in Firefox and WebKitGTK: some four minutes on two cores.
engines: dist
	sh web/test/chromium.sh
	sh web/test/engines.sh
	go test -count=1 -v -tags "browser engines" -timeout 20m -run 'TestFirefox|TestWebKit' ./web/test

# Each row: the section, its words, the bounds within which they are true, and what eight starts give.
numbers:
	@go test ./lessons -v -count=1 -timeout 60m -run '^TestNumbers$$/^all$$/$(ONLY)' -args -seeds 8 -table

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
