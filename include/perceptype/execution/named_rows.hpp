// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Named samples and targets as the rows that passes read, and the argument types that operations on a graph accept.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/execution/sample_rows.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>
#include <perceptype/topology/name.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The condition of an assertion: there is an output with that name.
template <class Name, class Outputs>
inline constexpr bool is_an_output = false;
template <class Name>
inline constexpr bool is_an_output<Name, anything> = true;
template <node_name Name, class... Values>
inline constexpr bool is_an_output<node_tag<Name>, named_values<Values...>> =
    has_value<named_values<Values...>, node_tag<Name>>;

namespace detail {

template <class Scalar, class... Shapes>
struct tensor_of_shape<Scalar, named_shapes<Shapes...>> {
    using type = named_values<named_value<Shapes::name, tensor_of<Scalar, typename Shapes::shape_type>>...>;
};

/// The type of the value with that name; void if there is none or more than one.
template <auto Name, class... Values>
struct value_named {
    using type = void;
};
template <auto Name, class... Values>
    requires(count_named<Name, Values...> == 1)
struct value_named<Name, Values...> {
    using type = std::remove_cvref_t<typename value_named_as<Name, Values...>::value_type>;
};
template <auto Name, class... Values>
using value_named_t = typename value_named<Name, Values...>::type;

/// There is exactly one value for each input, and no other value.
template <class... Values, class Scalar, class... Shapes>
inline constexpr bool is_values_of<named_values<Values...>, Scalar, named_shapes<Shapes...>> =
    sizeof...(Values) == sizeof...(Shapes) &&
    (ValuesOf<value_named_t<Shapes::name, Values...>, Scalar, typename Shapes::shape_type> && ...);
template <class Scalar, class... Shapes>
inline constexpr bool is_values_of<rejected_named, Scalar, named_shapes<Shapes...>> = true;

/// There is exactly one target for each output that has a loss, and no other target.
template <class Shape, class Scalar, class Target, class Loss>
inline constexpr bool is_part_of_target =
    std::is_void_v<Loss> ? std::is_void_v<Target> : TargetOf<Target, Loss, Scalar, Shape>;
template <class... Values, class... Losses, class Scalar, class... Shapes>
inline constexpr bool is_target_of<named_values<Values...>, joint_loss<Losses...>, Scalar, named_shapes<Shapes...>> =
    sizeof...(Values) == sizeof...(Losses) &&
    (is_part_of_target<typename Shapes::shape_type, Scalar, value_named_t<Shapes::name, Values...>,
                       value_named_t<Shapes::name, Losses...>> &&
     ...);

template <class... Losses, class Scalar, class... Shapes>
inline constexpr bool is_target_of<rejected_named, joint_loss<Losses...>, Scalar, named_shapes<Shapes...>> = true;

/// Checks the target of each output by that output's loss.
template <class... Losses, class... Shapes, class... Values>
struct target_check<joint_loss<Losses...>, named_shapes<Shapes...>, named_values<Values...>> {
    template <class Shape>
    using one = target_check<value_named_t<Shape::name, Losses...>, typename Shape::shape_type,
                             value_named_t<Shape::name, Values...>>;
    template <class Shape>
    static constexpr bool one_may_fail() {
        if constexpr (std::is_void_v<value_named_t<Shape::name, Losses...>> ||
                      std::is_void_v<value_named_t<Shape::name, Values...>>)
            return false;
        else
            return one<Shape>::may_fail;
    }
    static constexpr bool may_fail = (one_may_fail<Shapes>() || ...);

    template <class... Position>
    static constexpr void run(const named_values<Values...>& target, const char* source, Position... position) {
        const auto run_one = [&]<class Shape>(std::type_identity<Shape>) {
            if constexpr (one_may_fail<Shape>()) one<Shape>::run(target[node_tag<Shape::name>{}], source, position...);
        };
        (run_one(std::type_identity<Shapes>{}), ...);
    }
};

/// One of several parts of the same type, distinguished by its index.
template <std::size_t Index, class Part>
struct numbered : Part {
    using Part::Part;
};

template <class Parts, class Indices>
struct part_list;
template <class... Parts, std::size_t... Index>
struct part_list<option_list<Parts...>, std::index_sequence<Index...>> : numbered<Index, Parts>... {};

template <class Scalar, class... Shapes, std::size_t Capacity>
struct sample_rows<Scalar, named_shapes<Shapes...>, Capacity> {
    using indices = std::make_index_sequence<sizeof...(Shapes)>;
    part_list<option_list<sample_rows<Scalar, typename Shapes::shape_type, Capacity>...>, indices> parts;

    template <class Sample>
    constexpr void load(std::size_t sample, const Sample& x) {
        for_each([&]<class Shape>(auto& part, std::type_identity<Shape>) {
            if constexpr (has_value<Sample, node_tag<Shape::name>>) part.load(sample, x[node_tag<Shape::name>{}]);
        });
    }
    template <class Target>
    constexpr void load_target(std::size_t sample, const Target& target) {
        for_each([&]<class Shape>(auto& part, std::type_identity<Shape>) {
            if constexpr (has_value<Target, node_tag<Shape::name>>)
                part.load_target(sample, target[node_tag<Shape::name>{}]);
        });
    }
    constexpr auto begin() const { return pointers(*this, indices{}); }
    constexpr auto mutable_begin() { return mutable_pointers(indices{}); }
    constexpr auto at(std::size_t sample) const { return pointers_at(sample, indices{}); }
    template <std::size_t Index>
    constexpr auto& part() {
        return static_cast<numbered<
            Index, sample_rows<Scalar, typename named_shapes<Shapes...>::template at<Index>::shape_type, Capacity>>&>(
            parts);
    }
    template <std::size_t Index>
    constexpr const auto& part() const {
        return static_cast<const numbered<
            Index, sample_rows<Scalar, typename named_shapes<Shapes...>::template at<Index>::shape_type, Capacity>>&>(
            parts);
    }

private:
    template <class Use>
    constexpr void for_each(Use use) {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (use(part<i>(), std::type_identity<Shapes>{}), ...);
        }(indices{});
    }
    template <std::size_t... i>
    static constexpr std::array<const Scalar*, sizeof...(i)> pointers(const sample_rows& rows,
                                                                      std::index_sequence<i...>) {
        return {rows.template part<i>().begin()...};
    }
    template <std::size_t... i>
    constexpr std::array<const Scalar*, sizeof...(i)> pointers_at(std::size_t sample, std::index_sequence<i...>) const {
        return {part<i>().at(sample)...};
    }
    template <std::size_t... i>
    constexpr std::array<Scalar*, sizeof...(i)> mutable_pointers(std::index_sequence<i...>) {
        return {part<i>().begin()...};
    }
};

template <class Scalar, class... Shapes, class Sample>
struct x_row<Scalar, named_shapes<Shapes...>, Sample> {
    template <std::size_t Index, class Shape>
    struct one {
        using value = std::remove_cvref_t<decltype(std::declval<const Sample&>()[node_tag<Shape::name>{}])>;
        x_row<Scalar, typename Shape::shape_type, value> row;
    };
    template <class Indices>
    struct all;
    template <std::size_t... Index>
    struct all<std::index_sequence<Index...>> : one<Index, Shapes>... {
        constexpr void load(const Sample& given) {
            (one<Index, Shapes>::row.load(0, given[node_tag<Shapes::name>{}]), ...);
        }
        constexpr std::array<const Scalar*, sizeof...(Shapes)> begin() const {
            return {one<Index, Shapes>::row.begin()...};
        }
    };
    all<std::make_index_sequence<sizeof...(Shapes)>> rows;

    constexpr x_row() = default;
    constexpr explicit x_row(const Sample& given) { load(0, given); }
    constexpr void load(std::size_t, const Sample& given) { rows.load(given); }
    constexpr auto begin() const { return rows.begin(); }
};

template <class Scalar, class... Shapes>
struct x_row<Scalar, named_shapes<Shapes...>, rejected_named> {
    constexpr x_row() = default;
    constexpr explicit x_row(const rejected_named&) {}
    constexpr void load(std::size_t, const rejected_named&) {}
    constexpr std::array<const Scalar*, sizeof...(Shapes)> begin() const { return {}; }
};

template <class... Shapes>
struct stored_output<named_shapes<Shapes...>> {
    template <class Scalar, class Values>
    static constexpr void store(const std::array<const Scalar*, sizeof...(Shapes)>& rows, Values& to) {
        const Scalar* const* row = rows.data();
        (stored_output<typename Shapes::shape_type>::store(*row++, to[node_tag<Shapes::name>{}]), ...);
    }
};

/// The output with that name if the chain is a graph's and has one; otherwise an output of one element.
template <class Chain, auto Name>
struct named_output {
    using shape = perceptype::shape<1>;
};
template <class Chain, auto Name>
    requires(is_an_output<node_tag<Name>, tensor_of<typename Chain::scalar_type, typename Chain::output_shape>>)
struct named_output<Chain, Name> {
    static constexpr std::size_t number = []<std::size_t... i>(std::index_sequence<i...>) {
        return index_named<Name, typename Chain::output_shape::template at<i>...>;
    }(std::make_index_sequence<Chain::output_shape::count>{});
    using shape = typename Chain::output_shape::template at<number>::shape_type;

    struct part_of_target {
        template <class Target>
        constexpr const auto& operator()(const Target& given) const {
            if constexpr (has_value<Target, node_tag<Name>>)
                return given[node_tag<Name>{}];
            else
                return given;
        }
    };
    static constexpr part_of_target target{};
    template <class Rows>
    static constexpr auto row(const Rows& y) {
        return y[number];
    }
};

/// Named values, as a graph returns them, that can be written to.
template <class Values, class Scalar, class... Shapes>
concept NamedRoomFor = ValuesOf<Values, Scalar, named_shapes<Shapes...>> && requires(Values& values) {
    (void(begin_of(values[node_tag<Shapes::name>{}])[0] = Scalar()), ...);
};

template <class... Values>
struct rows_to<named_values<Values...>> {
    static constexpr auto begin(named_values<Values...>& to) {
        return std::array{rows_to<typename Values::value_type>::begin(to[node_tag<Values::name>{}])...};
    }
};

}  // namespace detail

namespace detail {

template <class Value>
struct shape_of_value;
template <node_name Name, class Scalar, std::size_t... Extents>
struct shape_of_value<named_value<Name, tensor<Scalar, Extents...>>> {
    using scalar = Scalar;
    using type = named_shape<Name, shape<Extents...>>;
};
template <class... Values>
struct scalar_of_values;
template <class First, class... Rest>
struct scalar_of_values<First, Rest...> {
    using type = typename shape_of_value<First>::scalar;
};

}  // namespace detail

/// x has a named value for each input of a graph and no other value, or it is a range of such samples.
template <class Sample, class... Values>
inline constexpr bool x_matches<receives<Sample>, needs<named_values<Values...>>> =
    detail::ValuesOf<Sample, typename detail::scalar_of_values<Values...>::type,
                     named_shapes<typename detail::shape_of_value<Values>::type...>>;
template <class Range, class... Values>
inline constexpr bool x_matches<receives<Range>, needs<range_of<named_values<Values...>>>> =
    detail::SamplesOf<Range, typename detail::scalar_of_values<Values...>::type,
                      named_shapes<typename detail::shape_of_value<Values>::type...>>;
template <class Range, class... Values>
inline constexpr bool outputs_match<receives<Range>, needs<range_of<named_values<Values...>>>> =
    requires(Range& range) {
        detail::size_of(range);
        requires detail::NamedRoomFor<std::remove_reference_t<decltype(detail::begin_of(range)[0])>,
                                      typename detail::scalar_of_values<Values...>::type,
                                      typename detail::shape_of_value<Values>::type...>;
    };
template <class Target, class... Values, class Loss>
inline constexpr bool target_matches<receives<Target>, needs<named_values<Values...>>, Loss> =
    detail::TargetOf<Target, Loss, typename detail::scalar_of_values<Values...>::type,
                     named_shapes<typename detail::shape_of_value<Values>::type...>>;
template <class Range, class... Values, class Loss>
inline constexpr bool target_matches<receives<Range>, needs<range_of<named_values<Values...>>>, Loss> =
    detail::TargetsOf<Range, Loss, typename detail::scalar_of_values<Values...>::type,
                      named_shapes<typename detail::shape_of_value<Values>::type...>>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
