#!/usr/bin/env bash
# Installs or upgrades GeoWfc from this folder, without any network. As root. Safe to run twice: data and settings stay.
# ./install.sh [--prefix DIR] [--workspace DIR] [--port N] [--bind ADDRESS] [--no-service]
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
prefix=/opt/geowfc workspace=/var/lib/geowfc port=5080 bind=127.0.0.1 service=yes
stop() { echo "install: $*" >&2; exit 1; }
while [ $# -gt 0 ]; do
  case $1 in
    --prefix | --workspace | --port | --bind) [ $# -ge 2 ] || stop "$1 wants a value"; printf -v "${1#--}" %s "$2"; shift 2 ;;
    --no-service) service=no; shift ;;
    *) echo "usage: ./install.sh [--prefix DIR] [--workspace DIR] [--port N] [--bind ADDRESS] [--no-service]" >&2; exit 2 ;;
  esac
done
case $prefix$workspace in *[[:space:]]*) stop "a folder's name with a space is none for a service: choose --prefix and --workspace without" ;; esac
[[ $prefix = /* && $workspace = /* ]] || stop "--prefix and --workspace are whole paths, beginning with /"
[[ $port =~ ^[0-9]+$ && $port -ge 1 && $port -le 65535 ]] || stop "--port $port is no port: choose 1 to 65535"
[ "$(id -u)" -eq 0 ] || stop "needs root: sudo ./install.sh"

. "$here/RELEASE"
(cd "$here" && sha256sum --quiet -c SHA256SUMS >&2) || stop "the archive is damaged (files above): copy it again and unpack it anew"
[ "$(dpkg --print-architecture)" = "$ARCHITECTURE" ] || stop "this archive is for $ARCHITECTURE, this machine is $(dpkg --print-architecture)"
[ "$(. /etc/os-release && echo "${VERSION_CODENAME:-}")" = "$CODENAME" ] || stop "this archive is for Debian $CODENAME, this machine is $(. /etc/os-release && echo "${PRETTY_NAME:-unknown}"): make it by ./bundle.sh on a machine like this one"

# apt sees this folder alone, and takes what is missing here.
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
echo "deb [trusted=yes] file:$here/debs ./" > "$lists/bundle.list"
mkdir -p "$lists/lists/partial" "$lists/archives/partial"
apt_here() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dir::Etc::sourcelist="$lists/bundle.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$lists/lists" \
    -o Dir::Cache::archives="$lists/archives" -o APT::Sandbox::User=root -o APT::Install-Recommends=false "$@"
}
missing=()
for package in $PACKAGES; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}" >&2
  apt_here update >&2
  apt_here install -y "${missing[@]}" > "$lists/apt.log" 2>&1 || { cat "$lists/apt.log" >&2; stop "Debian's packages could not be installed (above)"; }
fi

getent passwd geowfc > /dev/null || adduser --quiet --system --group --home "$workspace" --no-create-home geowfc
release=$prefix/releases/$VERSION-$COMMIT
if [ ! -e "$release/SHA256SUMS" ]; then
  rm -rf "$release.part" "$release"
  mkdir -p "$release.part"
  cp -r "$here/app" "$here/docs" "$here/NOTICE.txt" "$here/RELEASE" "$here/SHA256SUMS" "$release.part/"
  mv "$release.part" "$release"
fi
chown -R root:root "$release"
chmod -R go=rX "$release"
chmod 755 "$prefix" "$prefix/releases" "$release/app/geowfc"
install -d -o geowfc -g geowfc -m 750 "$workspace"
mkdir -p /etc/geowfc
[ -e /etc/geowfc/geowfc.env ] || cat > /etc/geowfc/geowfc.env <<END
# Settings of the service: docs in $prefix/current/docs. After a change: systemctl restart geowfc
GEOWFC_WORKSPACE=$workspace
GEOWFC_PORT=$port
GEOWFC_BIND=$bind
END
sed "s:@PREFIX@:$prefix:g" "$here/geowfc" > "$lists/geowfc"
install -m 755 "$lists/geowfc" /usr/local/bin/geowfc

running=no
if [ $service = yes ]; then
  [ -d /run/systemd/system ] || stop "systemd does not run here: use --no-service and start 'geowfc serve' yourself; everything else is installed"
  systemctl is-active --quiet geowfc && running=yes
fi
ln -sfn "$release" "$prefix/current.new"
mv -T "$prefix/current.new" "$prefix/current"
if [ $service = yes ]; then
  kept=$(. /etc/geowfc/geowfc.env && echo "$GEOWFC_WORKSPACE")
  sed -e "s:@PREFIX@:$prefix:g" -e "s:@WORKSPACE@:$kept:g" "$here/geowfc.service" > /etc/systemd/system/geowfc.service
  systemctl daemon-reload
  systemctl enable --quiet geowfc
  systemctl restart geowfc
  echo "GeoWfc $VERSION ($COMMIT) $([ $running = yes ] && echo "upgraded and" || echo "installed,") running. First password of 'admin': journalctl -u geowfc | grep -m1 password; lost: geowfc users reset admin"
else
  echo "GeoWfc $VERSION ($COMMIT) is installed in $prefix. Start: geowfc serve"
fi
