#!/usr/bin/env bash
# Builds and starts a stack under a name of its own, records a case through it, and stops it in order.
# usage: smoke-test.sh STACK SERVICE [KILLED...]
# SERVICE is one of our own, in which the command line is tried; services that are KILLED must not be missed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly stack=$1 service=$2 api=http://127.0.0.1:3000
shift 2
export COMPOSE_PROFILES=server POSTGRES_PASSWORD=smoke KURRENTDB_ADMIN_PASSWORD=smoke KURRENTDB_OPS_PASSWORD=smoke

compose() { docker compose --project-name recourse-smoke --file "compose.$stack.yaml" "$@"; }
field() { grep -o "\"$1\":\"[^\"]*\"" | cut -d '"' -f 4; }

# With its key it may be sent again, whatever became of it.
record() {
  curl --fail --silent --show-error --max-time 20 --retry 30 --retry-delay 2 --retry-all-errors "$api/v1/cases" \
    --header 'content-type: application/json' --header "idempotency-key: $1" \
    --data '{"openedBy": "posted_online", "occurredAt": "2026-11-02", "platform": "weibo", "title": "Unpaid since August",
      "region": "440306", "sector": "couriers", "disputes": ["wage_arrears"], "workers": 12}'
}

# It is recorded once, and is shown.
try_out() {
  local first
  first=$(record "$1")
  [[ $(record "$1") == "$first" ]]
  curl --fail --silent --show-error --max-time 60 --output /dev/null \
    "$api/v1/cases/$(field caseId <<<"$first")?minPosition=$(field position <<<"$first")"
}

finish() {
  status=$?
  if ((status)); then compose ps --all && compose logs --tail 50; fi
  compose down --volumes --timeout 10
  exit "$status"
}
trap finish EXIT

compose up --build --wait --wait-timeout 300
try_out before
compose exec -T "$service" recourse projections

if (($#)); then
  compose kill "$@"
  try_out after
fi

compose stop "$service"
[[ $(compose ps --all --format '{{.ExitCode}}' "$service") == 0 ]]
echo "$stack: well"
