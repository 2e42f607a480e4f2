#!/bin/sh
# Installs Chromium where it is missing, with and without its window, by apt; as root or through sudo.
set -e
command -v chromium >/dev/null && command -v chromium-headless-shell >/dev/null && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium chromium-headless-shell fonts-dejavu-core
