#!/usr/bin/env bash
# Makes one archive for a closed network: program with its runtime, web pages, Debian packages, systemd unit, install.sh, docs.
# ./bundle.sh [FOLDER]: writes FOLDER (artifacts/bundle) / geowfc-VERSION-CODENAME-ARCH.tar.gz and prints its path.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
. build/prerequisites.sh
need_tool dotnet "the .NET 10 SDK"
need_tool node "Node.js 20 or newer"
install_packages ca-certificates apt-utils
out=$(mkdir -p "${1:-artifacts/bundle}" && cd "${1:-artifacts/bundle}" && pwd)
. /etc/os-release
architecture=$(dpkg --print-architecture)
case $architecture in amd64) runtime=linux-x64 ;; *) echo "bundle: ML.NET's trees have no native part for $architecture: make the bundle on amd64" >&2; exit 1 ;; esac

build_web
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
name=geowfc-$version-$commit-$VERSION_CODENAME-$architecture
stage=$(mktemp -d "$out/stage.XXXXXX")
trap 'rm -rf "$stage"' EXIT
root=$stage/$name
mkdir -p "$root/debs/partial"

echo "publishing for $runtime" >&2
dotnet publish src/Geo.Api/Geo.Api.csproj -c Release -r "$runtime" --self-contained --artifacts-path "$stage/build" -o "$root/app" -v quiet --nologo >&2
find "$root/app" -maxdepth 1 \( -name '*.dbg' -o -name '*.xml' -o -name '*.pdb' \) -delete

# All that a bare Debian lacks, at the versions of this machine's sources: solved against a machine that has nothing,
# less what every Debian has (priority "required"). The target's apt takes from them what is missing there.
echo "fetching Debian packages" >&2
needed=(libgdal32 gdal-data proj-data fonts-noto-cjk libgomp1 libssl3 zlib1g libstdc++6 libgcc-s1 tzdata adduser)
: > "$stage/status"
mkdir -p "$stage/lists"
private=(-o Dir::State::status="$stage/status" -o Dir::Cache::archives="$root/debs" -o APT::Sandbox::User=root -o APT::Install-Recommends=false -o Debug::NoLocking=1)
[ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ] || { if [ "$(id -u)" -eq 0 ]; then apt-get update -qq; else sudo apt-get update -qq; fi; }
apt-get -qq "${private[@]}" --download-only -y install "${needed[@]}" >&2
rm -rf "$root/debs/partial" "$root/debs/lock"
for package in "$root"/debs/*.deb; do
  [ "$(dpkg-deb -f "$package" Priority)" = required ] && rm "$package"
done
(cd "$root/debs" && apt-ftparchive packages . > Packages)

cp build/bundle/install.sh build/bundle/geowfc.service build/bundle/geowfc "$root/"
mkdir "$root/docs"
cp -r README.md CHANGELOG.md docs/*.md docs/*.png docs/adr "$root/docs/"
build/bundle/notice.sh "$root/app/geowfc.deps.json" src/Geo.Api/web > "$root/NOTICE.txt"
cat > "$root/RELEASE" <<END
VERSION=$version
COMMIT=$commit
CODENAME=$VERSION_CODENAME
ARCHITECTURE=$architecture
PACKAGES="${needed[*]}"
END
(cd "$root" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)

tar --owner=0 --group=0 --sort=name -C "$stage" -czf "$stage/$name.tar.gz" "$name"
mv "$stage/$name.tar.gz" "$out/$name.tar.gz"
du -h "$out/$name.tar.gz" >&2
echo "$out/$name.tar.gz"
