#!/usr/bin/env bash
# notice.sh DEPS_JSON WEB_FOLDER: the libraries that the bundle carries, with version and licence, from their own packages.
set -euo pipefail
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
echo "GeoWfc carries these libraries. Debian packages have their licences in /usr/share/doc/PACKAGE/copyright."
echo
echo "Of NuGet:"
sed -n 's/^ *"\([A-Za-z0-9_.-]*\/[0-9][^"]*\)": {.*/\1/p' "$1" | sort -u | while IFS=/ read -r id version; do
  nuspec=$packages/${id,,}/$version/${id,,}.nuspec
  [ -e "$nuspec" ] || continue
  licence=$(sed -n 's/.*<license type="expression">\([^<]*\)<.*/\1/p' "$nuspec")
  [ -n "$licence" ] || licence=$(sed -n 's/.*<licenseUrl>\([^<]*\)<.*/\1/p; s/.*<license type="file">\([^<]*\)<.*/file \1 of the package/p' "$nuspec" | head -n 1)
  echo "  $id $version: ${licence:-see the package}"
done
echo
echo "Of npm, within the pages:"
node -e '
const { packages } = JSON.parse(require("fs").readFileSync(process.argv[1] + "/package-lock.json"));
for (const [path, p] of Object.entries(packages)) if (path && !p.dev) console.log(`  ${path.replace(/^.*node_modules\//, "")} ${p.version}: ${p.license ?? "see the package"}`);
' "$2"
