# Short names for what is done often. `just` lists them; none of them is needed, each line can be typed by hand.

_list:
    @just --list --unsorted

# Format, lints and types, without running anything
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --features faults,stand-in -- -D warnings

# The domain and the scenarios: seconds, no SDK compiled
test:
    tests/run --quick

# Everything, as continuous integration runs it; installs what is missing
test-all:
    tests/run

# The kill loop over all points at later passages too, each line as it comes; about two hours
long:
    FAIRWAY_LONG=1 cargo nextest run --features faults,stand-in --no-capture kill

# Talk to the desk in this terminal
run:
    cargo run --no-default-features -- chat

# A homeserver on 127.0.0.1 with accounts, to talk to the bot from a Matrix client
dev-up:
    scripts/dev-up

# Check the knowledge base and the prompts
handbook:
    cargo run --no-default-features -- check

# Durable turns per second; figures and machine are in docs/benchmarks.md
bench:
    cargo run --release --no-default-features --example store_bench

# Two hundred messages a second to ten thousand conversations, for five minutes; eight in all
load:
    cargo run --release --no-default-features --example load
