#!/bin/bash
# serve.sh [ROWS] [FOLDER]: GeoJSON of geowfc beside a bare Kestrel endpoint with the same look-ups (BareServer.cs) and beside the WFS
# of MapServer (cgi-mapserver) and of QGIS Server (qgis-server, python3-qgis), two FastCGI processes each behind nginx (nginx-light,
# spawn-fcgi), each left out where it is not installed; one machine, turn by turn, SECONDS_EACH (5) each after WARM (6) seconds, which
# the JIT needs. wrk with one thread and 8 connections, on the same cores. Prints requests a second, the 50th and 99th percentile and,
# which does not depend on what else the machine does, the processor time of the server a request (of a peer: of its processes).
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd); rows=${1:-100000}; folder=${2:-/tmp/geowfc-serve-bench}; each=${SECONDS_EACH:-5}
ws=$folder/ws$rows; bench=$here/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks.dll; dll=$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll
mkdir -p "$folder"
[ -d "$ws" ] || dotnet exec "$bench" serve-data "$ws" "$rows"
peers=()
trap 'kill $(jobs -p) "${peers[@]}" 2>/dev/null; wait 2>/dev/null' EXIT
dotnet exec "$dll" --workspace "$ws" serve --port 5591 2> "$folder/geowfc.log" & geowfc=$!
dotnet exec "$bench" serve-bare "$ws/geowfc.gpkg" 5592 > "$folder/bare.log" & bare_pid=$!
mapserver=() qgis=()
fastcgi() { # socket, program: two processes; prints their numbers
    spawn-fcgi -s "$1" -M 0777 -F 2 -- "$2" 2> /dev/null | grep -oE '[0-9]+$'
}
if command -v nginx spawn-fcgi > /dev/null; then
    chmod 755 "$folder"
    rm -f "$folder"/{ms,qs}.sock
    if command -v mapserv > /dev/null; then
        # wfs_use_default_extent_for_getfeature: without it a request without a box asks for the whole extent, so that each has all numbers of the R-tree listed.
        cat > "$folder/detections.map" <<END_OF_MAPFILE
MAP
  NAME "d" EXTENT 109.8 40.2 110.8 41.2 PROJECTION "init=epsg:4326" END
  WEB METADATA "wfs_enable_request" "*" "wfs_onlineresource" "http://127.0.0.1:5593/" "wfs_srs" "EPSG:4326" "wfs_getfeature_formatlist" "geojson" END END
  OUTPUTFORMAT NAME "geojson" DRIVER "OGR/GEOJSON" MIMETYPE "application/json" FORMATOPTION "STORAGE=stream" FORMATOPTION "FORM=SIMPLE" FORMATOPTION "LCO:COORDINATE_PRECISION=7" END
  LAYER NAME "detections" TYPE POLYGON STATUS ON CONNECTIONTYPE OGR CONNECTION "$ws/geowfc.gpkg" DATA "detections" PROCESSING "CLOSE_CONNECTION=DEFER"
    PROJECTION "init=epsg:4326" END METADATA "wfs_title" "d" "gml_include_items" "all" "gml_featureid" "id" "wfs_use_default_extent_for_getfeature" "false" END END
END
END_OF_MAPFILE
        printf 'CONFIG\nENV\nMS_MAPFILE "%s/detections.map"\nEND\nEND\n' "$folder" > "$folder/mapserver.conf"
        mapfile -t mapserver < <(MAPSERVER_CONFIG_FILE=$folder/mapserver.conf MS_MAPFILE=$folder/detections.map fastcgi "$folder/ms.sock" "$(command -v mapserv)")
    fi
    if [ -x /usr/lib/cgi-bin/qgis_mapserv.fcgi ] && /usr/bin/python3 "$here/tests/Geo.Benchmarks/qgis_project.py" "$folder/detections.qgs" "$ws/geowfc.gpkg" > "$folder/qgis.log" 2>&1; then
        mapfile -t qgis < <(QT_QPA_PLATFORM=offscreen QGIS_PROJECT_FILE=$folder/detections.qgs QGIS_SERVER_LOG_LEVEL=2 fastcgi "$folder/qs.sock" /usr/lib/cgi-bin/qgis_mapserv.fcgi)
    fi
    peers=("${mapserver[@]}" "${qgis[@]}")
    cat > "$folder/nginx.conf" <<END_OF_NGINX
daemon off; pid $folder/nginx.pid; error_log $folder/nginx.log; events {}
http { access_log off; server { listen 127.0.0.1:5593; include /etc/nginx/fastcgi_params;
 location / { fastcgi_pass unix:$folder/ms.sock; } location /q { fastcgi_pass unix:$folder/qs.sock; } } }
END_OF_NGINX
    # A process of this shell itself, so that the trap ends it.
    if [ ${#peers[@]} -gt 0 ]; then nginx -c "$folder/nginx.conf" & fi
fi
for _ in $(seq 60); do curl -sf http://127.0.0.1:5591/healthz > /dev/null && curl -sf http://127.0.0.1:5592/items?limit=1 > /dev/null && break; sleep 0.5; done
ticks() { local sum=0 p; for p in "$@"; do sum=$((sum + $(awk '{ print $14 + $15 }' "/proc/$p/stat"))); done; echo $sum; }
run() { # name url pids…
    local name=$1 url=$2 before after; shift 2
    [ $# -gt 0 ] || return 0
    curl -sf "$url" > "$folder/answer" || { echo "$name: no answer"; return; }
    wrk -t1 -c8 -d"${WARM:-6}s" --timeout 20s "$url" > /dev/null
    before=$(ticks "$@")
    wrk -t1 -c8 -d"${each}s" --timeout 20s --latency "$url" > "$folder/wrk.txt"
    after=$(ticks "$@")
    awk -v name="$name" -v ticks=$((after - before)) -v bytes="$(stat -c %s "$folder/answer")" '/50%/ { p50 = $2 } /99%/ { p99 = $2 } /Requests\/sec/ { rate = $2 } /requests in/ { n = $1 } /Non-2xx/ { bad = " BAD " $0 } END { printf "%-20s %8.1f /s  p50 %8s  p99 %8s  cpu %8.0f us  %7d bytes%s\n", name, rate, p50, p99, n ? ticks * 10000 / n : 0, bytes, bad }' "$folder/wrk.txt"
}
ours=http://127.0.0.1:5591/collections/detections/items bare=http://127.0.0.1:5592/items wfs='SERVICE=WFS&VERSION=1.1.0&REQUEST=GetFeature&TYPENAME=detections&OUTPUTFORMAT=geojson'
box=110.2,40.6,110.25,40.65 first=$(printf 'D%07d' $((rows / 2)))
# The features of QGIS Server are named by row number, which is one more.
for what in "limit10|?limit=10|&MAXFEATURES=10|" "limit1000|?limit=1000|&MAXFEATURES=1000|" "bbox100|?limit=100&bbox=$box|&MAXFEATURES=100&BBOX=$box|" "one|/$first|&FEATUREID=detections.$first|&FEATUREID=detections.$((rows / 2 + 1))"; do
    IFS='|' read -r name ask peer qgis_peer <<< "$what"
    run "$name geowfc" "$ours$ask" "$geowfc"; run "$name bare" "$bare$ask" "$bare_pid"
    run "$name mapserver" "http://127.0.0.1:5593/?$wfs$peer" "${mapserver[@]}"
    run "$name qgis server" "http://127.0.0.1:5593/q?$wfs${qgis_peer:-$peer}" "${qgis[@]}"
done
