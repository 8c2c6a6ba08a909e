#!/bin/bash
# Tiles beside MapServer 8 and QGIS Server (FastCGI behind nginx, two workers each; QGIS only pictures, left out where it is not installed) and PostGIS's ST_AsMVT: same data, same machine, one run after the other, three rounds.
# Wants: geowfc and Geo.Benchmarks built (Release); apt: cgi-mapserver nginx-light spawn-fcgi wrk gdal-bin python3-rasterio python3-scipy; for PostGIS postgresql-15-postgis-3; for QGIS qgis-server python3-qgis.
# tests/Geo.Benchmarks/tiles.sh FOLDER [SIDE of the raster, 4096]      (FOLDER keeps the data for the next run)
set -eu
HERE=$(cd "$(dirname "$0")" && pwd); ROOT=$(cd "$HERE/../.." && pwd); DIR=$(mkdir -p "$1" && cd "$1" && pwd); SIDE=${2:-4096}
PORT=5796 MAPPORT=5795 SECONDS_EACH=${SECONDS_EACH:-6}
GEOWFC=$ROOT/src/Geo.Api/bin/Release/net10.0/geowfc
if [ ! -d "$DIR/ws/scenes" ]; then
  [ -f "$DIR/raster.tif" ] || (cd "$DIR" && /usr/bin/python3 "$ROOT/../shared/bench/make_raster.py" "$SIDE" raster 1)
  "$ROOT"/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks tiles-data "$DIR/ws" 100000 "$DIR/raster.tif"
fi
python3 - "$DIR" <<'P'
import json, math, subprocess, sys
d = sys.argv[1]
def tile(lon, lat, z):
    r = math.radians(lat); n = 2 ** z
    return int((lon + 180) / 360 * n), int((1 - math.log(math.tan(r) + 1 / math.cos(r)) / math.pi) / 2 * n)
def box(z, x, y):
    half, side = 20037508.342789244, 2 * 20037508.342789244 / 2 ** z
    return f'{x * side - half},{half - (y + 1) * side},{(x + 1) * side - half},{half - y * side}'
def lua(name, urls):
    open(f'{d}/{name}.lua', 'w').write('local p = {' + ','.join(f'"{u}"' for u in urls) + '}\nlocal i = 0\nrequest = function()\n i = i + 1\n if i > #p then i = 1 end\n return wrk.format("GET", p[i])\nend\n')
info = json.loads(subprocess.check_output(['gdalinfo', '-json', f'{d}/raster.tif']))
ring = info['wgs84Extent']['coordinates'][0]; xs = [p[0] for p in ring]; ys = [p[1] for p in ring]
x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys); w, h = x1 - x0, y1 - y0
raster = []
for z in (11, 12, 13, 14):
    a, b = tile(x0 + .15 * w, y1 - .15 * h, z), tile(x1 - .15 * w, y0 + .15 * h, z)
    raster += [(z, x, y) for x in range(a[0], b[0] + 1) for y in range(a[1], b[1] + 1)]
raster = raster[::max(1, len(raster) // 160)]
for f in ('png', 'jpeg'):
    lua(f'raster-{f}', [f'/scenes/bench/tiles/WebMercatorQuad/{z}/{y}/{x}?f={f}&rescale=0,0.3' for z, x, y in raster])
    lua(f'qgis-raster-{f}', [f'/q?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=scene&STYLES=&SRS=EPSG:3857&WIDTH=256&HEIGHT=256&TRANSPARENT=TRUE&FORMAT=image/{f}&BBOX={box(z, x, y)}' for z, x, y in raster])
    lua(f'map-raster-{f}', [f'/m?map={d}/tiles.map&mode=tile&tilemode=gmap&tile={x}+{y}+{z}&layers=scene&map.imagetype={f}' for z, x, y in raster])
a, b = tile(109.75, 40.85, 10), tile(110.65, 40.35, 10)
vector = [(10, x, y) for x in range(a[0], b[0] + 1) for y in range(a[1], b[1] + 1)]
cols = 'class,probability,area_m2,pixel_count,survey_id,model,acquired_at,town,site_kind,overlap_share,site_distance_m,review'
lua('vector', [f'/collections/detections/tiles/WebMercatorQuad/{z}/{y}/{x}?properties={cols}' for z, x, y in vector])
lua('map-vector', [f'/m?map={d}/tiles.map&mode=tile&tilemode=gmap&tile={x}+{y}+{z}&layers=detections&map.imagetype=mvt' for z, x, y in vector])
open(f'{d}/vector.txt', 'w').write('\n'.join(f'{z} {x} {y}' for z, x, y in vector))
open(f'{d}/pg.sql', 'w').write(f"""\\set x random({a[0]}, {b[0]})
\\set y random({a[1]}, {b[1]})
WITH b AS (SELECT ST_TileEnvelope(10, :x, :y) AS e), r AS (SELECT ST_AsMVTGeom(ST_Transform(t.geom, 3857), b.e, 4096, 64, true) AS geom, id, {cols} FROM detections t, b WHERE t.geom && ST_Transform(b.e, 4326)) SELECT ST_AsMVT(r, 'detections', 4096, 'geom') FROM r;
""")
open(f'{d}/tiles.map', 'w').write(f"""MAP
 NAME "t" SIZE 256 256 EXTENT -180 -90 180 90 PROJECTION "init=epsg:4326" END
 CONFIG "MS_ERRORFILE" "{d}/mapserver.log"
 OUTPUTFORMAT NAME "png" DRIVER AGG/PNG MIMETYPE "image/png" IMAGEMODE RGBA TRANSPARENT ON END
 OUTPUTFORMAT NAME "jpeg" DRIVER AGG/JPEG MIMETYPE "image/jpeg" IMAGEMODE RGB FORMATOPTION "QUALITY=85" END
 OUTPUTFORMAT NAME "mvt" DRIVER MVT FORMATOPTION "EDGE_BUFFER=20" FORMATOPTION "EXTENT=4096" END
 WEB METADATA "wms_enable_request" "*" END END
 LAYER NAME "scene" TYPE RASTER STATUS OFF DATA "{d}/ws/scenes/bench.tif" PROCESSING "BANDS=3,2,1" PROCESSING "SCALE=1000,4000" PROCESSING "NODATA=0" PROCESSING "CLOSE_CONNECTION=DEFER" PROJECTION "init=epsg:32632" END END
 LAYER NAME "detections" TYPE POLYGON STATUS OFF CONNECTIONTYPE OGR CONNECTION "{d}/ws/geowfc.gpkg" DATA "detections" PROCESSING "CLOSE_CONNECTION=DEFER" PROJECTION "init=epsg:4326" END
  METADATA "gml_include_items" "id,{cols}" "ows_include_items" "id,{cols}" END CLASS NAME "all" STYLE COLOR 200 0 0 END END END
END
""")
open(f'{d}/nginx.conf', 'w').write(f"""worker_processes 1; pid {d}/nginx.pid; error_log {d}/nginx.log; daemon on;
events {{ }}
http {{ access_log off; client_body_temp_path {d}/nb; fastcgi_temp_path {d}/nf; proxy_temp_path {d}/np; uwsgi_temp_path {d}/nu; scgi_temp_path {d}/ns;
 upstream m {{ server unix:{d}/m1.sock; server unix:{d}/m2.sock; }}
 upstream q {{ server unix:{d}/q1.sock; server unix:{d}/q2.sock; }}
 server {{ listen 127.0.0.1:5795; include /etc/nginx/fastcgi_params; location /m {{ fastcgi_pass m; }} location /q {{ fastcgi_pass q; }} }} }}
""")
P
PIDS=()
trap 'for p in "${PIDS[@]}"; do kill "$p" 2>/dev/null || true; done; [ -f "$DIR/nginx.pid" ] && kill "$(cat "$DIR/nginx.pid")" 2>/dev/null || true; [ -d "$DIR/pg" ] && su postgres -c "/usr/lib/postgresql/15/bin/pg_ctl -D $DIR/pg -m fast stop" >/dev/null 2>&1 || true' EXIT
export MAPSERVER_CONFIG_FILE=$DIR/mapserver.conf; echo 'CONFIG ENV MS_MAP_PATTERN "." END END' > "$DIR/mapserver.conf"
MAPSERVERS=()
for n in 1 2; do rm -f "$DIR/m$n.sock"; MAPSERVERS+=("$(spawn-fcgi -s "$DIR/m$n.sock" -M 0777 -- /usr/lib/cgi-bin/mapserv | grep -oE '[0-9]+$')"); done; PIDS+=("${MAPSERVERS[@]}")
QGIS=()
if [ -x /usr/lib/cgi-bin/qgis_mapserv.fcgi ] && /usr/bin/python3 "$HERE/qgis_project.py" "$DIR/tiles.qgs" "$DIR/ws/geowfc.gpkg" "$DIR/ws/scenes/bench.tif" > "$DIR/qgis.log" 2>&1; then
  for n in 1 2; do rm -f "$DIR/q$n.sock"; QGIS+=("$(QT_QPA_PLATFORM=offscreen QGIS_PROJECT_FILE=$DIR/tiles.qgs QGIS_SERVER_LOG_LEVEL=2 spawn-fcgi -s "$DIR/q$n.sock" -M 0777 -- /usr/lib/cgi-bin/qgis_mapserv.fcgi | grep -oE '[0-9]+$')"); done; PIDS+=("${QGIS[@]}")
fi
chmod 755 "$DIR"; nginx -c "$DIR/nginx.conf"
serve() { GEOWFC_TILE_CACHE_MB=$1 "$GEOWFC" --workspace "$DIR/ws" serve --port $PORT > "$DIR/serve.log" 2>&1 & SERVER=$!; PIDS+=($SERVER); for _ in $(seq 60); do curl -sf -o /dev/null http://127.0.0.1:$PORT/healthz && break; sleep 0.5; done; }
# Clock ticks (1/100 s) that processes have used; one machine may be shared, the work a tile takes is not.
ticks() { local sum=0 p; for p in "$@"; do sum=$((sum + $(awk '{print $14+$15}' "/proc/$p/stat"))); done; echo $sum; }
load() { # name connections script port pids…
  local name=$1 c=$2 script=$3 port=$4; shift 4; local before after; before=$(ticks "$@")
  wrk -t1 -c"$c" -d"${SECONDS_EACH}s" --timeout 30s --latency -s "$DIR/$script.lua" "http://127.0.0.1:$port" > "$DIR/wrk.txt"; after=$(ticks "$@")
  awk -v n="$name" -v cpu=$((after - before)) '/50%/{p=$2} /requests in/{k=$1} /Requests\/sec/{r=$2} /Non-2xx/{e=$0} END{printf "%-22s %9s requests/s  p50 %-9s CPU a tile %7.2f ms %s\n", n, r, p, k ? cpu * 10 / k : 0, e}' "$DIR/wrk.txt"
}
read -r Z X Y < "$DIR/vector.txt"
echo "one vector tile: ours $(serve 0; curl -s "http://127.0.0.1:$PORT/collections/detections/tiles/WebMercatorQuad/$Z/$Y/$X" | wc -c; kill $SERVER) bytes, MapServer $(curl -s "http://127.0.0.1:$MAPPORT/m?map=$DIR/tiles.map&mode=tile&tilemode=gmap&tile=$X+$Y+$Z&layers=detections&map.imagetype=mvt" | wc -c) bytes"
sleep 1
serve 0
for f in png jpeg; do load "warm $f" 2 raster-$f $PORT $SERVER > /dev/null; load warm 2 map-raster-$f $MAPPORT $SERVER > /dev/null; [ ${#QGIS[@]} = 0 ] || load warm 2 qgis-raster-$f $MAPPORT $SERVER > /dev/null; done; load warm 2 vector $PORT $SERVER > /dev/null
for round in 1 2 3; do
  echo "round $round, nothing cached, 8 connections"
  for f in png jpeg; do load "GeoWfc raster $f" 8 raster-$f $PORT $SERVER; load "MapServer raster $f" 8 map-raster-$f $MAPPORT "${MAPSERVERS[@]}"; [ ${#QGIS[@]} = 0 ] || load "QGIS Server raster $f" 8 qgis-raster-$f $MAPPORT "${QGIS[@]}"; done
  load "GeoWfc MVT" 8 vector $PORT $SERVER; load "MapServer MVT" 8 map-vector $MAPPORT "${MAPSERVERS[@]}"
done
kill $SERVER; sleep 1
serve 128
for f in raster-png raster-jpeg vector; do load warm 8 $f $PORT $SERVER > /dev/null; done
echo "cached"; for f in raster-png raster-jpeg vector; do load "GeoWfc $f" 8 $f $PORT $SERVER; done
kill $SERVER
if [ -x /usr/lib/postgresql/15/bin/initdb ]; then
  [ -d "$DIR/pg" ] || { mkdir "$DIR/pg"; chown postgres "$DIR/pg"; su postgres -c "/usr/lib/postgresql/15/bin/initdb -D $DIR/pg -A trust" > /dev/null; }
  su postgres -c "/usr/lib/postgresql/15/bin/pg_ctl -D $DIR/pg -o '-p 5794 -k /tmp' -w start" > /dev/null
  psql -q -h /tmp -p 5794 -U postgres -c 'CREATE EXTENSION IF NOT EXISTS postgis' 2> /dev/null
  psql -tA -h /tmp -p 5794 -U postgres -c "SELECT to_regclass('detections')" | grep -q detections || { ogr2ogr -f PostgreSQL "PG:host=/tmp port=5794 user=postgres dbname=postgres" "$DIR/ws/geowfc.gpkg" detections -nln detections -a_srs EPSG:4326 -lco GEOMETRY_NAME=geom; psql -q -h /tmp -p 5794 -U postgres -c 'VACUUM ANALYZE detections'; }
  MASTER=$(head -1 "$DIR/pg/postmaster.pid")
  # cutime and cstime: backends are waited for when a client leaves.
  children() { awk '{print $16+$17}' "/proc/$MASTER/stat"; }
  for round in 1 2 3; do BEFORE=$(children); echo "PostGIS ST_AsMVT, 8 clients: $(/usr/lib/postgresql/15/bin/pgbench -n -h /tmp -p 5794 -U postgres -c 8 -j 1 -T "$SECONDS_EACH" -f "$DIR/pg.sql" postgres 2>/dev/null > "$DIR/pgbench.txt"; sleep 1; awk -v cpu=$(($(children) - BEFORE)) '/actually processed/{k=$NF} /^tps/{t=$3} END{printf "%s tiles/s, CPU a tile %.2f ms", t, cpu * 10 / k}' "$DIR/pgbench.txt")"; done
fi
