#!/bin/bash
# tailings.sh [FOLDER]: our classifier and scikit-learn's random forest on the real chips, same bands, blocks and rows, in one
# run: first TailingsTests (its rows go to FOLDER), then tailings_forest.py on these rows. About 15 minutes on 2 cores, 3 with
# QUICK=1. Needs ../shared/data, python3-sklearn, python3-rasterio, python3-scipy (apt). docs/accuracy.md holds what came out.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd); folder=${1:-/tmp/geowfc-tailings}
[ -d "$here/../shared/data/tailings-brazil-s2" ] || { echo "tailings.sh: $here/../shared/data/tailings-brazil-s2 is absent: no chips, no figures"; exit 1; }
dotnet build "$here/tests/Geo.Core.Tests" -c Release -v quiet --nologo
GEOWFC_ROWS=$folder dotnet test "$here/tests/Geo.Core.Tests" -c Release --no-build --nologo \
    --filter FullyQualifiedName~TailingsTests --logger "console;verbosity=detailed" | grep -E ': F1|rows, F1|Failed|Passed!'
/usr/bin/python3 "$here/tests/Geo.Benchmarks/tailings_forest.py" "$folder"
