#!/bin/sh
# Installs Python where it is missing, by apt; as root or through sudo.
set -e
command -v python3 >/dev/null && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends python3
