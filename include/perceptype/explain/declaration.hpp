// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The declarations of layers, joins and shapes as text.

#include <perceptype/config.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/meta/text.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

struct extent_list {
    const std::size_t* extents = nullptr;
    std::size_t rank = 0;
};
template <class Shape>
inline constexpr extent_list extents_of{};
template <std::size_t... Extents>
    requires(sizeof...(Extents) != 0)
inline constexpr std::size_t extents_array[] = {Extents...};
template <std::size_t... Extents>
    requires(sizeof...(Extents) != 0)
inline constexpr extent_list extents_of<shape<Extents...>>{extents_array<Extents...>, sizeof...(Extents)};

/// "1 x 28 x 28"
constexpr text_writer& operator<<(text_writer& out, const extent_list& list) {
    for (std::size_t i = 0; i < list.rank; ++i) out << (i == 0 ? "" : " x ") << list.extents[i];
    return out;
}

/// Writes a layer or a join as the user declared it: "conv2d<8, kernel<3>, no_bias>".
template <class Declared>
struct declaration {
    static constexpr void write(text_writer& out) {
        if constexpr (requires { Declared::name; })
            out << Declared::name;
        else
            out << "?";
        bool first = true;
        if constexpr (requires { typename Declared::extents; }) numbers(out, first, typename Declared::extents{});
        if constexpr (requires { typename Declared::arguments; }) numbers(out, first, typename Declared::arguments{});
        if constexpr (requires { typename Declared::options; }) options(out, first, typename Declared::options{});
        if (!first) out.put('>');
    }

private:
    static constexpr void separate(text_writer& out, bool& first) {
        out << (first ? "<" : ", ");
        first = false;
    }
    template <class Number>
    static constexpr void number(text_writer& out, bool& first, Number value) {
        separate(out, first);
        if constexpr (std::is_arithmetic_v<Number>)
            out << value;
        else
            out << "same";  // the only argument that is not a number, see layer/window_options.hpp
    }
    template <std::size_t... Extents>
    static constexpr void numbers(text_writer& out, bool& first, shape<Extents...>) {
        (number(out, first, Extents), ...);
    }
    template <auto... Numbers>
    static constexpr void numbers(text_writer& out, bool& first, argument_list<Numbers...>) {
        (number(out, first, Numbers), ...);
    }
    template <class... Options>
    static constexpr void options(text_writer& out, bool& first, option_list<Options...>) {
        ((separate(out, first), declaration<Options>::write(out)), ...);
    }
};
template <class Declared>
inline constexpr std::string_view declared = text_by<declaration<Declared>>.view();

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
