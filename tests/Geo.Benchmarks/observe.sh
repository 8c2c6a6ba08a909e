#!/bin/bash
# observe.sh [FOLDER]: what statistics of 99 sites in all ten bands cost a scene, whole processes turn by turn, RUNS times each (3),
# medians: ours, merely decoding the tiles that the sites touch, rasterio.mask + numpy, exactextract's command line where it is on
# the path, all on the same COGs as `geowfc ingest` wrote them; then `geowfc track` over all scenes, again (nothing to do), and with
# one scene more. SCENES=12 scenes are made and stand, each several times, for TIMES=2 (SCENES=300 TIMES=1 is the real thing, 52 GB);
# WIDTH=4500 HEIGHT=2100 pixels. Needs python3-rasterio, python3-fiona.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd); folder=${1:-/tmp/geowfc-observe}; runs=${RUNS:-3}; scenes=${SCENES:-12}; times=${TIMES:-2}
mkdir -p "$folder"; cd "$folder"; rm -rf ws times.txt
dotnet build "$here/src/Geo.Api" -c Release -v quiet --nologo; dotnet build "$here/tests/Geo.Benchmarks" -c Release -v quiet --nologo
geowfc() { dotnet exec "$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll" "$@" --workspace "$folder/ws" --quiet; }
bench() { dotnet exec "$here/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks.dll" observe "$@"; }
timed() { /usr/bin/time -a -o times.txt -f "$1|%e|%U|%S|%M" "${@:2}" > "out.$$"; tail -1 times.txt; }
[ -f "scene$(printf %03d $((scenes - 1))).tif" ] || /usr/bin/python3 "$here/tests/Geo.Benchmarks/observe_scenes.py" . "$scenes" "${WIDTH:-4500}" "${HEIGHT:-2100}"
geowfc init > /dev/null; bands=(Blue=1 Green=2 Red=3 RedEdge1=4 RedEdge2=5 RedEdge3=6 Nir=7 NirNarrow=8 Swir1=9 Swir2=10)
for n in $(seq 0 $((scenes - 1))); do
    geowfc ingest "scene$(printf %03d "$n").tif" --datetime "$((2020 + n / 5))-0$((5 + n % 5))-01" "${bands[@]/#/--band-map=}" > /dev/null
done
cogs=(); for _ in $(seq "$times"); do cogs+=(ws/scenes/*.tif); done
for _ in $(seq "$runs"); do
    timed "decode the touched tiles" dotnet exec "$here/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks.dll" observe decode 2 sites.gpkg - "${cogs[@]}"
    timed "ours, ten bands" dotnet exec "$here/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks.dll" observe statistics 2 sites.gpkg ours.csv "${cogs[@]}"
    timed "rasterio.mask + numpy" /usr/bin/python3 "$here/tests/Geo.Benchmarks/observe_peer.py" sites.gpkg peer.csv "${cogs[@]}"
    if command -v exactextract > /dev/null; then
        timed "exactextract" bash -c 'for cog in "$@"; do exactextract -r "v:$cog" -p sites.gpkg -f code -s count -s mean -s stdev -s min -s max -s "quantile(q=0.05)" -s "quantile(q=0.5)" -s "quantile(q=0.95)" -o "ee.$(basename "$cog").csv"; done' - "${cogs[@]}"
    fi
done
geowfc import mine-sites sites.gpkg --map code=code --map name=code > /dev/null
track() { timed "$1" dotnet exec "$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll" track --workspace "$folder/ws" --quiet; }
track "geowfc track, $scenes scenes"; track "geowfc track again, nothing new"
echo; /usr/bin/python3 - "$((scenes * times))" <<'P'
import collections, csv, os, statistics, sys
scenes, rows = int(sys.argv[1]), collections.OrderedDict()
for line in open('times.txt'):
    what, *numbers = line.rstrip('\n').split('|')
    if len(numbers) == 4: rows.setdefault(what, []).append([float(x) for x in numbers])
def median(what, k): return statistics.median(run[k] for run in rows[what])
print(f'{"":36} {"s":>7} {"CPU s":>7} {"MB":>6} {"ms a site and scene":>20} {"/ decode":>9}')
for what in rows:
    cpu = statistics.median(run[1] + run[2] for run in rows[what]); per = '' if 'geowfc' in what else f'{1000 * median(what, 0) / scenes / 99:.2f}'
    print(f'{what:36} {median(what, 0):7.1f} {cpu:7.1f} {median(what, 3) / 1000:6.0f} {per:>20} {median(what, 0) / median("decode the touched tiles", 0):9.2f}')
def read(file): return {(r['scene'], r['site'], r['band']): r for r in csv.DictReader(open(file))}
ours, peer = read('ours.csv'), read('peer.csv')
# By centre against exact shares: the numbers of a large site agree to a part of its edge.
print('ours against pixel centres, largest relative difference of a mean:', max(abs(float(ours[k]['mean']) / float(peer[k]['mean']) - 1) for k in ours))
P
