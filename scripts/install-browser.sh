#!/bin/sh
# Find the Chromium that the browser tests drive, or install Debian's when it is missing and we are root.
# Prints its path. On failure: one line on standard error, exit code 1.
set -u

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 1
LOG=$ROOT/var/log/browser.log

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

find_browser() {
    for candidate in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
        if [ -n "$candidate" ] && [ -x "$candidate" ]; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

find_browser && exit 0
command -v apt-get >/dev/null 2>&1 ||
    fail 'Chromium is missing and there is no apt-get here: install it, name it in CHROMIUM, then run make again.'
[ "$(id -u)" -eq 0 ] ||
    fail 'Chromium is missing: run "sudo apt-get install chromium fonts-inter", then make again.'
mkdir -p "$ROOT/var/log" || fail "Cannot write in $ROOT/var: make it writable, then run make again."
printf 'Installing Chromium by apt-get\n' >&2
# The typeface makes the screenshots look as they do on a telephone; without it they are drawn in DejaVu.
{
    apt-get update -q &&
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-inter
} >"$LOG" 2>&1 || fail "Chromium could not be installed by apt-get: see $LOG"
find_browser || fail "apt-get installed Chromium, but it cannot be found: see $LOG"
