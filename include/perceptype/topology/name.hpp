// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Names of a graph's nodes, and named values: `"image"_node = x`.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>

#include <boost/hana/bool.hpp>
#include <boost/hana/index_if.hpp>
#include <boost/hana/optional.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A node's name: a string as a template argument.
template <std::size_t Size>
struct node_name {
    char text[Size]{};

    consteval node_name(const char (&name)[Size]) {
        for (std::size_t i = 0; i < Size; ++i) text[i] = name[i];
    }
    template <std::size_t Other>
    constexpr bool operator==(const node_name<Other>& other) const {
        if constexpr (Size != Other) {
            return false;
        } else {
            for (std::size_t i = 0; i < Size; ++i)
                if (text[i] != other.text[i]) return false;
            return true;
        }
    }
};

/// A value with a name.
template <node_name Name, class Value>
struct named_value {
    static constexpr auto name = Name;
    using value_type = Value;
    Value value;

    friend constexpr bool operator==(const named_value&, const named_value&) = default;
};

/// A name as a value: `"image"_node`.
template <node_name Name>
struct node_tag {
    static constexpr auto name = Name;

    /// The value with that name. An lvalue is stored as a reference.
    template <class Value>
    constexpr named_value<Name, Value> operator=(Value&& value) const {
        return {std::forward<Value>(value)};
    }
};

inline namespace literals {
template <node_name Name>
consteval node_tag<Name> operator""_node() {
    return {};
}
}  // namespace literals

namespace detail {

/// "outer.inner"
template <node_name Outer, node_name Inner>
consteval auto joined_name() {
    char text[sizeof(Outer.text) + sizeof(Inner.text)]{};
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < sizeof(Outer.text); ++i) text[next++] = Outer.text[i];
    text[next++] = '.';
    for (const char c : Inner.text) text[next++] = c;
    return node_name{text};
}
/// The decimal digits of a number.
template <std::size_t Number>
consteval auto decimal_name() {
    constexpr std::size_t digits = [] {
        std::size_t count = 1;
        for (std::size_t rest = Number; rest > 9; rest /= 10) ++count;
        return count;
    }();
    char text[digits + 1]{};
    std::size_t rest = Number;
    for (std::size_t i = digits; i-- > 0; rest /= 10) text[i] = static_cast<char>('0' + rest % 10);
    return node_name{text};
}
/// The name of a node of a graph that is nested in node `Outer`: "outer.inner" in the first graph there,
/// "outer.2.inner" in the second. The number is added even if the two graphs have no names in common, so adding a node
/// to one graph changes no name in the other.
template <node_name Outer, std::size_t Number, node_name Inner>
consteval auto inner_name() {
    if constexpr (Number == 1)
        return joined_name<Outer, Inner>();
    else
        return joined_name<joined_name<Outer, decimal_name<Number>()>(), Inner>();
}

/// The type at that index.
template <std::size_t Index, class... Types>
struct type_at;
template <std::size_t Index, class First, class... Rest>
struct type_at<Index, First, Rest...> : type_at<Index - 1, Rest...> {};
template <class First, class... Rest>
struct type_at<0, First, Rest...> {
    using type = First;
};

/// Whether a value has that name. For a loss without a name, `name` is a text.
template <auto Name, class Value>
inline constexpr bool is_named = false;
template <auto Name, class Value>
    requires(Value::name == Name)
inline constexpr bool is_named<Name, Value> = true;

/// The number of values among `Values...` with that name.
template <auto Name, class... Values>
inline constexpr std::size_t count_named = (std::size_t(is_named<Name, Values>) + ... + 0);

template <class Value>
inline constexpr bool is_a_named_value = false;
template <node_name Name, class Value>
inline constexpr bool is_a_named_value<named_value<Name, Value>> = true;

template <class... Values>
inline constexpr bool distinct_names = ((count_named<Values::name, Values...> == 1) && ...);

/// The index and the type of the value with that name, which must exist.
template <node_name Name, class... Values>
inline constexpr std::size_t index_named =
    boost::hana::index_if(boost::hana::tuple_t<Values...>, []<class Value>(boost::hana::basic_type<Value>) {
        return boost::hana::bool_c<is_named<Name, Value>>;
    }).value();
template <node_name Name, class... Values>
using value_named_as = typename type_at<index_named<Name, Values...>, Values...>::type;

}  // namespace detail

template <class... Values>
struct named_values;

/// The result of `named` for values that it rejects. Every graph accepts it, so that there is no second error.
struct rejected_named {
    constexpr const rejected_named& operator[](auto) const { return *this; }
    constexpr operator float() const { return 0; }
};

// Conditions of the assertions below.
template <class Values, class Name>
inline constexpr bool has_value = false;
template <class... Values, node_name Name>
inline constexpr bool has_value<named_values<Values...>, node_tag<Name>> = detail::count_named<Name, Values...> == 1;
template <class Type, class Needs>
inline constexpr bool is_a_name = false;
template <class... Values>
inline constexpr bool values_have_names = (detail::is_a_named_value<Values> && ...);
template <class... Values>
inline constexpr bool names_differ = true;  // another assertion has already failed
template <class... Values>
    requires values_have_names<Values...>
inline constexpr bool names_differ<Values...> = detail::distinct_names<Values...>;
template <std::size_t Position, class Values>
inline constexpr bool has_position = false;
template <std::size_t Position, class... Values>
inline constexpr bool has_position<Position, named_values<Values...>> = Position < sizeof...(Values);

/// Named values, as a graph takes and returns them: `values["image"_node]`, or `get<0>(values)`, or `auto& [image,
/// meta] = values`.
template <class... Values>
struct named_values : Values... {
    template <node_name Name>
    constexpr auto& operator[](node_tag<Name>) & {
        static_assert(has_value<named_values, node_tag<Name>>,
                      "perceptype: there is no value of this name; use one of the names in the list");
        if constexpr (has_value<named_values, node_tag<Name>>)
            return get<detail::index_named<Name, Values...>>(*this);
        else if constexpr (sizeof...(Values) != 0 && names_differ<Values...>)
            return get<0>(*this);
        else
            return *this;
    }
    template <node_name Name>
    constexpr const auto& operator[](node_tag<Name>) const& {
        static_assert(has_value<named_values, node_tag<Name>>,
                      "perceptype: there is no value of this name; use one of the names in the list");
        if constexpr (has_value<named_values, node_tag<Name>>)
            return get<detail::index_named<Name, Values...>>(*this);
        else if constexpr (sizeof...(Values) != 0 && names_differ<Values...>)
            return get<0>(*this);
        else
            return *this;
    }
    /// Returns a copy, because the values are temporary: `const auto& y = net("x"_node = x)["y"_node]`.
    template <node_name Name>
    constexpr auto operator[](node_tag<Name>) && {
        static_assert(has_value<named_values, node_tag<Name>>,
                      "perceptype: there is no value of this name; use one of the names in the list");
        if constexpr (has_value<named_values, node_tag<Name>>)
            return std::as_const(get<detail::index_named<Name, Values...>>(*this));
        else if constexpr (sizeof...(Values) != 0 && names_differ<Values...>)
            return std::as_const(get<0>(*this));
        else
            return *this;
    }
    /// Rejects an index or text as a name.
    template <class Other>
    constexpr auto operator[](const Other&) const {
        static_assert(is_a_name<Other, needs<named_values>>,
                      "perceptype: values are accessed by name, as in y[\"digit\"_node], with using namespace "
                      "perceptype::literals");
        return get<0>(*this);
    }
    friend constexpr bool operator==(const named_values&, const named_values&) = default;

    template <std::size_t Index>
    friend constexpr auto& get(named_values& all) {
        static_assert(has_position<Index, named_values>,
                      "perceptype: there is no value at this position; positions count from 0");
        return static_cast<at<or_first<Index>>&>(all).value;
    }
    template <std::size_t Index>
    friend constexpr const auto& get(const named_values& all) {
        static_assert(has_position<Index, named_values>,
                      "perceptype: there is no value at this position; positions count from 0");
        return static_cast<const at<or_first<Index>>&>(all).value;
    }
    template <std::size_t Index>
    friend constexpr auto&& get(named_values&& all) {
        static_assert(has_position<Index, named_values>,
                      "perceptype: there is no value at this position; positions count from 0");
        return (std::move)(static_cast<at<or_first<Index>>&>(all).value);
    }

    template <std::size_t Index>
    using at = typename detail::type_at<Index, Values...>::type;

private:
    template <std::size_t Index>
    static constexpr std::size_t or_first = has_position<Index, named_values> ? Index : 0;
};

/// Copies named values: a sample or a target of a graph.
template <class... Values>
constexpr auto named(const Values&... values) {
    static_assert(values_have_names<Values...>,
                  "perceptype: named takes values under names: named(\"image\"_node = image)");
    static_assert(names_differ<Values...>,
                  "perceptype: two of these values have the same name; give each a name of its own");
    if constexpr (values_have_names<Values...> && names_differ<Values...>)
        return named_values<named_value<Values::name, std::remove_cvref_t<typename Values::value_type>>...>{
            {values.value}...};
    else
        return rejected_named{};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA

template <class... Values>
struct std::tuple_size<perceptype::named_values<Values...>> : std::integral_constant<std::size_t, sizeof...(Values)> {};
template <std::size_t Index, class... Values>
struct std::tuple_element<Index, perceptype::named_values<Values...>> {
    using type = typename perceptype::named_values<Values...>::template at<Index>::value_type;
};
