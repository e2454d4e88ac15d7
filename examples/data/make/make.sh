#!/usr/bin/env bash
# Makes the data sets of examples/data again from the packages that carry them, byte for byte, and
# measures their baselines. Needs Debian's or Ubuntu's apt-get and dpkg (no root) and Python 3.11.
#
#   make.sh [FOLDER]    FOLDER: where the data sets are put, default examples/data itself
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$(realpath -m "${1:-$here/..}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --requirement "$here/requirements.txt"
python=$work/python/bin/python

# Unpacks a Debian package into the folder of its name.
unpack() {
  (cd "$work" && apt-get -q=2 -o APT::Sandbox::User="$(id -un)" download "$1" && dpkg --extract "$1"_*.deb "$1")
}

# Stops unless the file has the sum that it had when the data sets were first made.
check() {
  echo "$1  $2" | sha256sum --check --quiet
}

mkdir -p "$out"
"$here/../../fetch-fashion-mnist.sh" "$work/fashion-mnist"
"$python" "$here/fashion_mnist.py" "$work/fashion-mnist" "$out"

unpack wordnet-base
nouns=$work/wordnet-base/usr/share/wordnet/data.noun
check fea17d2f9656611334eac790e5d69e47645fa180c4aa481fb4cd9b3520754ca2 "$nouns"
"$python" "$here/definitions.py" "$nouns" "$out"

unpack r-cran-factominer
hobbies=$work/r-cran-factominer/usr/lib/R/site-library/FactoMineR/data/hobbies.rda
check 6ed2579e237a8252482f473611c4b174a76caa6f0369caaa8871c4168d3a808e "$hobbies"
"$python" "$here/hobbies.py" "$hobbies" "$out"

"$python" "$here/lectures.py" "$out"
"$python" "$here/concrete.py" "$out"
"$python" "$here/baselines.py" "$out"
