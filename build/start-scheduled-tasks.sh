#!/usr/bin/env bash
# Starts the executor without a window: build/start-scheduled-tasks.sh once | daemon [seconds between polls]
# Sets the checkout up first when that is needed. Further settings by environment: DATABASE_URL, NEXUS_SCHEDULER_DATA_DIR.
set -euo pipefail

usage() {
  echo "Usage: $0 once | daemon [seconds, 1 to 3600; the settings' when left out]" >&2
  exit 2
}

[ $# -ge 1 ] && [ $# -le 2 ] || usage
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

case "$1" in
  once) [ $# -eq 1 ] || usage; arguments=(--mode once) ;;
  daemon) arguments=(--mode daemon ${2:+--interval "$2"}) ;;
  *) usage ;;
esac

command -v node > /dev/null || { echo 'Node 20.19 or newer is needed: https://nodejs.org' >&2; exit 1; }
node "$root/build/setup.mjs" >&2
exec node "$root/out/main/cli.cjs" "${arguments[@]}"
