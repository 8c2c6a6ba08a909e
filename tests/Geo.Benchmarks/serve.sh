#!/bin/bash
# serve.sh [ROWS] [FOLDER]: GeoJSON of geowfc beside a bare Kestrel endpoint with the same look-ups (BareServer.cs) and, where
# cgi-mapserver, spawn-fcgi and nginx are installed, beside MapServer's WFS; one machine, turn by turn, SECONDS_EACH (5) each after WARM (6) seconds, which the JIT needs.
# wrk with one thread and 8 connections, on the same cores. Prints requests a second, the 50th and 99th percentile and, which
# does not depend on what else the machine does, the processor time of the server a request.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd); rows=${1:-100000}; folder=${2:-/tmp/geowfc-serve-bench}; each=${SECONDS_EACH:-5}
ws=$folder/ws$rows; bench=$here/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks.dll; dll=$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll
mkdir -p "$folder"
[ -d "$ws" ] || dotnet exec "$bench" serve-data "$ws" "$rows"
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null' EXIT
dotnet exec "$dll" --workspace "$ws" serve --port 5591 2> "$folder/geowfc.log" & geowfc=$!
dotnet exec "$bench" serve-bare "$ws/geowfc.gpkg" 5592 > "$folder/bare.log" & bare_pid=$!
peer=no
if command -v mapserv nginx spawn-fcgi > /dev/null; then
    peer=yes
    cat > "$folder/detections.map" <<END_OF_MAPFILE
MAP
  NAME "d" EXTENT 109.8 40.2 110.8 41.2 PROJECTION "init=epsg:4326" END
  WEB METADATA "wfs_enable_request" "*" "wfs_onlineresource" "http://127.0.0.1:5593/" "wfs_srs" "EPSG:4326" "wfs_getfeature_formatlist" "geojson" END END
  OUTPUTFORMAT NAME "geojson" DRIVER "OGR/GEOJSON" MIMETYPE "application/json" FORMATOPTION "STORAGE=stream" FORMATOPTION "FORM=SIMPLE" FORMATOPTION "LCO:COORDINATE_PRECISION=7" END
  LAYER NAME "detections" TYPE POLYGON STATUS ON CONNECTIONTYPE OGR CONNECTION "$ws/geowfc.gpkg" DATA "detections" PROCESSING "CLOSE_CONNECTION=DEFER"
    PROJECTION "init=epsg:4326" END METADATA "wfs_title" "d" "gml_include_items" "all" "gml_featureid" "id" END END
END
END_OF_MAPFILE
    echo "CONFIG
ENV
MS_MAPFILE \"$folder/detections.map\"
END
END" > "$folder/mapserver.conf"
    MAPSERVER_CONFIG_FILE=$folder/mapserver.conf MS_MAPFILE=$folder/detections.map spawn-fcgi -n -s "$folder/ms.sock" -F 2 -- "$(command -v mapserv)" > "$folder/ms.log" 2>&1 &
    printf 'daemon off; pid %s/nginx.pid; error_log %s/nginx.log; events {} http { access_log off; server { listen 127.0.0.1:5593; location / { include /etc/nginx/fastcgi_params; fastcgi_pass unix:%s/ms.sock; } } }\n' "$folder" "$folder" "$folder" > "$folder/nginx.conf"
    sleep 1; chmod 777 "$folder/ms.sock" "$folder"; nginx -c "$folder/nginx.conf" &
fi
for _ in $(seq 60); do curl -sf http://127.0.0.1:5591/healthz > /dev/null && curl -sf http://127.0.0.1:5592/items?limit=1 > /dev/null && break; sleep 0.5; done
ticks() { if [ -n "$1" ]; then awk '{ print $14 + $15 }' "/proc/$1/stat"; else echo 0; fi; }
run() { # name url pid
    curl -sf "$2" > "$folder/answer" || { echo "$1: no answer"; return; }
    wrk -t1 -c8 -d"${WARM:-6}s" "$2" > /dev/null
    local before after; before=$(ticks "$3")
    wrk -t1 -c8 -d"${each}s" --latency "$2" > "$folder/wrk.txt"
    after=$(ticks "$3")
    awk -v name="$1" -v ticks=$((after - before)) -v bytes="$(stat -c %s "$folder/answer")" '/50%/ { p50 = $2 } /99%/ { p99 = $2 } /Requests\/sec/ { rate = $2 } /requests in/ { n = $1 } /Non-2xx/ { bad = " BAD " $0 } END { printf "%-20s %8.1f /s  p50 %8s  p99 %8s  cpu %8.0f us  %7d bytes%s\n", name, rate, p50, p99, n ? ticks * 10000 / n : 0, bytes, bad }' "$folder/wrk.txt"
}
ours=http://127.0.0.1:5591/collections/detections/items bare=http://127.0.0.1:5592/items wfs='http://127.0.0.1:5593/?SERVICE=WFS&VERSION=1.1.0&REQUEST=GetFeature&TYPENAME=detections&OUTPUTFORMAT=geojson'
box=110.2,40.6,110.25,40.65 first=$(printf 'D%07d' $((rows / 2)))
for what in "limit10|?limit=10|?limit=10|&MAXFEATURES=10" "limit1000|?limit=1000|?limit=1000|&MAXFEATURES=1000" "bbox100|?limit=100&bbox=$box|?limit=100&bbox=$box|&MAXFEATURES=100&BBOX=$box" "one|/$first|/$first|&FEATUREID=detections.$first"; do
    IFS='|' read -r name a b c <<< "$what"
    run "$name geowfc" "$ours$a" "$geowfc"; run "$name bare" "$bare$b" "$bare_pid"
    [ $peer = yes ] && run "$name mapserver" "$wfs$c" ""
done
