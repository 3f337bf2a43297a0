// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The accuracy of a graph that gives two things, and nobody says which one.
// expect: perceptype: this graph has several outputs; name the one to classify by, as in accuracy<"digit">(net, inputs, targets)
// expect: has_one_output<perceptype::
// expect: kind"
// expect: size"

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 4>, pt::node<"kind", pt::from<"x">, pt::dense<3>, pt::softmax>,
                      pt::node<"size", pt::from<"x">, pt::dense<1>>, pt::outputs<"kind", "size">>;
#else
using net =
    pt::graph<pt::input_node<"x", 4>, pt::node<"kind", pt::from<"x">, pt::dense<3>, pt::softmax>, pt::outputs<"kind">>;
#endif

int main() {
    const net model{42};
    const std::vector inputs(2, pt::named("x"_node = pt::tensor<float, 4>{}));
    const std::vector kinds{0, 2};
    return pt::accuracy(model, inputs, kinds) > 0.5;
}
