#!/bin/bash
# million.sh [FOLDER] [ROWS]: first byte of items of a million polygons, a new connection and a question never asked before each time
# (TRIES each, 15), then all rows page by page and the server's memory meanwhile; milliseconds. Wants geowfc and Geo.Benchmarks built
# (Release). Making the rows takes some minutes the first time; the folder keeps them.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd); folder=${1:-/tmp/geowfc-serve-bench}; rows=${2:-1000000}; ws=$folder/ws$rows; port=${PORT:-5594}
dll=${DLL:-$here/src/Geo.Api/bin/Release/net10.0/geowfc.dll}
mkdir -p "$folder"
[ -d "$ws" ] || dotnet exec "$here/tests/Geo.Benchmarks/bin/Release/net10.0/Geo.Benchmarks.dll" serve-data "$ws" "$rows"
echo "$(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(du -m "$ws/geowfc.gpkg" | cut -f1) MB"
# What the page cache holds of this file, and of no other, goes: the rows "cold" read from the disk.
cold() { dd if="$ws/geowfc.gpkg" iflag=nocache count=0 2> /dev/null; }
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null' EXIT
dotnet exec "$dll" --workspace "$ws" serve --port "$port" 2> "$folder/million.log" & server=$!
for _ in $(seq 120); do curl -sf "http://127.0.0.1:$port/healthz" > /dev/null && break; sleep 0.5; done
cat > "$folder/million.py" <<'P'
import http.client, json, random, re, statistics, sys, time, urllib.parse
port, server, tries, rows = (int(a) for a in sys.argv[1:5])
draw = random.Random(7 if sys.argv[5] == 'cold' else time.time_ns())

def box(share):
    x, y = 109.8 + draw.random() * (1 - share), 40.2 + draw.random() * (1 - share)
    return f'bbox={x:.7f},{y:.7f},{x + share:.7f},{y + share:.7f}'

def cql(text):
    return 'filter=' + urllib.parse.quote(text)

def day(n):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(1704079200 + 86400 * n + draw.randrange(86400)))

def ask(query, parse=json.loads):
    start = time.perf_counter()
    to = http.client.HTTPConnection('127.0.0.1', port)
    to.request('GET', '/collections/detections/items?' + query)
    answer = to.getresponse()
    first = answer.read(1)
    byte = time.perf_counter() - start
    page = parse(first + answer.read())
    to.close()
    if answer.status != 200: sys.exit(f'{answer.status}: {query}: {page}')
    return byte * 1e3, (time.perf_counter() - start) * 1e3, page

def memory(what):
    return int(next(l for l in open(f'/proc/{server}/status') if l.startswith(what)).split()[1]) / 1024

questions = {
    'box, hundredth of the sides': lambda: box(0.01), 'box, tenth': lambda: box(0.1), 'box, half': lambda: box(0.5), 'box, all': lambda: box(0.999),
    'instants, last 1 %': lambda: cql(f"acquired_at > TIMESTAMP('{day(693)}')"), 'instants, later half': lambda: cql(f"acquired_at > TIMESTAMP('{day(350)}')"),
    'instants of a day, a class': lambda: cql(f"acquired_at = DATE('{day(draw.randrange(700))[:10]}') AND class = 'stockpile' AND area_m2 > {draw.random()}"),
    'instants, a tenth, box, half': lambda: box(0.5) + '&' + cql(f"acquired_at > TIMESTAMP('{day(630)}')"),
    'instants, later half, box, tenth': lambda: box(0.1) + '&' + cql(f"acquired_at > TIMESTAMP('{day(350)}')"),
    'survey (1 of 40)': lambda: f'survey_id=S{draw.randrange(40):02}&' + cql(f'area_m2 > {draw.random()}'),
    'surveys (3 of 40)': lambda: cql(f"survey_id IN ('S{draw.randrange(40):02}', 'S{draw.randrange(40):02}', 'S{draw.randrange(40):02}') AND area_m2 > {draw.random()}"),
    'track': lambda: cql(f"track_id = 'T{draw.randrange(5000):04}'"),
    'polygon': lambda: (lambda x, y: cql(f'S_INTERSECTS(geometry, POLYGON(({x} {y}, {x + .2} {y + .05}, {x + .1} {y + .2}, {x} {y})))'))(110 + draw.random() / 2, 40.4 + draw.random() / 2),
    'id': lambda: cql(f"id = 'D{draw.randrange(rows):07}'"),
}
if sys.argv[5] == 'warm':
    for _ in range(12):
        for question in questions.values(): ask('limit=100&' + question())
if sys.argv[5] == 'stream':
    before, after, pages, rows_seen, peak, start, firsts = memory('RssAnon'), '', 0, 0, 0, time.perf_counter(), []
    while after is not None:
        first, _, end = ask('limit=100000&count=none' + after, lambda text: text[-4000:].decode())
        firsts.append(first)
        pages, rows_seen, peak = pages + 1, rows_seen + int(re.search('"numberReturned":([0-9]+)', end)[1]), max(peak, memory('RssAnon'))
        following = re.search('after=([0-9-]+)","rel":"next"', end)
        after = following and '&after=' + following[1]
    print(f'all {rows_seen:,} rows in {pages} pages: {time.perf_counter() - start:.1f} s; first bytes {statistics.median(firsts):.0f} ms (median), up to {max(firsts):.0f}; memory without pages of the file {before:.0f} MB before, up to {peak:.0f} MB after a page')
    sys.exit()
print(f"{'limit=100, ' + sys.argv[5]:34}{'first byte: median':>20}{'worst':>8}{'| whole: median':>18}{'worst':>8}{'rows matched (median)':>24}")
for name, question in questions.items():
    got = [ask('limit=100&' + question()) for _ in range(tries)]
    matched = sorted(page.get('numberMatched', 10 ** 9) for _, _, page in got)[tries // 2]
    print(f"{name:34}{statistics.median(g[0] for g in got):20.1f}{max(g[0] for g in got):8.1f}{statistics.median(g[1] for g in got):18.1f}{max(g[1] for g in got):8.1f}{'> 100,000' if matched == 10 ** 9 else format(matched, ','):>24}", flush=True)
P
ask() { python3 "$folder/million.py" "$port" "$server" "$1" "$rows" "$2"; }
ask "${TRIES:-15}" warm
ask 1 stream
cold; ask 5 cold
echo "load $(cut -d' ' -f1-3 /proc/loadavg)"
