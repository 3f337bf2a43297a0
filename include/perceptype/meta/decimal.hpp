// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Decimal numbers as doubles, rounded to nearest, also in constant evaluation, where std::from_chars is not available.

#include <perceptype/config.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace perceptype::inline PERCEPTYPE_ISA::meta {

/// The digits of a decimal number, 0.d1 d2 d3 ... times 10^point, that is doubled and halved until it is an integer of
/// 53 bits. Source: the method of Go's strconv, by K. Thompson.
class decimal {
public:
    /// More digits cannot change how a double rounds; whether one of them is not zero can.
    static constexpr std::size_t max_digits = 800;

    /// Appends a digit before or after the decimal point.
    constexpr void append(int digit, bool after_point) {
        if (digit == 0 && count_ == 0) {
            point_ -= after_point ? 1 : 0;
            return;
        }
        point_ += after_point ? 0 : 1;
        if (count_ < max_digits)
            digits_[count_++] = static_cast<signed char>(digit);
        else if (digit != 0)
            truncated_ = true;
    }
    constexpr void multiply_by_power_of_ten(int exponent) { point_ += exponent; }

    /// The nearest double; infinity if it is too large.
    constexpr double value() {
        drop_trailing_zeros();
        if (count_ == 0 || point_ < -330) return 0;
        if (point_ > 310) return std::numeric_limits<double>::infinity();
        int exponent = 0;  // the number is that of the digits times 2^exponent
        while (point_ > 0) {
            const int bits = point_ >= 19 ? 60 : bits_of_point(point_);
            shift_right(bits);
            exponent += bits;
        }
        while (point_ < 0 || (point_ == 0 && digits_[0] < 5)) {
            const int bits = point_ <= -19 ? 60 : point_ == 0 ? 1 : bits_of_point(-point_);
            shift_left(bits);
            exponent -= bits;
        }
        // Now it is in [1/2, 1), and a double's fraction is 53 bits, or fewer if it is subnormal.
        exponent -= 1;
        if (exponent < -1022) {
            shift_right(-1022 - exponent);
            exponent = -1022;
        }
        if (exponent > 1023) return std::numeric_limits<double>::infinity();
        shift_left(53);
        std::uint64_t fraction = rounded_integer();
        if (fraction == std::uint64_t{1} << 53) {
            fraction >>= 1;
            if (++exponent > 1023) return std::numeric_limits<double>::infinity();
        }
        const bool normal = fraction >> 52 != 0;
        const std::uint64_t biased = normal ? static_cast<std::uint64_t>(exponent + 1023) : 0;
        return std::bit_cast<double>(biased << 52 | (fraction & ((std::uint64_t{1} << 52) - 1)));
    }

private:
    /// As many halvings as keep a number below 10^digits at about 1.
    static constexpr int bits_of_point(int digits) {
        constexpr int bits[] = {0, 3, 6, 9, 13, 16, 19, 23, 26, 29, 33, 36, 39, 43, 46, 49, 53, 56, 59};
        return bits[digits];
    }

    constexpr void drop_trailing_zeros() {
        while (count_ > 0 && digits_[count_ - 1] == 0) --count_;
    }

    /// Divides by 2^bits, which is at most 2^60.
    constexpr void shift_right(int bits) {
        for (; bits > 60; bits -= 60) shift_right(60);
        std::size_t read = 0, written = 0;
        std::uint64_t rest = 0;
        for (; rest >> bits == 0; ++read) {
            if (read >= count_) {
                if (rest == 0) {
                    count_ = 0;
                    return;
                }
                for (; rest >> bits == 0; ++read) rest *= 10;
                break;
            }
            rest = rest * 10 + static_cast<std::uint64_t>(digits_[read]);
        }
        point_ -= static_cast<int>(read) - 1;
        const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
        for (; read < count_; ++read) {
            const auto digit = static_cast<signed char>(rest >> bits);
            rest = (rest & mask) * 10 + static_cast<std::uint64_t>(digits_[read]);
            digits_[written++] = digit;
        }
        while (rest > 0) {
            const auto digit = static_cast<signed char>(rest >> bits);
            rest = (rest & mask) * 10;
            if (written < max_digits)
                digits_[written++] = digit;
            else if (digit > 0)
                truncated_ = true;
        }
        count_ = written;
        drop_trailing_zeros();
    }

    /// Multiplies by 2^bits.
    constexpr void shift_left(int bits) {
        for (; bits > 56; bits -= 56) shift_left(56);
        // From the last digit to the first; the carry has at most 18 digits.
        std::array<signed char, 20> carried{};
        std::size_t more = 0;
        std::uint64_t carry = 0;
        for (std::size_t i = count_; i-- > 0;) {
            carry += static_cast<std::uint64_t>(digits_[i]) << bits;
            digits_[i] = static_cast<signed char>(carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10) carried[more++] = static_cast<signed char>(carry % 10);
        if (more == 0) return drop_trailing_zeros();
        const std::size_t total = count_ + more;
        for (std::size_t i = total; i-- > more;)
            if (i < max_digits)
                digits_[i] = digits_[i - more];
            else if (digits_[i - more] != 0)
                truncated_ = true;
        for (std::size_t i = 0; i < more; ++i) digits_[i] = carried[more - 1 - i];
        count_ = total < max_digits ? total : max_digits;
        point_ += static_cast<int>(more);
        drop_trailing_zeros();
    }

    /// The nearest integer, halfway cases to even.
    constexpr std::uint64_t rounded_integer() const {
        std::uint64_t integer = 0;
        for (int i = 0; i < point_; ++i)
            integer = integer * 10 + (static_cast<std::size_t>(i) < count_
                                          ? static_cast<std::uint64_t>(digits_[static_cast<std::size_t>(i)])
                                          : 0);
        const auto next = static_cast<std::size_t>(point_ < 0 ? 0 : point_);
        if (point_ < 0 || next >= count_) return integer;
        const bool half = digits_[next] == 5 && next + 1 == count_ && !truncated_;
        return integer + (half ? integer % 2 : digits_[next] >= 5 ? 1 : 0);
    }

    std::array<signed char, max_digits> digits_{};
    std::size_t count_ = 0;
    int point_ = 0;
    bool truncated_ = false;
};

/// mantissa * 10^exponent as a double, if 128-bit integers suffice to round it correctly; else NaN.
constexpr double short_decimal(std::uint64_t mantissa, int exponent) {
#if defined(__SIZEOF_INT128__)
    __extension__ using wide = unsigned __int128;
    if (mantissa == 0) return 0;
    if (exponent < -19 || exponent > 19) return std::numeric_limits<double>::quiet_NaN();
    std::uint64_t power = 1;
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent); ++i) power *= 10;
    const int zeros = std::countl_zero(mantissa);
    wide product = 0;
    bool inexact = false;
    int scale = 0;  // the value is product * 2^scale
    if (exponent >= 0) {
        product = wide{mantissa} * power;
    } else {
        const wide dividend = wide{mantissa} << zeros << 64;
        product = dividend / power;
        inexact = dividend % power != 0;
        scale = -64 - zeros;
    }
    const auto high = static_cast<std::uint64_t>(product >> 64);
    const int bits =
        high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(static_cast<std::uint64_t>(product));
    std::uint64_t fraction = static_cast<std::uint64_t>(product);
    if (const int extra = bits - 53; extra > 0) {
        const wide half = wide{1} << (extra - 1);
        const wide rest = product & ((half << 1) - 1);
        fraction = static_cast<std::uint64_t>(product >> extra);
        const bool up = rest > half || (rest == half && (inexact || fraction % 2 != 0));
        fraction += up ? 1 : 0;
        scale += extra;
    }
    // The exponent is far from both limits, so that a product with a power of two is exact.
    const double unit = std::bit_cast<double>(static_cast<std::uint64_t>(scale + 1023) << 52);
    return static_cast<double>(fraction) * unit;
#else
    static_cast<void>(mantissa);
    static_cast<void>(exponent);
    return std::numeric_limits<double>::quiet_NaN();
#endif
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::meta
