#!/bin/sh
# Installs Firefox and WebKitGTK where they are missing, with a screen that nobody sees, by apt; as root or through sudo.
set -e
command -v firefox-esr >/dev/null && command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
	firefox-esr webkit2gtk-driver xvfb libgl1-mesa-dri libegl-mesa0 libgles2 libpci3 fonts-dejavu-core
