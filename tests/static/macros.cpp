// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Whatever headers define as macros, in whatever order they are included, ours compile: here nothing of ours is spelt as
// one of those macros. Template parameters are words, never single capitals; min, max, move and the like are called in
// parentheses, `(std::min)(a, b)`, where no function-like macro is replaced.

// The headers of others that ours include. They are not ours to protect.
#include <boost/hana/at.hpp>
#include <boost/hana/bool.hpp>
#include <boost/hana/fold_left.hpp>
#include <boost/hana/index_if.hpp>
#include <boost/hana/optional.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(_WIN32)
#include <sys/stat.h>
#endif

// No program can contain an @, so a name that is replaced is an error wherever it stands.
#include "macros/arduino.hpp"
#include "macros/curses.hpp"
#include "macros/letters.hpp"
#include "macros/other.hpp"
#include "macros/qt.hpp"
#include "macros/system.hpp"
#include "macros/windows.hpp"
#include "macros/x11.hpp"

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>
#include <perceptype/io/idx.hpp>
#include <perceptype/io/npz_bytes.hpp>
#include <perceptype/io/npz_file.hpp>
