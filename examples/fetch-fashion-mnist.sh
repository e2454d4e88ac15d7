#!/usr/bin/env bash
# Brings the whole of Fashion-MNIST, 60,000 images to train on and 10,000 to test on, into a folder.
#
#   fetch-fashion-mnist.sh FOLDER               from Debian's package dataset-fashion-mnist, without root
#   fetch-fashion-mnist.sh --deb FILE FOLDER    from that package, where it was downloaded elsewhere
#
# The first way needs apt-get and a Debian or Ubuntu whose package lists are there (apt-get update).
# The second needs dpkg-deb, or ar (of binutils or Xcode) and tar. About 31 MB either way.
set -euo pipefail

package=dataset-fashion-mnist

fail() {
  echo "fetch-fashion-mnist: $*" >&2
  exit 1
}

usage() {
  sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
}

has() {
  command -v "$1" >/dev/null
}

sums() {
  cat <<'SUMS'
b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7  train-images-idx3-ubyte.gz
0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056  train-labels-idx1-ubyte.gz
cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa  t10k-images-idx3-ubyte.gz
8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05  t10k-labels-idx1-ubyte.gz
SUMS
}

# Compares the four files of a folder with their sums; prints what does not match.
check() (
  cd "$1"
  if has sha256sum; then sums | sha256sum -c >&2; else sums | shasum -a 256 -c >&2; fi
)

download() {
  has apt-get || fail "no apt-get here; download the package $package elsewhere and call with --deb FILE FOLDER"
  # Root's apt-get hands downloads to the user _apt, who could not write into this folder and would say so.
  (cd "$work" && apt-get -q=2 -o APT::Sandbox::User="$(id -un)" download "$package") \
    || fail "apt-get could not download $package; try 'apt-get update' first, or --deb FILE FOLDER"
  deb=$(echo "$work/$package"_*.deb)
}

# Unpacks $deb into $work/root.
unpack() {
  mkdir "$work/root"
  if has dpkg-deb; then
    dpkg-deb -x "$deb" "$work/root"
  else
    has ar || fail "neither dpkg-deb nor ar is here; install binutils"
    (cd "$work" && ar x "$deb" && tar -xf data.tar.* -C root)
  fi || fail "$deb is not a Debian package that can be unpacked"
}

deb=
if [ "${1:-}" = --deb ]; then
  [ $# -ge 2 ] || { usage >&2; exit 2; }
  [ -f "$2" ] || fail "there is no file $2"
  deb=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
  shift 2
fi
case "${1:-}" in
  -h | --help) usage; exit ;;
  "" | -*) usage >&2; exit 2 ;;
esac
[ $# -eq 1 ] || { usage >&2; exit 2; }
mkdir -p "$1" || fail "cannot make the folder $1"
folder=$(cd "$1" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "$deb" ] || download
unpack
files=$work/root/usr/share/datasets/fashion-mnist
[ -d "$files" ] || fail "$deb holds no Fashion-MNIST; expected the package $package"
check "$files" || fail "the files are not those of Fashion-MNIST; nothing was written"
sums | while read -r _ name; do
  cp "$files/$name" "$folder/$name"
  chmod 644 "$folder/$name"
done

cat <<EOF
Fashion-MNIST is in $folder.
To search on it, write in a spec, in place of the subset's folder:

trial:
  data: $folder
EOF
