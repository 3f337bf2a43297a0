// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// What is compiled to see how long it takes: a net of LAYERS, and of what can be done with it what the command line
/// defines. LAYERS comes written out, as a user writes it, so that no making of the list is measured with it. Without
/// it, the umbrella.

#include <perceptype.hpp>

namespace pt = perceptype;

#if defined(LAYERS)
using net = pt::network<LAYERS>;
using loss = pt::mean_squared_error;
using trainer = pt::trainer<net, loss, pt::sgd<>>;
#endif

#if defined(CONSTRUCTED)
net construct(int seed) { return net{seed}; }
#endif

#if defined(FORWARD)
net::output_type forward(const net& trained, const net::input_type& x) { return trained(x); }
#endif

#if defined(SAMPLE)
float learn(trainer& descent, const net::input_type& x, const net::output_type& t) { return descent.step(x, t); }
#endif

#if defined(BATCHES)
#include <span>
float learn(trainer& descent, std::span<const net::input_type> x, std::span<const net::output_type> t) {
    return descent.step(x, t);
}
#endif
