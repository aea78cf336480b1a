# What people do with this repository. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run assets test bench scale search-quality fmt screenshots

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: ## build a release and serve it with demo data on 127.0.0.1:3000 (PORT=…, LISTEN=…)
	@tools/run.sh

assets: ## style sheet, scripts and wasm for debug builds
	@cargo run --package rapport-build -- assets

test: ## everything CI checks; parts: tools/test.sh rules | clippy | rust | browser
	@tools/test.sh

bench: ## how fast it is, and whether it still is
	@tools/bench.sh

scale: ## whether pages stay as quick with 50,000 customers (needs a release build of rapport before)
	@cargo run --release --package rapport-bench --bin scale -- $(SCALE)

search-quality: ## how often searches find what was meant (FILES="products.csv …")
	@cargo run --package rapport-bench --bin search_quality -- --files $(FILES)

fmt: ## format the code
	@cargo fmt --all

screenshots: ## every page, wide and narrow, light and dark, into target/end2end/shots
	@tools/test.sh screenshots

