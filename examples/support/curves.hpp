// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace support {

/// What a training came through, epoch by epoch.
struct learning_curve {
    std::uint64_t seed;
    std::vector<double> losses;
    std::vector<double> accuracies;  // on the test set, 0..1
};

/// Writes NAME.dat with the curves and NAME.gnuplot, and has gnuplot draw NAME.svg, all in the build folder. Says
/// where. Without gnuplot there is no picture.
void draw_learning_curves(const std::string& name, const std::string& title, const std::vector<learning_curve>& curves);

/// Has gnuplot run NAME.gnuplot, which an example wrote to the build folder and which draws NAME.svg there. Says where;
/// `what` it is, goes before.
void draw_with_gnuplot(const std::string& name, const std::string& what);

}  // namespace support
