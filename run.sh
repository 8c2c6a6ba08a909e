#!/usr/bin/env bash
# Installs what is missing, builds, makes the demo workspace once and serves it. PORT changes the port, GEOWFC_WORKSPACE the folder.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
. build/prerequisites.sh
need_tool dotnet "the .NET 10 SDK"
need_tool node "Node.js 20 or newer"
install_packages gdal-bin fonts-noto-cjk
build_web
build_program
export GEOWFC_WORKSPACE="${GEOWFC_WORKSPACE:-$PWD/workspace}"
./geowfc demo --size "${DEMO_SIZE:-full}"
exec ./geowfc serve --port "${PORT:-5080}"
