// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// expect: perceptype: an IDX image has one channel; read it as <Scalar, height * width>, <Scalar, height, width> or
// expect: fits_idx_image<
// expect: shape<3, 28, 28>

#include <perceptype/io/idx.hpp>

#include <vector>

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    std::vector<perceptype::tensor<float, 3, 28, 28>> images(1);
#else
    std::vector<perceptype::tensor<float, 1, 28, 28>> images(1);
#endif
    return static_cast<int>(perceptype::read_idx_images("train", images));
}
