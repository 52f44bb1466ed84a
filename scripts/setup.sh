# Sourced by ./bursar and ./test: finds what Bursar stands on, installs what it may, and otherwise says in one sentence what to do.

say() { printf '%s\n' "bursar: $*" >&2; }
die() { say "$*"; exit 2; }

# Runs a command as root: directly, or with sudo when that needs no password prompt in the way. Fails when neither is possible.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else return 1; fi
}

apt_install() { # apt_install <what for> <package>…
  local why="$1"; shift
  command -v apt-get >/dev/null 2>&1 || return 1
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1 || return 1
  say "installing $* with apt ($why)"
  local log; log="$(mktemp)"
  if { as_root apt-get update -q && DEBIAN_FRONTEND=noninteractive as_root apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    rm -f "$log"
  else
    tail -5 "$log" >&2; rm -f "$log"; return 1
  fi
}

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return
  apt_install "the .NET 10 SDK" dotnet-sdk-10.0 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return
  die "the .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."
}

need_node() {
  local major
  major="$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')"
  [ -n "$major" ] && [ "$major" -ge 20 ] && command -v npm >/dev/null 2>&1 && return
  [ -z "$major" ] && apt_install "Node.js and npm" nodejs npm && major="$(node --version | sed -n 's/^v\([0-9]*\).*/\1/p')" && [ "$major" -ge 20 ] && return
  die "Node.js 20 or newer with npm is missing (found: ${major:-none}): install it from https://nodejs.org, then run this again."
}

have_secp256k1() {
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q 'libsecp256k1\.so' && return
  ls /opt/homebrew/lib/libsecp256k1*.dylib /usr/local/lib/libsecp256k1*.dylib >/dev/null 2>&1
}

need_secp256k1() {
  have_secp256k1 && return
  # The package's name carries the library's version: Debian 12 has -1, Debian 13 and Ubuntu 24.04 have -2 or -1.
  local package
  for package in libsecp256k1-1 libsecp256k1-2 libsecp256k1-6; do
    apt_install "signing" "$package" 2>/dev/null && have_secp256k1 && return
  done
  die "libsecp256k1 is missing: install it (Debian/Ubuntu: apt install libsecp256k1-1; macOS: brew install secp256k1), then run this again."
}

# The server that the tests of the shared journal run on; they start one of their own in a temporary folder.
have_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; }

need_postgres() {
  have_postgres && return
  # Two packages make up the server; the one that would also set up and start a cluster of the machine's is told not to.
  if [ "$(id -u)" = 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ] && command -v apt-get >/dev/null 2>&1; then
    mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  apt_install "tests of the shared journal" postgresql && have_postgres && return
  die "PostgreSQL is missing: install it (Debian/Ubuntu: apt install postgresql; macOS: brew install postgresql), then run this again."
}

# The local chain, the Solidity compiler and the contract libraries come from npm, pinned by contracts/package-lock.json.
need_npm() { # need_npm <folder>
  local folder="$root/$1"
  [ -f "$folder/package-lock.json" ] || return 0
  [ -f "$folder/node_modules/.package-lock.json" ] && [ ! "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ] && return
  say "installing npm packages in $1/ (once)"
  local log; log="$(mktemp)"
  if ! (cd "$folder" && npm ci --no-audit --no-fund) >"$log" 2>&1; then tail -20 "$log" >&2; rm -f "$log"; die "npm ci in $1/ failed: see the lines above."; fi
  rm -f "$log"
  touch "$folder/node_modules/.package-lock.json"
}

# A browser for the tests that look at a report as a person would. Locally they are skipped by name without it; CI must have it.
want_chromium() {
  command -v chromium >/dev/null 2>&1 && return
  [ "${CI:-}" = true ] || return 0
  apt_install "browser tests" chromium || die "chromium is missing and cannot be installed: install it, then run this again."
}

# A clock that jumps, for the runs under faults (docs/reliability.md). Without it they leave jumps out, and say so; CI must have it.
want_faketime() {
  ls /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib/faketime/libfaketimeMT.so.1 /usr/lib64/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 && return
  [ "${CI:-}" = true ] || return 0
  apt_install "clock jumps" libfaketime || die "libfaketime is missing and cannot be installed: install it, then run this again."
}
