// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Text generated at compile time. It is written twice: first to count its characters, then into an array of that size.

#include <perceptype/config.hpp>
#include <perceptype/meta/exactly_equal.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Counts characters, and stores them if it has a buffer.
struct text_writer {
    char* to = nullptr;
    std::size_t size = 0;

    constexpr text_writer& put(char c) {
        if (to != nullptr) to[size] = c;
        ++size;
        return *this;
    }
    constexpr text_writer& operator<<(std::string_view text) {
        const char* from = text.data();
        const std::size_t end = size + text.size();
        if (to == nullptr) {
            size = end;
            return *this;
        }
        // Compilers limit the steps of an evaluation.
        for (; size + 8 <= end; size += 8, from += 8)
            to[size] = from[0], to[size + 1] = from[1], to[size + 2] = from[2], to[size + 3] = from[3],
            to[size + 4] = from[4], to[size + 5] = from[5], to[size + 6] = from[6], to[size + 7] = from[7];
        for (; size < end; ++size, ++from) to[size] = *from;
        return *this;
    }
    template <std::integral Number>
    constexpr text_writer& operator<<(Number number) {
        if constexpr (std::is_signed_v<Number>)
            if (number < 0) return put('-') << std::size_t(0) - static_cast<std::size_t>(number);
        return digits(static_cast<std::size_t>(number));
    }
    /// Six digits at most, as printf's %g: 0.01, 1e-05.
    constexpr text_writer& operator<<(double number) {
        if (number < 0) {
            put('-');
            number = -number;
        }
        if (meta::exactly_equal(number, 0)) return put('0');
        int exponent = 0;
        double scaled = number;
        for (; scaled >= 10; ++exponent) scaled /= 10;
        for (; scaled < 1; --exponent) scaled *= 10;
        auto mantissa = static_cast<std::size_t>(scaled * 100000 + 0.5);  // d.ddddd
        if (mantissa == 1000000) {
            mantissa = 100000;
            ++exponent;
        }
        int places = 5;
        for (; places > 0 && mantissa % 10 == 0; --places) mantissa /= 10;
        if (exponent < -4 || exponent > 5) {
            decimal(mantissa, places);
            *this << (exponent < 0 ? "e-" : "e+");
            const int size_of_exponent = exponent < 0 ? -exponent : exponent;
            if (size_of_exponent < 10) put('0');
            return *this << size_of_exponent;
        }
        for (; places < exponent; ++places) mantissa *= 10;
        return decimal(mantissa, places - exponent);
    }
    constexpr text_writer& spaces(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) put(' ');
        return *this;
    }

private:
    constexpr text_writer& digits(std::size_t number) {
        std::size_t unit = 1;
        while (number / unit >= 10) unit *= 10;
        for (; unit != 0; unit /= 10) put(static_cast<char>('0' + number / unit % 10));
        return *this;
    }
    constexpr text_writer& decimal(std::size_t mantissa, int places) {
        std::size_t unit = 1;
        for (int i = 0; i < places; ++i) unit *= 10;
        digits(mantissa / unit);
        if (places > 0) put('.');
        for (unit /= 10; unit != 0; unit /= 10) put(static_cast<char>('0' + mantissa / unit % 10));
        return *this;
    }
};

/// A null-terminated text of that length.
template <std::size_t Size>
struct text {
    char characters[Size + 1]{};
    constexpr std::string_view view() const { return {characters, Size}; }
};

/// The text that `Writer::write(text_writer&)` writes.
template <class Writer>
inline constexpr std::size_t length_by = [] {
    text_writer counter;
    Writer::write(counter);
    return counter.size;
}();
template <class Writer>
inline constexpr auto text_by = [] {
    text<length_by<Writer>> result{};
    text_writer out{result.characters};
    Writer::write(out);
    return result;
}();

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
