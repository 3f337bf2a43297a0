// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Compares an imported network with what PyTorch computed: lines `x ...` and `y ...` of a text file; see
/// tests/reference/import_onnx.py.

#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// The number of samples that agree within 1e-9 of the largest output; -1 after a message if one does not.
inline int check(const char* name, const std::string& folder, void (*evaluate)(const double*, double*),
                 bool self_test) {
    std::ifstream file(folder + "/" + name + ".txt");
    std::string line;
    std::vector<double> x;
    int samples = 0;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string kind;
        words >> kind;
        std::vector<double> values;
        for (double value; words >> value;) values.push_back(value);
        if (kind == "x") {
            x = values;
            continue;
        }
        std::vector<double> y(values.size(), NAN);
        evaluate(x.data(), y.data());
        double largest = 0;
        for (const double value : values) largest = std::fmax(largest, std::abs(value));
        for (std::size_t i = 0; i < y.size(); ++i)
            if (!(std::abs(y[i] - values[i]) <= 1e-9 * largest)) {
                std::printf("%s: sample %d, output %zu: expected %.12g, found %.12g\n", name, samples, i, values[i],
                            y[i]);
                return -1;
            }
        ++samples;
    }
    if (samples == 0) std::printf("%s: no samples in %s\n", name, folder.c_str());
    if (!self_test) std::printf("%s: the self-test failed\n", name);
    return samples != 0 && self_test ? samples : -1;
}
