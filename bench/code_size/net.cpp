// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// What is sized: the NET of one COMPETITOR, found in its HEADER; that it runs and, with STEP, that it also learns from
/// one sample.

#include HEADER

#include <cstddef>

using subject = COMPETITOR<bench::NET>;

// Through an untyped pointer: a function of a type that this file alone knows would itself be left out.
extern "C" void forward(void* net, std::size_t s, float* y) { static_cast<subject*>(net)->outputs(s, y); }

#if defined(STEP)
extern "C" float step(void* net, float first) { return static_cast<subject*>(net)->step(first); }
#endif
