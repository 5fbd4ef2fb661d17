#!/bin/sh
# Installs the development packages if they are not what package-lock.json asks for; one of them is Node itself.
set -eu
cd "$(dirname "$0")/.."
installed=node_modules/.package-lock.json
if [ ! -e "$installed" ] || [ -n "$(find package-lock.json -newer "$installed")" ]; then
  echo 'Installing the development packages …' >&2
  npm ci --no-audit --no-fund --loglevel=error >&2
fi
PATH="$PWD/node_modules/.bin:$PATH"
if ! node --eval 'process.exit(process.features.typescript ? 0 : 1)'; then
  echo "Node $(node --version) cannot run TypeScript, and node_modules has no newer one: npm did not run the" >&2
  echo "install script of its package 'node'. Allow that (npm config get ignore-scripts), or install Node 24." >&2
  exit 1
fi
