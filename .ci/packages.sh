# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# For the scripts that start from nothing; they set `root`, the repository's folder, and source this file.
# Packages go by their names in Debian and Ubuntu. What is there already is never asked of the network.

say() { printf 'perceptype: %s\n' "$*" >&2; }

jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)

# has_package NAME: does this machine have what the package gives, wherever it came from?
has_package() {
    case $1 in
        g++) command -v g++ ;;
        cmake) command -v cmake ;;
        ninja-build) command -v ninja ;;
        gnuplot-nox) command -v gnuplot ;;
        graphviz) command -v dot ;;
        time) test -x /usr/bin/time ;; # the program: a shell's own word says nothing of memory
        g++-aarch64-linux-gnu) command -v aarch64-linux-gnu-g++ ;;
        qemu-user) command -v qemu-aarch64 ;;
        g++-mingw-w64-x86-64) command -v x86_64-w64-mingw32-g++ ;;
        wine64) command -v wine64 || test -x /usr/lib/wine/wine64 ;;
        clang-19) command -v clang++-19 ;;
        libclang-rt-19-dev) test -e "$(clang++-19 -print-file-name=libclang_rt.asan-"$(uname -m)".a)" ;;
        libboost-dev) echo '#include <boost/hana/config.hpp>' | g++ -E -x c++ - ;;
        libboost-test-dev) test -e "$(g++ -print-file-name=libboost_unit_test_framework.so)" ;;
        libeigen3-dev) test -e /usr/include/eigen3/Eigen/Core ;;
        libopenblas-dev) ls /usr/lib/libopenblas.so /usr/lib/*/libopenblas.so 2>/dev/null | grep -q . ;; # cblas.h may be netlib's
        libdnnl-dev) echo '#include <oneapi/dnnl/dnnl.hpp>' | g++ -E -x c++ - ;;
        libtorch-dev) test -e /usr/include/torch/csrc/api/include/torch/torch.h ;;
        libfann-dev) echo '#include <floatfann.h>' | g++ -E -x c++ - ;;
        libdlib-dev) test -e /usr/include/dlib/dnn.h ;;
        libbenchmark-dev) echo '#include <benchmark/benchmark.h>' | g++ -E -x c++ - ;;
        *) say "has_package does not know $1"; return 1 ;;
    esac >/dev/null 2>&1
}

# missing NAME...: those that this machine lacks
missing() {
    for package in "$@"; do
        has_package "$package" || printf '%s ' "$package"
    done
}

# install_packages NAME...: as root or with sudo
install_packages() {
    if ! command -v apt-get >/dev/null; then
        say "missing, by their names in Debian: $*; install them and run this again"
        return 1
    fi
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        sudo=sudo
        if ! command -v sudo >/dev/null; then
            say "missing: $*; as root, run: apt-get install $*"
            return 1
        fi
    fi
    say "installing $*"
    mkdir -p "$root/build"
    log=$root/build/packages.log
    # A source of packages that does not answer is no reason to stop if the others have what is asked for.
    $sudo apt-get -q -o DPkg::Lock::Timeout=300 update </dev/null >"$log" 2>&1 || say "apt-get update failed, going on"
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "$@" </dev/null >>"$log" 2>&1 && return
    tail -n 3 "$log" >&2
    say "missing, and apt-get could not install it (see build/packages.log): $*"
    return 1
}

# require NAME...: installs what is missing, or fails
require() {
    lacking=$(missing "$@")
    [ -z "$lacking" ] && return
    # shellcheck disable=SC2086 # a word each
    install_packages $lacking || return
    lacking=$(missing "$@")
    [ -z "$lacking" ] && return
    say "still missing: $lacking"
    return 1
}

# at_least HAVE WANT: compares versions
at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# require_build_tools: what every build needs
require_build_tools() {
    require g++ cmake ninja-build libboost-dev || return
    have=$(cmake --version | sed -n '1s/[^0-9]*//p')
    at_least "$have" 3.25 || { say "CMake $have is too old: 3.25 or newer is needed"; return 1; }
    have=$(g++ -dumpfullversion)
    at_least "$have" 12 || { say "g++ $have is too old: 12 or newer is needed"; return 1; }
}

# configure PRESET: into build/PRESET; from scratch if what is there is of another compiler or folder
configure() {
    (cd "$root" && { cmake --preset "$1" || cmake --fresh --preset "$1"; })
}
