// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Half a million constants become a network within the compiler's default limits.

#include <perceptype.hpp>

#include <cstddef>

namespace pt = perceptype;

// DIGIT_1(CONSTANT, 0xabcd) is a list of 16 constants, of which the last one is 0xabcdfp0f, which is 703711.
#define DIGIT_1(NEXT, start)                                                                                        \
    NEXT(start##0), NEXT(start##1), NEXT(start##2), NEXT(start##3), NEXT(start##4), NEXT(start##5), NEXT(start##6), \
        NEXT(start##7), NEXT(start##8), NEXT(start##9), NEXT(start##a), NEXT(start##b), NEXT(start##c),             \
        NEXT(start##d), NEXT(start##e), NEXT(start##f)
// A macro does not expand inside its own expansion, so each digit needs a macro of its own.
#define DIGIT_2(NEXT, start)                                                                                        \
    NEXT(start##0), NEXT(start##1), NEXT(start##2), NEXT(start##3), NEXT(start##4), NEXT(start##5), NEXT(start##6), \
        NEXT(start##7), NEXT(start##8), NEXT(start##9), NEXT(start##a), NEXT(start##b), NEXT(start##c),             \
        NEXT(start##d), NEXT(start##e), NEXT(start##f)
#define DIGIT_3(NEXT, start)                                                                                        \
    NEXT(start##0), NEXT(start##1), NEXT(start##2), NEXT(start##3), NEXT(start##4), NEXT(start##5), NEXT(start##6), \
        NEXT(start##7), NEXT(start##8), NEXT(start##9), NEXT(start##a), NEXT(start##b), NEXT(start##c),             \
        NEXT(start##d), NEXT(start##e), NEXT(start##f)
#define DIGIT_4(NEXT, start)                                                                                        \
    NEXT(start##0), NEXT(start##1), NEXT(start##2), NEXT(start##3), NEXT(start##4), NEXT(start##5), NEXT(start##6), \
        NEXT(start##7), NEXT(start##8), NEXT(start##9), NEXT(start##a), NEXT(start##b), NEXT(start##c),             \
        NEXT(start##d), NEXT(start##e), NEXT(start##f)
#define CONSTANT(start) start##p0f
#define CONSTANTS_16(start) DIGIT_1(CONSTANT, start)
#define CONSTANTS_256(start) DIGIT_2(CONSTANTS_16, start)
#define CONSTANTS_4096(start) DIGIT_3(CONSTANTS_256, start)
#define CONSTANTS_65536(start) DIGIT_4(CONSTANTS_4096, start)

constexpr float values[] = {CONSTANTS_65536(0x0), CONSTANTS_65536(0x1), CONSTANTS_65536(0x2), CONSTANTS_65536(0x3),
                            CONSTANTS_65536(0x4), CONSTANTS_65536(0x5), CONSTANTS_65536(0x6), CONSTANTS_65536(0x7)};

using net_type = pt::network<pt::input<7, 3, 3>, pt::conv2d<512, pt::kernel<3>>, pt::relu, pt::flatten,
                             pt::dense<480, pt::no_bias>, pt::relu, pt::dense<512, pt::no_bias>>;
static_assert(net_type::parameter_count == 524'288);

inline constexpr net_type net = pt::network_from_constants<net_type>(values);

// Each parameter is the number of its position in canonical order.
constexpr float number(std::size_t canonical) { return static_cast<float>(canonical); }
constexpr auto convolution = net.layer<1>();
static_assert(convolution.weights(0, 0, 0, 0) == number(0) && convolution.weights(0, 6, 2, 2) == number(62));
static_assert(convolution.weights(511, 6, 2, 2) == number(512 * 63 - 1) && convolution.bias(511) == number(32'767));
constexpr auto first = net.layer<4>();
static_assert(first.weights(0, 0) == number(32'768) && first.weights(479, 511) == number(32'768 + 480 * 512 - 1));
constexpr auto second = net.layer<6>();
static_assert(second.weights(0, 0) == number(278'528) && second.weights(0, 479) == number(278'528 + 479));
static_assert(second.weights(300, 200) == number(278'528 + 300 * 480 + 200));
static_assert(second.weights(511, 479) == number(524'287));

const net_type& large_network() { return net; }
