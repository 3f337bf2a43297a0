// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The interface of DESIGN.md as a stranger reads it, and topologies as data: checked by compiling.

#include <perceptype.hpp>

#include <boost/hana/concat.hpp>
#include <boost/hana/equal.hpp>
#include <boost/hana/filter.hpp>
#include <boost/hana/not_equal.hpp>
#include <boost/hana/replicate.hpp>
#include <boost/hana/transform.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>

namespace hana = boost::hana;
namespace pt = perceptype;

using jet_tagger = pt::network<pt::input<16>, pt::dense<64>, pt::relu, pt::dense<32>, pt::relu, pt::dense<32>, pt::relu,
                               pt::dense<5>, pt::softmax>;

static_assert(jet_tagger::parameter_count == 4389);
static_assert(jet_tagger::layer_count == 9);
static_assert(pt::cost<jet_tagger>.forward.multiply_adds == 4256);
static_assert(pt::cost<jet_tagger>.parameters == 4389);
static_assert(std::is_trivially_copyable_v<jet_tagger>);
static_assert(std::is_same_v<jet_tagger::scalar_type, float>);
static_assert(std::is_same_v<jet_tagger::input_type, pt::tensor<float, 16>>);
static_assert(std::is_same_v<jet_tagger::output_type, pt::tensor<float, 5>>);
static_assert(std::is_same_v<jet_tagger::rebind<double>::output_type, pt::tensor<double, 5>>);
static_assert(std::is_same_v<pt::logistic, pt::sigmoid>);

constexpr jet_tagger net{42};
constexpr jet_tagger other{pt::glorot_uniform{}, 7};
static_assert(net == jet_tagger{42} && !(net == jet_tagger{43}) && !(net == other));
static_assert(noexcept(net(jet_tagger::input_type{})));

// An initializer that suits the activation: relu asks for He's, wider than Glorot's for the 32 units of the last relu.
constexpr bool within(float bound) {
    for (std::size_t out = 0; out < 32; ++out)
        for (std::size_t in = 0; in < 32; ++in) {
            const float weight = net.layer<5>().weights(out, in);
            if (weight > bound || weight < -bound) return false;
        }
    return true;
}
static_assert(within(0.4331f) && !within(0.3062f));  // sqrt(6 / 32), sqrt(6 / 64)
static_assert(net.layer<5>().bias(31) == 0);

// Topologies are data: any Hana algorithm makes new ones.
static_assert(std::is_same_v<pt::network_from<decltype(jet_tagger::topology)>, jet_tagger>);
constexpr auto smooth = hana::transform(jet_tagger::topology, [](auto layer) {
    if constexpr (decltype(layer){} == hana::type_c<pt::relu>)
        return hana::type_c<pt::tanh>;
    else
        return layer;
});
using smooth_tagger = pt::network<pt::input<16>, pt::dense<64>, pt::tanh, pt::dense<32>, pt::tanh, pt::dense<32>,
                                  pt::tanh, pt::dense<5>, pt::softmax>;
static_assert(std::is_same_v<pt::network_from<decltype(smooth)>, smooth_tagger>);
static_assert(std::is_same_v<pt::network_from<decltype(smooth), double>, smooth_tagger::rebind<double>>);
constexpr auto linear = hana::filter(jet_tagger::topology, [](auto layer) { return layer != hana::type_c<pt::relu>; });
static_assert(pt::network_from<decltype(linear)>::layer_count == 6);
constexpr auto deep =
    hana::concat(hana::concat(hana::tuple_t<pt::input<4>>,
                              hana::replicate<hana::tuple_tag>(hana::type_c<pt::dense<4>>, hana::size_c<12>)),
                 hana::tuple_t<pt::softmax>);
static_assert(pt::network_from<decltype(deep)>::parameter_count == 12 * 20);

// x may be a tensor, an array or a span.
constexpr std::array<float, 16> array{1.0f, 2.0f};
constexpr pt::tensor<float, 16> tensor = array;
static_assert(net(array) == net(tensor) && net(std::span<const float, 16>(array)) == net(tensor));

// Gradients and training in constant evaluation.
using small = pt::basic_network<double, pt::input<2>, pt::dense<3>, pt::tanh, pt::dense<2>, pt::softmax>;
constexpr pt::tensor<double, 2> x{0.5, -1.0};
constexpr auto difference = [] {
    small n{1};
    const auto [value, gradient] = pt::value_and_gradient(n, pt::cross_entropy{}, x, 1);
    auto vector = pt::parameters_to_vector(n);
    const double step = 1e-6;
    vector[4] += step;
    small up{1};
    pt::vector_to_parameters(vector, up);
    const double numeric = (pt::value_and_gradient(up, pt::cross_entropy{}, x, 1).value - value) / step;
    const double error = numeric - pt::parameters_to_vector(gradient)[4];
    return error < 0 ? -error : error;
}();
static_assert(difference < 1e-5);
static_assert([] {
    small n{1};
    const auto [value, gradient] = pt::value_and_gradient(n, pt::cross_entropy{}, x, 1);
    n -= 0.1 * gradient;
    n -= (gradient + gradient - 2 * gradient) / 2;
    return pt::value_and_gradient(n, pt::cross_entropy{}, x, 1).value < value;
}());
static_assert(pt::input_gradient(small{1}, pt::mean_squared_error{}, x, pt::tensor<double, 2>{1.0, 0.0}).size() == 2);

// Losses by themselves.
static_assert(pt::sum_of_squared_errors{}.value(pt::tensor<float, 2>{1.0f, 3.0f}, pt::tensor<float, 2>{0.0f, 1.0f}) ==
              2.5f);
static_assert(pt::mean_squared_error{}.gradient(pt::tensor<float, 2>{1.0f, 3.0f}, std::array{0.0f, 1.0f})[1] == 2.0f);
static_assert(pt::huber{.delta = 0.5}.value(pt::tensor<double, 1>{3.0}, 0.0) == 0.5 * (3 - 0.25));
