#!/bin/bash
# rstoolbox.sh [FOLDER]: our classifier, scikit-learn's and Orfeo ToolBox's random forest (100 trees of depth 15) on the real
# Sentinel-2 scene with heights, trained on the very same pixels of one half of its polygons and judged on those of the other,
# in one run: first RealImageryTests (its rows go to FOLDER), then rstoolbox_forests.py on these rows. Some five minutes on 2
# cores. Needs ../shared/data. docs/accuracy.md holds what came out.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd); folder=${1:-/tmp/geowfc-rstoolbox}
[ -d "$here/../shared/data/rstoolbox" ] || { echo "rstoolbox.sh: $here/../shared/data/rstoolbox is absent: no scene, no figures"; exit 1; }
for package in otb-bin gdal-bin python3-sklearn python3-numpy; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="${missing:-}$package "
done
[ -z "${missing:-}" ] || { echo "rstoolbox.sh: apt-get install ${missing% } first"; exit 1; }

dotnet build "$here/tests/Geo.Core.Tests" -c Release -v quiet --nologo
rm -rf "$folder"
echo 'trained on:                                   overall accuracy      mean F1, of five seeds'
GEOWFC_ROWS=$folder dotnet test "$here/tests/Geo.Core.Tests" -c Release --no-build --nologo \
    --filter FullyQualifiedName~Sentinel2_with_terrain --logger "console;verbosity=detailed" | grep -E 'half|held apart|F1|Failed|Passed!'
/usr/bin/python3 "$here/tests/Geo.Benchmarks/rstoolbox_forests.py" "$folder"
