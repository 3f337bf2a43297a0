// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Compiled once for each processor; JET_TAGGER is the name of its function, which tells the processor.

#include "jet_tagger.hpp"

#include <perceptype.hpp>

#include <algorithm>
#include <span>

namespace pt = perceptype;

namespace {

using network = pt::network<pt::input<input_count>,   //
                            pt::dense<64>, pt::relu,  //
                            pt::dense<32>, pt::relu,  //
                            pt::dense<32>, pt::relu,  //
                            pt::dense<class_count>, pt::softmax>;

// Not merely const: the compiler would be free to fill it when the program starts, with instructions of this processor,
// on whatever processor that is. One seed gives the same weights for each.
constexpr network net{42};

}  // namespace

void JET_TAGGER(const float* x, float* probabilities) {
    const auto y = net(std::span<const float, input_count>{x, input_count});
    std::copy_n(y.data(), class_count, probabilities);
}
