// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

// The same function for several processors, each compiled from jet_tagger.cpp with the flags of its own; see
// CMakeLists.txt. Only plain types here: those of the library are others for each processor.

#include <cstddef>

inline constexpr std::size_t input_count = 16, class_count = 5;

/// From 16 inputs to the probabilities of 5 classes.
using jet_tagger_function = void(const float* x, float* probabilities);

#if defined(FOR_X86_64_LEVELS)
jet_tagger_function jet_tagger_x86_64, jet_tagger_x86_64_v3, jet_tagger_x86_64_v4;
#else
jet_tagger_function jet_tagger_native;
#endif
