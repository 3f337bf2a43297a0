// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The program whose compile time is measured: a network of LAYERS, with the operations that the command line selects.
/// LAYERS is written out as a user would write it, so that the generation of a list is not measured. Without LAYERS only
/// the umbrella header is compiled.

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
