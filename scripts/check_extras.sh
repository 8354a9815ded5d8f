#!/usr/bin/env bash
# Install the core and each extra alone, in a fresh virtual environment, and run what belongs to it.
#
#   scripts/check_extras.sh                # all of them
#   scripts/check_extras.sh core arrow     # some
#
# A line per extra goes to standard output; logs stay in $TMPDIR/embedparse-extras.
set -uo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=${TMPDIR:-/tmp}/embedparse-extras
mkdir -p "$work"

declare -A tests=(
    [core]="tests/test_scan_command.py tests/test_models.py tests/test_arrow.py"
    [arrow]="tests/test_arrow.py"
    [parquet]="tests/test_formats.py -k parquet"
    [warc]="tests/test_formats.py -k warc"
    [zstd]="tests/test_formats.py -k zst"
    [gzip]="tests/test_formats.py -k gz"
    [remote]="tests/test_formats.py -k remote"
    [extract]=""
    [report]="tests/test_stats.py"
    [ray]="tests/test_engines_ray.py"
    [datatrove]="tests/test_engines_datatrove.py"
    [spark]="tests/test_engines_spark.py"
)
order="core arrow parquet warc zstd gzip remote extract report datatrove spark ray"

# What the core must not bring: everything an extra is for.
absent='
import importlib.util, sys
names = "pyarrow ray pyspark datatrove fastwarc isal fsspec altair duckdb pandas polars trafilatura".split()
found = [name for name in names if importlib.util.find_spec(name)]
sys.exit(f"the core brings {found}" if found else 0)'

check() {
    local name=$1 target=$root python="$work/$1/bin/python"
    [ "$name" = core ] || target="$root[$name]"
    python3 -m venv --clear "$work/$name" && "$python" -m pip install -q "$target" || return 1
    # `pip check` before the test tools come in: what the extra itself brings fits together.
    "$python" -m pip check || return 1
    if [ "$name" = core ]; then "$python" -c "$absent" || return 1; fi
    "$python" -m pip install -q pytest hypothesis || return 1
    "$python" -c "import embedparse; assert embedparse.scan('x').prose == 'x'" || return 1
    [ -z "${tests[$name]}" ] && return 0
    # From a folder of its own: the installed package is tested, not the working tree.
    rm -rf "$work/$name-tests" && mkdir "$work/$name-tests"
    cp -r "$root/tests" "$root/setup.cfg" "$root/fixtures" "$work/$name-tests/"
    cd "$work/$name-tests" && "$python" -m pytest -rs ${tests[$name]}
}

failed=0
for name in ${*:-$order}; do
    began=$SECONDS
    if (check "$name") >"$work/$name.log" 2>&1; then
        echo "ok      $name  $(tail -1 "$work/$name.log")  ($((SECONDS - began)) s)"
    else
        failed=1
        echo "FAILED  $name  see $work/$name.log"
    fi
    rm -rf "$work/$name" "$work/$name-tests"
done
exit $failed
