#!/usr/bin/env bash
# prove-bundle.sh ARCHIVE [ROOT]: installs the archive on a bare Debian that has no network, makes the demo there and asks the
# server for what its users open. Wants root and debootstrap; ROOT (artifacts/bundle/root) keeps the bare Debian for the next time.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. build/prerequisites.sh
archive=$(readlink -f "$1")
bare=$(mkdir -p "${2:-artifacts/bundle/root}" && cd "${2:-artifacts/bundle/root}" && pwd)
[ "$(id -u)" -eq 0 ] || { echo "prove-bundle: needs root" >&2; exit 1; }
install_packages debootstrap iproute2
. /etc/os-release
if [ ! -e "$bare/made" ]; then
  rm -rf "$bare"
  debootstrap --variant=minbase "$VERSION_CODENAME" "$bare" > "$bare.log" 2>&1 || { tail -5 "$bare.log" >&2; exit 1; }
  touch "$bare/made"
fi
root=$(mktemp -d "$(dirname "$bare")/proof.XXXXXX")
trap 'rm -rf "$root"' EXIT
cp -a "$bare/." "$root/"
mkdir "$root/medium"
tar -xzf "$archive" -C "$root/medium" --strip-components=1
cat > "$root/proof" <<'IN'
set -euo pipefail
mount -t proc proc /proc
ip() { cat /proc/net/dev; }
[ "$(ip | tail -n +3 | grep -vc '^ *lo:')" = 0 ] || { echo "there is a network here" >&2; exit 1; }
say() { echo "proof: $*"; }
! command -v gdalinfo > /dev/null && [ ! -e /usr/share/proj ] || { echo "this Debian is not bare" >&2; exit 1; }

cp -r /medium /damaged; printf x >> /damaged/app/geowfc.dll
! /damaged/install.sh --no-service 2> /tmp/damaged || { echo "a damaged archive was installed" >&2; exit 1; }
grep -q 'install: the archive is damaged' /tmp/damaged
[ ! -e /opt/geowfc ] && rm -rf /damaged
say "a damaged archive is refused, nothing installed"

/medium/install.sh --no-service
/medium/install.sh --no-service
say "installed twice: $(geowfc --version)"
setpriv --reuid=geowfc --regid=geowfc --init-groups test ! -w /opt/geowfc/current/app/geowfc.dll
geowfc demo --size small --quiet
geowfc doctor
[ "$(stat -c %U /var/lib/geowfc/geowfc.gpkg)" = geowfc ]
say "demo made: $(geowfc layers | tr -s ' ' | tr '\n' ';')"

geowfc serve > /tmp/serve.log 2>&1 &
ask() { exec 3<> /dev/tcp/127.0.0.1/5080 && printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nAccept: %s\r\n\r\n' "$1" "${2:-application/json}" >&3 && cat <&3; }
setup=no
for _ in $(seq 120); do ask /readyz 2> /dev/null | head -n 1 | grep -q ' 200' && setup=yes && break; sleep 0.5; done
[ $setup = yes ] || { cat /tmp/serve.log >&2; exit 1; }
expect() { # path accept text
  ask "$1" "$2" > /tmp/answer && grep -aq "$3" /tmp/answer || { echo "$1 does not say $3:" >&2; head -c 600 /tmp/answer >&2; exit 1; }
}
expect '/collections/mine-sites/items?limit=1' application/geo+json '"numberMatched"'
expect /map text/html '<script type="module"'
ask /map text/html > /tmp/map
! grep -aqE '(src|href)="https?://' /tmp/map || { echo "the map asks another host" >&2; exit 1; }
expect "$(grep -ao '/assets/[^"]*\.js' /tmp/map | head -n 1)" '*/*' ' 200 OK'
expect /api/reference/ text/html ' 200 OK'
expect /collections/detections/tiles/WebMercatorQuad/0/0/0 '*/*' ' 200 OK'
scene=$(ask /stac/collections/scenes/items | grep -ao '"id": *"[^"]*"' | head -n 1 | sed 's/.*"\([^"]*\)"$/\1/')
expect "/scenes/$scene/preview" image/png PNG
say "served: items, map, script, tiles, picture of $scene"

code=$(ask '/collections/mine-sites/items?limit=1' | grep -ao '"code": *"[^"]*"' | head -n 1 | sed 's/.*"\([^"]*\)"$/\1/')
geowfc dossier "$code" --out /var/lib/geowfc/dossiers > /dev/null
[ -s /var/lib/geowfc/dossiers/*.docx ]
say "dossier of $code written; fonts: $(find /usr/share/fonts -name 'NotoSansCJK*' | wc -l) files"
kill %1; wait %1 || true
rows=$(geowfc layers)
/medium/install.sh --no-service
[ "$(geowfc layers)" = "$rows" ]
say "installed again over the data: every layer as before"
IN
unshare --net --mount --pid --fork bash -c 'ip link set lo up && exec chroot "$0" /bin/bash /proof' "$root"
echo "prove-bundle: done"
