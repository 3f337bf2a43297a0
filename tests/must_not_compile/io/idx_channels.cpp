// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An IDX image has no channels, neither in new storage nor in the caller's.
// expect: perceptype: an IDX image has one channel; read it as <Scalar, height * width>, <Scalar, height, width> or
// expect: fits_idx_image<
// expect: shape<3, 28, 28>

#include <perceptype/io/idx.hpp>

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    return static_cast<int>(perceptype::read_idx_images<float, 3, 28, 28>("train").size());
#else
    return static_cast<int>(perceptype::read_idx_images<float, 1, 28, 28>("train").size());
#endif
}
