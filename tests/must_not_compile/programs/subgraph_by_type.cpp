// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using whole = pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"image">, pt::dense<2>>,
                        pt::node<"copy", pt::from<"code">, pt::dense<6>>, pt::outputs<"copy">>;
#include PERCEPTYPE_CASE
static_assert(part::parameter_count == 14);

int main() {
    const part net{42};
    return net("image"_node = pt::tensor<float, 6>{})["code"_node][0] > 1;
}
