#!/bin/sh
# Install both locked environments into this folder, when they are missing or their locks changed. Nothing global.
# Prints nothing when there is nothing to do. On failure: one line on standard error, exit code 1.
set -u

UV_VERSION=0.13.9
UV_OLDEST=0.6.0
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 1
TOOLS=$ROOT/.tools
LOG=$ROOT/var/log/install.log

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# What the installed environments depend on, with the folder's own path, which they hold.
wanted_stamp() {
    {
        printf '%s\n' "$ROOT"
        cat "$ROOT/uv.lock" "$ROOT/pyproject.toml" "$ROOT/.python-version" \
            "$ROOT/engine/uv.lock" "$ROOT/engine/pyproject.toml" "$ROOT/engine/.python-version"
    } | cksum
}

is_current() { # folder of an environment, stamp
    [ -x "$1/bin/python" ] && [ "$(cat "$1/.installed" 2>/dev/null)" = "$2" ]
}

# A shim of pyenv or asdf may be on PATH and fail when it is run, so each candidate is run.
is_usable_uv() {
    version=$("$1" --version 2>/dev/null) || return 1
    version=$(printf '%s\n' "$version" | sed -n 's/^uv \([0-9][0-9.]*\).*/\1/p')
    [ -n "$version" ] || return 1
    oldest=$(printf '%s\n%s\n' "$version" "$UV_OLDEST" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)
    [ "$oldest" = "$UV_OLDEST" ]
}

find_uv() {
    for candidate in uv "$TOOLS/venv/bin/uv" "$TOOLS/pip/bin/uv"; do
        if is_usable_uv "$candidate"; then
            UV=$candidate
            return 0
        fi
    done
    return 1
}

usable_python() {
    for candidate in python3 /usr/bin/python3 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

install_uv() {
    python=$(usable_python) || fail 'Python 3.8 or later is needed to begin: install python3, then run make again.'
    printf 'Installing uv %s into .tools/\n' "$UV_VERSION" >&2
    mkdir -p "$TOOLS"
    "$python" -m venv "$TOOLS/venv" >>"$LOG" 2>&1 &&
        "$TOOLS/venv/bin/python" -m pip install --quiet "uv==$UV_VERSION" >>"$LOG" 2>&1 && find_uv && return
    rm -rf "$TOOLS/venv"
    "$python" -m pip install --quiet --target "$TOOLS/pip" "uv==$UV_VERSION" >>"$LOG" 2>&1 && find_uv && return
    fail "uv could not be installed: install it by hand (https://docs.astral.sh/uv/), then run make again. See $LOG"
}

explain() { # name of the environment, its Python, the log of this one step
    if grep -q -i -e 'no interpreter found' -e 'no download' -e 'failed to download.*python' -e 'python-build-standalone' "$3"; then
        fail "Python $2 is missing and uv could not download it: install Python $2, then run make again. See $LOG"
    fi
    if grep -q -i -e 'peer certificate' "$3"; then
        fail "The package index's certificate is not trusted: set SSL_CERT_FILE, then run make again. See $LOG"
    fi
    if grep -q -i -e 'dns error' -e 'failed to fetch' -e 'connection' -e 'timed out' "$3"; then
        fail "The packages of the $1 could not be downloaded: check the network, then run make again. See $LOG"
    fi
    if grep -q -i -e 'no space left' "$3"; then
        fail "The disk is full: the $1 needs up to 3 GB. Make room, then run make again."
    fi
    reason=$(grep -i -e '^error' -e '×' "$3" | head -n 1)
    fail "The $1 could not be installed (${reason:-no reason given}): mend that, then run make again. See $LOG"
}

show_elapsed() { # name, Python, when it began; ends by a signal
    if [ ! -t 2 ]; then
        printf 'Installing the %s (Python %s)...\n' "$1" "$2" >&2
        return
    fi
    while :; do
        printf '\rInstalling the %s (Python %s): %s s ' "$1" "$2" $(($(date +%s) - $3)) >&2
        sleep 1
    done
}

sync() { # name, folder, Python, stamp
    is_current "$2/.venv" "$4" && return
    step=$ROOT/var/log/install-step.log
    began=$(date +%s)
    show_elapsed "$1" "$3" "$began" &
    shown=$!
    trap 'kill "$shown" 2>/dev/null; exit 130' INT TERM HUP
    (cd "$2" && exec "$UV" sync --frozen --compile-bytecode --no-progress) >"$step" 2>&1
    code=$?
    trap - INT TERM HUP
    kill "$shown" 2>/dev/null
    wait "$shown" 2>/dev/null
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
    cat "$step" >>"$LOG"
    [ "$code" -eq 0 ] || explain "$1" "$3" "$step"
    rm -f "$step"
    printf '%s\n' "$4" >"$2/.venv/.installed"
    printf 'Installed the %s (Python %s) in %s s\n' "$1" "$3" $(($(date +%s) - began)) >&2
}

stamp=$(wanted_stamp) || fail 'The lock files cannot be read: is this a whole clone of the repository?'
if is_current "$ROOT/.venv" "$stamp" && is_current "$ROOT/engine/.venv" "$stamp"; then
    exit 0
fi
mkdir -p "$ROOT/var/log" 2>/dev/null && : >"$LOG" || fail "Cannot write in $ROOT/var: make it writable, then run make again."
find_uv || install_uv
# An environment that was activated in the calling shell is none of ours.
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT UV_PYTHON
sync 'assistant' "$ROOT" "$(cat "$ROOT/.python-version")" "$stamp"
sync 'engine' "$ROOT/engine" "$(cat "$ROOT/engine/.python-version")" "$stamp"
