// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Every operation on a graph of several inputs and outputs; every join.

#include "every_operation.hpp"

namespace warnings {

using namespace pt::literals;

using reader = pt::graph<
    pt::input_node<"image", 1, 6, 6>, pt::input_node<"meta", 4>, pt::input_node<"more", 4>,
    pt::node<"eye", pt::from<"image">, pt::conv2d<3, pt::kernel<3>>, pt::batch_norm, pt::relu>,
    pt::node<"twice", pt::from<"eye", "eye">, pt::concat, pt::global_average_pool>,
    pt::node<"hint", pt::from<"meta">, pt::dense<6>, pt::tanh>, pt::node<"other", pt::from<"more">, pt::tied<"hint">>,
    pt::node<"sum", pt::from<"hint", "other">, pt::add>, pt::node<"apart", pt::from<"hint", "other">, pt::subtract>,
    pt::node<"square", pt::from<"apart", "apart">, pt::multiply>,
    pt::node<"mean", pt::from<"sum", "square", "twice">, pt::average>,
    pt::node<"top", pt::from<"sum", "square">, pt::maximum>, pt::node<"angle", pt::from<"hint", "other">, pt::dot>,
    pt::node<"both", pt::from<"mean", "top", "angle">, pt::concat, pt::dropout<0.1>>,
    pt::node<"digit", pt::from<"both">, pt::dense<3>, pt::softmax>, pt::node<"slant", pt::from<"both">, pt::dense<1>>,
    pt::outputs<"digit", "slant">>;
using answers = decltype(pt::named("digit"_node = 1, "slant"_node = pt::tensor<float, 1>{}));

double read(reader& net, const samples<reader, answers>& given, pt::tensor<float, 1, 6, 6>& image,
            pt::tensor<float, 4>& meta) {
    const auto loss =
        pt::joint_loss("digit"_node = pt::cross_entropy{}, "slant"_node = 0.1f * pt::mean_squared_error{});
    auto [value, gradient] = use(net, loss, given);
    value += train(net, loss, pt::adam{}, given) + fit(net, loss, pt::sgd{}, given).back().loss;
    net -= gradient;
    const auto [digit, slant] = net("image"_node = image, "meta"_node = meta, "more"_node = meta);
    const auto eye = pt::cut<"image", "eye">(net);
    const auto hint = pt::view<"meta", "hint">(net);
    image = pt::input_gradient(net, loss, given.inputs[0], given.targets[0])["image"_node];
    return pt::accuracy<"digit">(net, given.inputs, given.targets) +
           static_cast<double>(pt::confusion<"digit">(net, given.inputs, given.targets)(0, 1)) +
           static_cast<double>(value + digit[0] + slant[0] + eye("image"_node = image)["eye"_node][0] +
                               hint("meta"_node = meta)["hint"_node][0]) +
           pt::gradient_report(net, loss, given.inputs, given.targets).loss;
}

// The layers with batch statistics are on no path to a loss.
template <class Scalar>
struct partly_trained {
    using net_type = pt::basic_graph<Scalar, pt::node<"e", pt::from<"x">, pt::dense<4>, pt::batch_norm>,
                                     pt::input_node<"x", 3>, pt::node<"a", pt::from<"x">, pt::dense<2>>,
                                     pt::node<"f", pt::from<"a">, pt::batch_norm, pt::dense<1>, pt::dropout<>>,
                                     pt::node<"y", pt::from<"a">, pt::dense<2>>,
                                     pt::node<"g", pt::from<"x">, pt::batch_norm>, pt::outputs<"y", "e", "f", "g">>;
    using target = decltype(pt::named("y"_node = pt::tensor<Scalar, 2>{}));

    static Scalar learn(net_type& net, const samples<net_type, target>& given) {
        return train(net, pt::joint_loss("y"_node = pt::mean_squared_error{}), pt::sgd{}, given);
    }
};
template struct partly_trained<float>;
template struct partly_trained<double>;

// Texts and figures computed at compile time.
static_assert(!pt::summary<reader>().empty() && !pt::chain_rule<partly_trained<float>::net_type>().empty() &&
              !pt::to_dot<reader>().empty() && !pt::to_mermaid<reader>().empty() &&
              pt::cost<reader>.batch_training.workspace_bytes > 0);

}  // namespace warnings
