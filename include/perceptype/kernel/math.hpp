// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The mathematical functions of the kernels, on packs of float or double of any width and, with one lane, in constant
/// evaluation. Each header states its accuracy; split.hpp says what holds for all.

#include <perceptype/kernel/math/exp.hpp>
#include <perceptype/kernel/math/fast_tanh.hpp>
#include <perceptype/kernel/math/log.hpp>
#include <perceptype/kernel/math/normal.hpp>
#include <perceptype/kernel/math/sigmoid.hpp>
#include <perceptype/kernel/math/softplus.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/math/tanh.hpp>
