#!/bin/bash
# whole-process.sh [N] [FOLDER]: our survey beside Orfeo ToolBox's ImageClassifier and scikit-learn in one run: same raster
# (N x N pixels, 10 bands), same training polygons (clean, and 10 % mislabelled), same cores; whole processes, RUNS times each.
# Needs ../shared/bench, otb-bin, python3-sklearn, python3-rasterio, python3-fiona, python3-scipy, gdal-bin (apt). Ends with
# overall accuracy and mean F1 of each map against the raster's true classes.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bench=$here/../shared/bench; n=${1:-4096}; folder=${2:-/tmp/geowfc-bench}; export RUNS=${RUNS:-3}
[ -d "$bench" ] || { echo "whole-process.sh: $bench is absent: the peers' side is not here"; exit 1; }
mkdir -p "$folder"; cd "$folder"
geowfc() { dotnet exec "$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll" "$@" --workspace "$folder/ws" --quiet; }
timed() { /usr/bin/time -f "$1: %e s, %U + %S CPU s, %M KB" "${@:2}"; }
ours() { timed "$1" dotnet exec "$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll" "${@:2}" --workspace "$folder/ws" --quiet > /dev/null; }

dotnet build "$here/src/Geo.Api" -c Release -v quiet --nologo
[ -f "r$n.tif" ] || /usr/bin/python3 "$bench/make_raster.py" "$n" "r$n" 7
rm -rf ws; geowfc init > /dev/null
bands=(Blue=1 Green=2 Red=3 RedEdge1=4 RedEdge2=5 RedEdge3=6 Nir=7 NirNarrow=8 Swir1=9 Swir2=10)
ours "ours, ingest (once a scene)" ingest "r$n.tif" --datetime 2025-07-01 "${bands[@]/#/--band-map=}"
scene=$(geowfc scenes --json | /usr/bin/python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])')
for kind in clean noisy; do
    echo "== $kind training polygons"
    ours "ours, train, each pixel alone" train "r${n}_$kind.gpkg" --predictors bands-1 --model "$kind-bands"
    ours "ours, train, with neighbourhoods" train "r${n}_$kind.gpkg" --model "$kind"
    for _ in $(seq "$RUNS"); do
        ours "ours, each pixel alone" survey --scene "$scene" --model "$kind-bands" --smoothing 0 --class-raster "bands_$kind.tif"
        ours "ours, each pixel alone, smoothed" survey --scene "$scene" --model "$kind-bands" --class-raster "smooth_$kind.tif"
        ours "ours, with neighbourhoods" survey --scene "$scene" --model "$kind" --class-raster "focal_$kind.tif"
        timed "scikit-learn, train and map" /usr/bin/python3 "$bench/sklearn_rf.py" "r$n.tif" "r${n}_$kind.gpkg" "sklearn_$kind.tif"
    done
    echo "Orfeo ToolBox:"; bash "$bench/otb.sh" "r$n.tif" "r${n}_$kind.gpkg" "otb_$kind.tif"
done
timed "GDAL merely reads it" gdalinfo -checksum "ws/scenes/$scene.tif" > /dev/null
/usr/bin/python3 - "$n" <<'P'
import os, sys, numpy as np, rasterio
true = rasterio.open(f'r{sys.argv[1]}_labels.tif').read(1)
for kind in ('clean', 'noisy'):
    for who in ('bands', 'smooth', 'focal', 'sklearn', 'otb'):
        mapped = rasterio.open(f'{who}_{kind}.tif').read(1)
        f1 = [2 * ((mapped == c) & (true == c)).sum() / ((mapped == c).sum() + (true == c).sum()) for c in range(1, 7)]
        print(f'{who} {kind}: overall {(mapped == true).mean():.4f}, mean F1 {np.mean(f1):.4f}')
P
