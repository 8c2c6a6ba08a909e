# Sourced by run.sh and test.sh: installs what a fresh Debian machine lacks. Safe to run twice.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that stay alive keep a caller's pipe open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

need_tool() {
  command -v "$1" >/dev/null || { echo "$1 is missing: install $2 and run this again" >&2; exit 1; }
}

# install_packages PACKAGE...: those that dpkg does not have yet, by apt.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  echo "installing ${missing[*]}" >&2
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# newer_than STAMP PATH...: true where a path holds something newer than the stamp, or there is no stamp.
newer_than() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -not -path '*/node_modules*' -not -path '*/bin/*' -not -path '*/obj/*' -print -quit 2>/dev/null)" ]
}

# build_web: the pages into src/Geo.Api/wwwroot, when a source is newer.
build_web() {
  local web=src/Geo.Api/web stamp=artifacts/web.stamp
  mkdir -p artifacts
  newer_than "$stamp" "$web" && {
    need_tool npm "Node.js 20 or newer"
    (cd "$web" && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; } && npm run --silent build) >&2
    touch "$stamp"
  }
  return 0
}

# build_program: geowfc in Release, when a source is newer; one builder at a time.
build_program() {
  local stamp=artifacts/program.stamp
  mkdir -p artifacts
  (
    flock 9
    if newer_than "$stamp" src data Directory.Build.props Directory.Packages.props BannedSymbols.txt global.json; then
      touch "$stamp.new"
      dotnet build src/Geo.Api/Geo.Api.csproj -c Release -v quiet --nologo >artifacts/build.log 2>&1 || { cat artifacts/build.log >&2; exit 1; }
      mv "$stamp.new" "$stamp"
    fi
  ) 9>artifacts/build.lock
}
