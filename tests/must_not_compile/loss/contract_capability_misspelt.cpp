// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A misspelt capability of a loss.
// expect: loss_capabilities
// expect: takes_class

#include <perceptype.hpp>

namespace pt = perceptype;

struct negative_log_likelihood : pt::loss_base<negative_log_likelihood>, pt::sum_of_terms<negative_log_likelihood> {
    static constexpr const char* name = "negative_log_likelihood";
#if defined(PERCEPTYPE_MUST_FAIL)
    static constexpr pt::loss_capabilities can{.takes_class = true};
#else
    static constexpr pt::loss_capabilities can{.take_class = true};
#endif
    template <class LastLayer, class Shape>
    static constexpr bool fits = true;
    template <class Pack>
    static constexpr Pack term(Pack y, Pack t) {
        return -(y * t);
    }
    template <class Pack>
    static constexpr Pack slope(Pack, Pack t) {
        return -t;
    }
};

int main() { return sizeof(negative_log_likelihood) == 0; }
