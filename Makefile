# make run     the course on http://localhost:8080 (another port: PORT=9000 make run)
# make test    everything that must hold
# make bench   how fast it is
# make dist    the site in dist/, plain files for any web server

export GOTOOLCHAIN := go1.27.4
export GOEXPERIMENT := simd

programs := dist/trainer.wasm dist/trainer.simd.wasm dist/stage.wasm dist/stage.simd.wasm
sources := $(shell find core lessons wasm -name '*.go') go.mod go.sum
build := GOOS=js GOARCH=wasm go build -trimpath -ldflags "-s -w"
scalar := GOEXPERIMENT=

.PHONY: run test bench dist
.DELETE_ON_ERROR:

run: $(programs) node_modules
	go run ./web/build serve

dist: $(programs) node_modules
	go run ./web/build build

dist/%.simd.wasm: $(sources)
	$(build) -o $@ ./wasm/$*

dist/%.wasm: $(sources)
	$(scalar) $(build) -o $@ ./wasm/$*

node_modules: package-lock.json
	npm ci --no-audit --no-fund
	touch $@

test: dist
	go vet -tags "dist browser" ./...
	$(scalar) go test ./...
	GOOS=js GOARCH=wasm go test -exec "$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./core/...
	sh web/test/chromium.sh
	go test -tags "dist browser" ./...

bench:
	go test -run '^$$' -bench . ./...
