#!/bin/sh
# Installs the development packages if they are not what package-lock.json asks for.
set -eu
cd "$(dirname "$0")/.."
if [ ! -x node_modules/.bin/node ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo 'Installing the development packages …' >&2
  npm ci --no-audit --no-fund --loglevel=error >&2
fi
