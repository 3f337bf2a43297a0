// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "other.hpp"

consumer::classifier::output_type consumer::run(const classifier& net, const classifier::input_type& input) {
    return net(input);
}
