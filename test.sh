#!/usr/bin/env bash
# Installs what is missing and runs all that CI runs; --slow adds the long series.
# Last line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")"
. build/prerequisites.sh
need_tool dotnet "the .NET 10 SDK"
need_tool node "Node.js 20 or newer"
slow=no
[ "${1:-}" = --slow ] && slow=yes
install_packages gdal-bin chromium fonts-noto-cjk procps util-linux

results=$PWD/artifacts/test-results
rm -rf "$results"
mkdir -p "$results" artifacts
passed=0 failed=0 skipped=0
step() { printf '\n== %s\n' "$*"; }
count_failed() { echo "FAILED: $*"; failed=$((failed + 1)); }
ok() { passed=$((passed + 1)); }

step "web: install, lint, test, build"
if [ -f src/Geo.Api/web/package.json ]; then
  (cd src/Geo.Api/web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent lint && npm test --silent && npm run --silent build) && ok || count_failed "web"
  touch artifacts/web.stamp
fi

step "build"
if dotnet build GeoWfc.sln -c Release -v quiet --nologo; then ok; else
  count_failed "build"
  echo "$passed passed, $failed failed, $skipped skipped"
  exit 1
fi
touch artifacts/program.stamp

# Made once, by the program as it was built just now; tests take copies (tests/Shared/SmallDemo.cs).
step "small demo"
demo=$PWD/artifacts/test-demo
rm -rf "$demo"
if time dotnet exec src/Geo.Api/bin/Release/net10.0/geowfc.dll demo --workspace "$demo" --quiet; then
  ok
  export GEOWFC_TEST_DEMO=$demo
else
  count_failed "small demo"
fi

# run_tests NAME FILTER PROJECT...: one trx a project.
run_tests() {
  local name=$1 filter=$2 project
  shift 2
  for project in "$@"; do
    step "$project ($name)"
    dotnet test "tests/$project/$project.csproj" -c Release --no-build --nologo --filter "$filter" \
      --logger "trx;LogFileName=$results/$project-$name.trx" --logger "console;verbosity=minimal" 2>&1 |
      grep -v '^No test matches'
    [ "${PIPESTATUS[0]}" -eq 0 ] || grep -q '<Counters' "$results/$project-$name.trx" 2>/dev/null || count_failed "$project ($name) did not finish"
  done
}

filter='Category!=Slow'
[ $slow = yes ] && filter='Category=Slow|Category!=Slow'
run_tests all "$filter" Geo.Core.Tests Geo.Jobs.Tests Geo.Api.Tests
# A browser leaves half of two cores idle, which the format check takes.
nice -n 19 dotnet format GeoWfc.sln --verify-no-changes --no-restore --verbosity quiet > artifacts/format.log 2>&1 &
format=$!
run_tests all "$filter" Geo.Web.Tests
DOTNET_EnableAVX2=0 run_tests no-avx2 'Category=Simd' Geo.Core.Tests
DOTNET_EnableHWIntrinsic=0 run_tests no-intrinsics 'Category=Simd' Geo.Core.Tests

for trx in "$results"/*.trx; do
  line=$(grep -o '<Counters [^>]*' "$trx" | head -n 1)
  number() { grep -o "$1=\"[0-9]*\"" <<<"$line" | head -n 1 | tr -dc 0-9; }
  total=$(number total) p=$(number passed) f=$(number failed) e=$(number error) t=$(number timeout) a=$(number aborted)
  passed=$((passed + p)) failed=$((failed + f + e + t + a)) skipped=$((skipped + total - p - f - e - t - a))
  # Shared data is here, so a test that says it is not has not been run.
  if [ -d ../shared ]; then
    without=$(grep -c 'no ../shared here' "$trx" || true)
    [ "$without" -eq 0 ] || count_failed "$without tests of $(basename "$trx") skipped for missing shared data"
  fi
done

# One archive, installed on a bare Debian without a network, where root may make one.
if [ $slow = yes ] && [ "$(id -u)" -eq 0 ]; then
  step "bundle for a closed network"
  if archive=$(./bundle.sh "$PWD/artifacts/bundle") && build/prove-bundle.sh "$archive"; then ok; else count_failed "bundle"; fi
fi

step "format"
if wait $format; then ok; else
  cat artifacts/format.log
  count_failed "dotnet format"
fi

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
