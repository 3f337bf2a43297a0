# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# shellcheck shell=sh disable=SC2034,SC2154
# What the scripts share. They set `root`, the repository's folder, and source this file.

# say TEXT...: a message to the user, on standard error
say() { printf 'perceptype: %s\n' "$*" >&2; }

# How many processes run at a time.
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)

. "$root/.ci/packages.sh"

# configure PRESET: in build/PRESET; from scratch if what is there belongs to another compiler or folder
configure() {
    (cd "$root" && { cmake --preset "$1" || cmake --fresh --preset "$1"; })
}

# build PRESET TARGET...: configures and builds; the output goes to build/PRESET.log, and its end is shown if that fails
build() {
    preset=$1
    shift
    mkdir -p "$root/build"
    log=$root/build/$preset.log
    { configure "$preset" && cmake --build "$root/build/$preset" -j "$jobs" --target "$@"; } >"$log" 2>&1 && return
    tail -n 30 "$log" >&2
    return 1
}

# For reports: what was measured where.

# machine: the processor's name
machine() { sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1; }

# versions COMPILER...
versions() {
    separator=
    for compiler in "$@"; do
        printf '%s%s' "$separator" "$("$compiler" --version | head -n 1)"
        separator='; '
    done
}

# commit: the revision of the sources
commit() { git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown; }

# available_compilers: g++, and clang++-19 where it is installed
available_compilers() {
    printf 'g++'
    if has_package clang-19; then printf ' clang++-19'; fi
}

# report_header FLAGS COMPILER...: the first lines of a report in Markdown
report_header() {
    flags_of_report=$1
    shift
    printf -- '- machine: %s\n- compilers: %s\n- flags: %s\n- commit: %s\n' \
        "$(machine)" "$(versions "$@")" "$flags_of_report" "$(commit)"
}
