// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/io/csv.hpp>

#include <cstddef>
#include <vector>

namespace support {

/// inputs[i] is of class classes[i].
template <std::size_t... Extents>
using samples = perceptype::labelled_data<float, Extents...>;

template <std::size_t... Extents>
struct parts {
    samples<Extents...> training;
    samples<Extents...> test;
};

/// The rows whose index is divisible by 5 are for testing, the others for training.
template <std::size_t... Extents>
parts<Extents...> split(const samples<Extents...>& all) {
    parts<Extents...> result;
    for (std::size_t row = 0; row < all.inputs.size(); ++row) {
        samples<Extents...>& part = row % 5 == 0 ? result.test : result.training;
        part.inputs.push_back(all.inputs[row]);
        part.classes.push_back(all.classes[row]);
    }
    return result;
}

}  // namespace support
