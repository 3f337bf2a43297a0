// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>

namespace pt = perceptype;

namespace consumer {

using classifier = pt::network<pt::input<2>, pt::dense<3>, pt::relu, pt::dense<2>, pt::softmax>;

/// What `net` gives for `input`, computed in the other translation unit.
classifier::output_type run(const classifier& net, const classifier::input_type& input);

}  // namespace consumer
