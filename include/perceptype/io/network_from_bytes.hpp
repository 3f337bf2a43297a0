// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network made from the bytes of a weight file, also by the compiler, which rejects a file that does not fit.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/io/byte_view.hpp>
#include <perceptype/io/load_weights.hpp>
#include <perceptype/io/network_tensors.hpp>
#include <perceptype/io/weight_calls.hpp>
#include <perceptype/io/weight_errors.hpp>
#include <perceptype/io/weight_options.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The name of a tensor as a template argument, which compilers print as text.
template <std::size_t Size>
struct tensor_label {
    char text[Size];
    constexpr explicit tensor_label(std::string_view name) {
        for (std::size_t i = 0; i < Size; ++i) text[i] = i < name.size() ? name[i] : '\0';
    }
};

}  // namespace detail

// Errors in constant evaluation. A temporary of a type that is not literal ends it, and the compiler prints the type,
// with the tensor's name and the network's extents. Of all ways to fail, this one takes the fewest lines.
template <detail::tensor_label Tensor, class Extents>
struct the_file_has_no_tensor {
    ~the_file_has_no_tensor() {}  // not constexpr
};
template <detail::tensor_label Tensor, class Extents>
struct the_file_has_two_tensors_for {
    ~the_file_has_two_tensors_for() {}  // not constexpr
};
template <detail::tensor_label Tensor, class Extents>
struct the_file_has_other_extents_for {
    ~the_file_has_other_extents_for() {}  // not constexpr
};
template <detail::tensor_label Tensor, class Extents>
struct the_file_has_no_floating_point_numbers_for {
    ~the_file_has_no_floating_point_numbers_for() {}  // not constexpr
};
template <detail::tensor_label Tensor, class Extents>
struct the_file_has_an_element_that_is_not_finite_for {
    ~the_file_has_an_element_that_is_not_finite_for() {}  // not constexpr
};
template <detail::tensor_label Tensor, class Extents>
struct the_order_of_features_is_unknown_for {
    ~the_order_of_features_is_unknown_for() {}  // not constexpr
};
template <class Network>
struct the_file_has_a_tensor_that_no_layer_takes {
    ~the_file_has_a_tensor_that_no_layer_takes() {}  // not constexpr
};
template <class Network>
struct the_option_names_has_another_length_than_the_layers_with_tensors {
    ~the_option_names_has_another_length_than_the_layers_with_tensors() {}  // not constexpr
};

namespace detail {

/// The name and extents of a tensor of a network as template arguments.
template <class Chain, std::size_t Index>
inline constexpr auto label_of =
    tensor_label<network_tensors<Chain>::list[Index].name.size() + 1>(network_tensors<Chain>::list[Index].name);
template <class Chain, std::size_t Index,
          class Axes = std::make_index_sequence<network_tensors<Chain>::list[Index].extents.rank>>
struct shape_of_tensor;
template <class Chain, std::size_t Index, std::size_t... axis>
struct shape_of_tensor<Chain, Index, std::index_sequence<axis...>> {
    using type = shape<network_tensors<Chain>::list[Index].extents[axis]...>;
};

/// A function object that makes a network from the bytes of a file. `Format` has:
/// - `file`, a TensorFile;
/// - `call`, the name of the call in errors;
/// - `failure<Error>`, a type derived from its argument. A temporary of it ends constant evaluation, and clang then
///   prints the type of the base. It belongs to the format because g++ prints a line for each header between it and the
///   program.
///
/// In constant evaluation, a file that does not fit is a compile error of at most 10 lines, since the evaluation ends
/// in this function and not in one that it calls.
template <class Network, class Format,
          class Tensors = std::make_index_sequence<network_tensors<typename Network::chain_type>::count>>
class network_from_bytes;
template <class Network, class Format, std::size_t... tensor>
class network_from_bytes<Network, Format, std::index_sequence<tensor...>> {
    using chain = typename Network::chain_type;
    template <class Error>
    using failure = typename Format::template failure<Error>;
    template <template <tensor_label, class> class Error, std::size_t Index>
    using error =
        typename Format::template failure<Error<label_of<chain, Index>, typename shape_of_tensor<chain, Index>::type>>;

public:
    template <class Bytes>
    constexpr Network operator()(const Bytes& bytes, const weight_options& options = {}) const {
        static_assert(is_a_range_of_bytes<Bytes>, PERCEPTYPE_TEXT_IS_A_RANGE_OF_BYTES);
        Network network{zeros{}};
        if constexpr (goes_on<is_a_range_of_bytes<Bytes>, Network>()) {
            using kind = weight_fault::kind;
            const byte_view view{bytes};
            const typename Format::file file{Format::call, view.bytes()};
            std::vector<std::size_t> found;
            const weight_fault fault = find_weights<chain>(file, options, found);
            if (std::is_constant_evaluated()) {
                [[maybe_unused]] const auto is = [=](kind what, std::size_t index) {
                    return fault.what == what && fault.tensor == index;
                };
                ((is(kind::missing, tensor) ? void(error<the_file_has_no_tensor, tensor>{}) : void()), ...);
                ((is(kind::twice, tensor) ? void(error<the_file_has_two_tensors_for, tensor>{}) : void()), ...);
                ((is(kind::extents, tensor) ? void(error<the_file_has_other_extents_for, tensor>{}) : void()), ...);
                ((is(kind::type, tensor) ? void(error<the_file_has_no_floating_point_numbers_for, tensor>{}) : void()),
                 ...);
                ((is(kind::value, tensor) ? void(error<the_file_has_an_element_that_is_not_finite_for, tensor>{})
                                          : void()),
                 ...);
                ((is(kind::unmappable, tensor) ? void(error<the_order_of_features_is_unknown_for, tensor>{}) : void()),
                 ...);
                if (fault.what == kind::unused) void(failure<the_file_has_a_tensor_that_no_layer_takes<Network>>{});
                if (fault.what == kind::names)
                    void(failure<the_option_names_has_another_length_than_the_layers_with_tensors<Network>>{});
            } else if (fault.what != kind::none) {
                throw_fault<typename chain::scalar_type>(fault, network_tensors<chain>::list, file, options, found);
            }
            copy_weights(file, options, found, network);
        }
        return network;
    }
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
