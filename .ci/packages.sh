# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# shellcheck shell=sh
# Installs packages, by their names in Debian and Ubuntu. Part of common.sh, which the scripts source.
# Nothing is downloaded for a package that is installed already.

# has_package NAME: whether this machine has what the package contains, wherever it came from
has_package() {
    case $1 in
        g++) command -v g++ ;;
        cmake) command -v cmake ;;
        ninja-build) command -v ninja ;;
        gnuplot-nox) command -v gnuplot ;;
        libhdf5-dev) test -e /usr/include/hdf5/serial/hdf5.h || test -e /usr/include/hdf5.h ;;
        libzip-dev) test -e /usr/include/zip.h ;;
        graphviz) command -v dot ;;
        time) test -x /usr/bin/time ;; # the program: a shell's built-in `time` does not measure memory
        g++-aarch64-linux-gnu) command -v aarch64-linux-gnu-g++ ;;
        qemu-user) command -v qemu-aarch64 ;;
        g++-mingw-w64-x86-64) command -v x86_64-w64-mingw32-g++ ;;
        wine64) command -v wine64 || test -x /usr/lib/wine/wine64 ;;
        clang-19) command -v clang++-19 ;;
        libclang-rt-19-dev) test -e "$(clang++-19 -print-file-name=libclang_rt.asan-"$(uname -m)".a)" ;;
        libboost-dev) echo '#include <boost/hana/config.hpp>' | g++ -E -x c++ - ;;
        libboost-test-dev) test -e "$(g++ -print-file-name=libboost_unit_test_framework.so)" ;;
        libeigen3-dev) test -e /usr/include/eigen3/Eigen/Core ;;
        libopenblas-dev) test -e "$(g++ -print-file-name=libopenblas.so)" ;; # cblas.h may be netlib's
        libdnnl-dev) echo '#include <oneapi/dnnl/dnnl.hpp>' | g++ -E -x c++ - ;;
        libtorch-dev) test -e /usr/include/torch/csrc/api/include/torch/torch.h ;;
        libfann-dev) echo '#include <floatfann.h>' | g++ -E -x c++ - ;;
        libdlib-dev) test -e /usr/include/dlib/dnn.h ;;
        libbenchmark-dev) echo '#include <benchmark/benchmark.h>' | g++ -E -x c++ - ;;
        *) say "has_package does not know $1"; return 1 ;;
    esac >/dev/null 2>&1
}

# missing NAME...: prints the packages that this machine lacks
missing() {
    for package in "$@"; do
        has_package "$package" || printf '%s ' "$package"
    done
}

# install_packages NAME...: installs them as root or with sudo
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
    # If one package source does not answer, the others may still have the packages.
    $sudo apt-get -q -o DPkg::Lock::Timeout=300 update </dev/null >"$log" 2>&1 || say 'apt-get update failed; going on'
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "$@" </dev/null >>"$log" 2>&1 && return
    tail -n 3 "$log" >&2
    say "missing, and apt-get could not install it (see build/packages.log): $*"
    return 1
}

# require NAME...: installs what is missing; fails if that is not possible
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

# optional NAME...: installs what is missing, and says which packages it has to do without
optional() {
    for package in "$@"; do
        require "$package" || say "going on without $package"
    done
}

# at_least FOUND REQUIRED: compares versions
at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# require_build_tools: requires what every build needs
require_build_tools() {
    require g++ cmake ninja-build libboost-dev || return
    have=$(cmake --version | sed -n '1s/[^0-9]*//p')
    at_least "$have" 3.25 || { say "CMake $have is too old: 3.25 or newer is needed"; return 1; }
    have=$(g++ -dumpfullversion)
    at_least "$have" 12 || { say "g++ $have is too old: 12 or newer is needed"; return 1; }
}
