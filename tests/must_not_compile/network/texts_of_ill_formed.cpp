// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Texts about a network that does not fit together, the first that the program asks of it.
// expect: perceptype: this layer needs a vector, shape<N>; put flatten before it
// expect: shapes_match<perceptype::
// expect: at_layer<1>
// expect: dense<3>
// expect: receives<perceptype::
// expect: shape<1, 2, 2>

#include <perceptype.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<1, 2, 2>, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<1, 2, 2>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif

int main() {
    std::cout << pt::summary<net>() << pt::chain_rule<net, pt::cross_entropy>();
    const std::string_view dot = pt::to_dot<net>(), latex = pt::chain_rule_latex<net>();
    std::string both{dot};
    both += pt::to_mermaid<net>();
    return latex.size() + pt::summary<net>().size() == both.size() ? 1 : 0;
}
