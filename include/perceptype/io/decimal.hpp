// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Decimal numbers in texts as doubles, exactly rounded, at run time and in constant evaluation.

#include <perceptype/config.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// An unsigned integer of up to 4096 bits: the largest that a number with max_digits digits needs.
class wide_integer {
public:
    constexpr explicit wide_integer(std::uint64_t value) {
        for (; value != 0; value >>= 32) limbs_[size_++] = static_cast<std::uint32_t>(value & 0xffffffff);
    }

    constexpr void multiply_add(std::uint32_t factor, std::uint32_t summand) {
        std::uint64_t carry = summand;
        for (std::size_t i = 0; i < size_; ++i) {
            carry += std::uint64_t{limbs_[i]} * factor;
            limbs_[i] = static_cast<std::uint32_t>(carry & 0xffffffff);
            carry >>= 32;
        }
        if (carry != 0) limbs_[size_++] = static_cast<std::uint32_t>(carry);
    }
    constexpr void multiply_by_power_of_5(int exponent) {
        for (; exponent >= 13; exponent -= 13) multiply_add(1220703125, 0);
        for (; exponent > 0; --exponent) multiply_add(5, 0);
    }

    constexpr int bit_width() const {
        return size_ == 0 ? 0 : static_cast<int>(size_ * 32) - std::countl_zero(limbs_[size_ - 1]);
    }

    constexpr wide_integer& operator<<=(int count) {
        const auto whole = static_cast<std::size_t>(count / 32);
        const int bits = count % 32;
        std::uint32_t carry = 0;
        if (whole != 0) {
            for (std::size_t i = size_; i-- > 0;) limbs_[i + whole] = limbs_[i];
            for (std::size_t i = 0; i < whole; ++i) limbs_[i] = 0;
            size_ += whole;
        }
        if (bits == 0) return *this;
        for (std::size_t i = whole; i < size_; ++i) {
            const std::uint32_t limb = limbs_[i];
            limbs_[i] = limb << bits | carry;
            carry = limb >> (32 - bits);
        }
        if (carry != 0) limbs_[size_++] = carry;
        return *this;
    }

    /// The other integer is not greater.
    constexpr wide_integer& operator-=(const wide_integer& other) {
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            const std::uint64_t difference = std::uint64_t{limbs_[i]} - other.limbs_[i] - borrow;
            limbs_[i] = static_cast<std::uint32_t>(difference & 0xffffffff);
            borrow = difference >> 63;
        }
        while (size_ > 0 && limbs_[size_ - 1] == 0) --size_;
        return *this;
    }

    constexpr bool operator>=(const wide_integer& other) const {
        if (size_ != other.size_) return size_ > other.size_;
        for (std::size_t i = size_; i-- > 0;)
            if (limbs_[i] != other.limbs_[i]) return limbs_[i] > other.limbs_[i];
        return true;
    }

private:
    std::array<std::uint32_t, 128> limbs_{};  // the least significant first; zero from size_ on
    std::size_t size_ = 0;
};

constexpr int bit_width_of(std::uint64_t value) { return static_cast<int>(std::bit_width(value)); }
constexpr int bit_width_of(const wide_integer& value) { return value.bit_width(); }

/// numerator / denominator * 2^exponent, rounded to nearest, ties to even; infinite if it is too large. The numerator
/// is not 0, and the integers have one bit to spare.
template <class Integer>
constexpr double rounded_quotient(Integer numerator, Integer denominator, int exponent) {
    constexpr int fraction_bits = 52;
    constexpr int least_exponent = -1022;
    // Afterwards denominator <= numerator < 2 * denominator.
    const int shift = bit_width_of(numerator) - bit_width_of(denominator);
    exponent += shift;
    if (shift > 0)
        denominator <<= shift;
    else
        numerator <<= -shift;
    if (!(numerator >= denominator)) {
        numerator <<= 1;
        --exponent;
    }
    if (exponent > 1023) return std::numeric_limits<double>::infinity();
    // A subnormal number has fewer bits. One bit less than none is a number below half of the least one.
    const int bits = fraction_bits + 1 - (exponent < least_exponent ? least_exponent - exponent : 0);
    if (bits < 0) return 0;
    std::uint64_t quotient = 0;
    for (int i = 0; i < bits; ++i) {
        quotient <<= 1;
        if (numerator >= denominator) {
            numerator -= denominator;
            quotient |= 1;
        }
        numerator <<= 1;
    }
    // What is left is twice the remainder.
    if (numerator >= denominator && ((quotient & 1) != 0 || !(denominator >= numerator))) ++quotient;
    // The sum carries a fraction that was rounded up to 2 into the exponent, up to infinity's.
    const auto biased = static_cast<std::uint64_t>(exponent < least_exponent ? 0 : exponent - least_exponent);
    return std::bit_cast<double>((biased << fraction_bits) + quotient);
}

/// The value of a number as JSON spells it, exactly rounded; infinite if it is too large.
constexpr double evaluate_decimal(std::string_view text) {
    // More digits than two adjacent doubles' middle has (767) only tell whether the number is above it.
    constexpr std::size_t max_digits = 800;
    constexpr std::int64_t largest_exponent = 1'000'000'000;  // of texts of less than 1 GB
    const bool negative = text.starts_with('-');
    std::array<char, max_digits + 1> digits{};
    std::size_t count = 0;
    std::uint64_t leading = 0;  // the number that the first digits make
    bool beyond = false;        // a digit other than 0 was left out
    std::int64_t exponent = 0;
    std::size_t at = negative ? 1 : 0;
    for (bool fraction = false; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
        const char digit = text[at];
        if (digit == '.') {
            fraction = true;
            continue;
        }
        if (fraction) --exponent;
        if (count == 0 && digit == '0') continue;
        if (count < max_digits) {
            digits[count++] = digit;
            if (count <= 19) leading = leading * 10 + static_cast<std::uint64_t>(digit - '0');
        } else {
            beyond = beyond || digit != '0';
            ++exponent;
        }
    }
    if (count == 0) return negative ? -0.0 : 0.0;
    if (at < text.size()) {
        const bool below_one = text[++at] == '-';
        if (text[at] == '-' || text[at] == '+') ++at;
        std::int64_t stated = 0;
        for (; at < text.size(); ++at)
            if (stated < 4 * largest_exponent) stated = stated * 10 + (text[at] - '0');
        exponent += below_one ? -stated : stated;
    }
    if (beyond) {
        digits[count++] = '1';
        --exponent;
    }
    const auto with_sign = [=](double value) { return negative ? -value : value; };
    const std::int64_t magnitude = exponent + static_cast<std::int64_t>(count);  // below 10^magnitude
    if (magnitude > 310) return with_sign(std::numeric_limits<double>::infinity());
    if (magnitude < -330) return with_sign(0.0);
    const int power = static_cast<int>(exponent);
    if (count <= 19 && power <= 0 && power >= -27 && leading < std::uint64_t{1} << 63) {
        std::uint64_t denominator = 1;
        for (int i = power; i < 0; ++i) denominator *= 5;
        return with_sign(rounded_quotient(leading, denominator, power));
    }
    wide_integer numerator{0};
    for (std::size_t i = 0; i < count; ++i) numerator.multiply_add(10, static_cast<std::uint32_t>(digits[i] - '0'));
    wide_integer denominator{1};
    (power < 0 ? denominator : numerator).multiply_by_power_of_5(power < 0 ? -power : power);
    return with_sign(rounded_quotient(numerator, denominator, power));
}

/// The same by the standard library, where it has this: libstdc++ does.
template <class Number = double>
Number convert_decimal(std::string_view text) {
    Number value = 0;
    if constexpr (requires { std::from_chars(text.data(), text.data(), value); })
        if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{}) return value;
    return evaluate_decimal(text);
}

/// The value of a number as JSON spells it, exactly rounded; infinite if it is too large.
constexpr double decimal_to_double(std::string_view text) {
    return std::is_constant_evaluated() ? evaluate_decimal(text) : convert_decimal(text);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
