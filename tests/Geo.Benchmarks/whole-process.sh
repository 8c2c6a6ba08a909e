#!/bin/bash
# whole-process.sh [N] [FOLDER]: the table of docs/performance.md for an N x N raster of 10 bands (4096; 10980 is a Sentinel-2
# tile): our survey, and beside it Orfeo ToolBox's ImageClassifier and scikit-learn, on the same raster, the same training
# polygons (clean, and 10 % mislabelled) and the same cores; whole processes, turn by turn, RUNS times each (3), then medians.
# PEERS=0 leaves the peers out (they take minutes); VIRTUAL="1024 4096 10980 40000" also surveys rasters of these sides.
# Needs ../shared/bench, gdal-bin, python3-rasterio, python3-fiona, python3-scipy, for the peers otb-bin, python3-sklearn (apt).
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bench=$here/../shared/bench; n=${1:-4096}; folder=${2:-/tmp/geowfc-bench}; runs=${RUNS:-3}; peers=${PEERS:-1}
[ -d "$bench" ] || { echo "whole-process.sh: $bench is absent: the peers' side is not here"; exit 1; }
mkdir -p "$folder"; cd "$folder"; : > times.txt
geowfc() { dotnet exec "$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll" "$@" --workspace "$folder/ws" --quiet; }
timed() { /usr/bin/time -a -o times.txt -f "$1|%e|%U|%S|%M" "${@:2}" > /dev/null; tail -1 times.txt; }
ours() { timed "$1" dotnet exec "$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll" "${@:2}" --workspace "$folder/ws" --quiet; }

dotnet build "$here/src/Geo.Api" -c Release -v quiet --nologo
[ -f "r${n}_noisy.gpkg" ] || /usr/bin/python3 "$bench/make_raster.py" "$n" "r$n" 7
# Two of the classes under the names that a survey reports: then polygons are drawn, of a third of the raster.
[ -f "r${n}_named.gpkg" ] || ogr2ogr "r${n}_named.gpkg" "r${n}_clean.gpkg" -nln named -dialect SQLite -sql \
    "SELECT geom, CASE class WHEN 5 THEN 'stockpile' WHEN 6 THEN 'unrestored_pit' ELSE 'c' || class END AS class FROM r${n}_clean"
rm -rf ws; geowfc init > /dev/null
bands=(Blue=1 Green=2 Red=3 RedEdge1=4 RedEdge2=5 RedEdge3=6 Nir=7 NirNarrow=8 Swir1=9 Swir2=10)
ours "ingest (once a scene)" ingest "r$n.tif" --datetime 2025-07-01 "${bands[@]/#/--band-map=}"
scene=$(geowfc scenes --json | /usr/bin/python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])')
for kind in clean noisy; do
    ours "$kind: train, bands" train "r${n}_$kind.gpkg" --predictors bands-1 --model "$kind-bands"
    ours "$kind: train, 37 predictors" train "r${n}_$kind.gpkg" --model "$kind"
done
ours "named: train, 37 predictors" train "r${n}_named.gpkg" --label-field class --model named

for _ in $(seq "$runs"); do
    for kind in clean noisy; do
        ours "$kind: survey, bands, no smoothing" survey --scene "$scene" --model "$kind-bands" --smoothing 0 --class-raster "bands_$kind.tif"
        ours "$kind: survey, bands" survey --scene "$scene" --model "$kind-bands" --class-raster "smooth_$kind.tif"
        ours "$kind: survey, 37 predictors" survey --scene "$scene" --model "$kind" --class-raster "focal_$kind.tif"
        [ "$peers" = 0 ] || timed "$kind: scikit-learn, train and map" /usr/bin/python3 "$bench/sklearn_rf.py" "r$n.tif" "r${n}_$kind.gpkg" "sklearn_$kind.tif"
    done
    ours "named: survey, polygons" survey --scene "$scene" --model named
    ours "named: survey, polygons, no early exit" survey --scene "$scene" --model named --full
    ours "named: survey, detections only" survey --scene "$scene" --model named --detections-only
    timed "GDAL merely reads it, both cores" /usr/bin/python3 "$here/tests/Geo.Benchmarks/read.py" "ws/scenes/$scene.tif"
done
for kind in clean noisy; do
    [ "$peers" = 0 ] || { echo "Orfeo ToolBox, $kind:"; RUNS=$runs bash "$bench/otb.sh" "r$n.tif" "r${n}_$kind.gpkg" "otb_$kind.tif"; }
done

echo; echo "medians"
/usr/bin/python3 - "$n" <<'P'
import collections, os, statistics, sys, numpy as np, rasterio
rows = collections.OrderedDict()
for line in open('times.txt'):
    what, *numbers = line.rstrip('\n').split('|')
    if len(numbers) == 4: rows.setdefault(what, []).append([float(x) for x in numbers])
print(f'{"":42} {"s":>7} {"CPU s":>7} {"peak MB":>8} {"runs":>4}')
for what, runs in rows.items():
    wall, user, system, memory = zip(*runs)
    print(f'{what:42} {statistics.median(wall):7.1f} {statistics.median(map(sum, zip(user, system))):7.1f} {statistics.median(memory) / 1000:8.0f} {len(runs):4}')
true = rasterio.open(f'r{sys.argv[1]}_labels.tif').read(1)
print('\naccuracy against the true classes')
for kind in ('clean', 'noisy'):
    for who in ('bands', 'smooth', 'focal', 'sklearn', 'otb'):
        file = f'{who}_{kind}.tif'
        if not os.path.exists(file): continue
        mapped = rasterio.open(file).read(1)
        f1 = [2 * ((mapped == c) & (true == c)).sum() / ((mapped == c).sum() + (true == c).sum()) for c in range(1, 7)]
        print(f'{who} {kind}: overall {(mapped == true).mean():.4f}, mean F1 {np.mean(f1):.4f}')
P
if [ -n "${VIRTUAL:-}" ]; then
    dotnet build "$here/tests/Geo.Benchmarks" -c Release -v quiet --nologo
    for side in $VIRTUAL; do dotnet exec "$here/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks.dll" virtual "$folder/ws" noisy-bands "$side"; done
fi
