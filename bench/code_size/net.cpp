// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The program whose size is measured: the NET of one COMPETITOR from its HEADER, with a forward pass and, with STEP, a
/// training step of one sample.

#include HEADER

#include <cstddef>

using subject = COMPETITOR<bench::NET>;

// Through an untyped pointer: functions on a type with internal linkage would be removed.
extern "C" void forward(void* net, std::size_t s, float* y) { static_cast<subject*>(net)->outputs(s, y); }

#if defined(STEP)
extern "C" float step(void* net, float first) { return static_cast<subject*>(net)->step(first); }
#endif
