#!/bin/bash
# volume.sh [N] [FOLDER]: geowfc volume on an N x N surface of 0.1 m (10000) with a pile of 600 m, and beside it the same
# share-weighted sum above a terrain model by rasterio and numpy (whole arrays); whole processes, turn by turn, RUNS times (3).
# Needs python3-rasterio (apt). Prints seconds (median) and peak memory of each.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd); n=${1:-10000}; folder=${2:-/tmp/geowfc-volume-bench}; runs=${RUNS:-3}
mkdir -p "$folder"; cd "$folder"; : > times.txt
[ -f "dsm$n.tif" ] || /usr/bin/python3 "$here/tests/Geo.Benchmarks/volume_peer.py" make "$n"
dll=$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll
timed() { /usr/bin/time -a -o times.txt -f "$1|%e|%M" "${@:2}" > "out_$1.json"; }
for _ in $(seq "$runs"); do
    timed plane dotnet exec "$dll" volume --dsm "dsm$n.tif" --toe "toe$n.geojson" --json --quiet
    timed model dotnet exec "$dll" volume --dsm "dsm$n.tif" --toe "toe$n.geojson" --base "dtm$n.tif" --json --quiet
    timed numpy /usr/bin/python3 "$here/tests/Geo.Benchmarks/volume_peer.py" sum "$n"
done
sort -t'|' -k1,1 -k2,2n times.txt | awk -F'|' '{ t[$1] = t[$1] " " $2; if ($3 > m[$1]) m[$1] = $3; n[$1]++ }
    END { for (k in t) { split(t[k], s, " "); printf "%s: %.1f s, %d MB\n", k, s[int((n[k] + 1) / 2)], m[k] / 1024 } }'
grep -h fill_m3 out_model.json out_numpy.json
