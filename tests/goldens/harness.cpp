// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// What all the other files here share, compiled once; and tests that the comparison with PyTorch can fail, and that the
// formula for its numbers is the one in torch_reference.py.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>
#include <sstream>
#include <stdexcept>

#include "reference/golden.hpp"

namespace golden {

std::uint64_t mixed(std::uint64_t seed, stream from, std::uint64_t index) {
    std::uint64_t z = (((4 * seed + from) << 32) + index) * 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

double number(std::uint64_t seed, stream from, std::uint64_t index, int exponent) {
    return std::ldexp(2 * static_cast<double>(mixed(seed, from, index) >> 53) - 2047, exponent - 11);
}

values sample(const std::string& kind, std::uint64_t seed, stream from, std::size_t index, std::size_t size) {
    const std::size_t first = index * size;
    const std::size_t share = 4096 / size;
    values result(size);
    for (std::size_t i = 0; i < size; ++i) {
        if (kind == "real" || kind == "wide") {
            result[i] = number(seed, from, first + i, kind == "wide" ? 1 : 0);
        } else if (kind == "unit") {
            result[i] = number(seed, from, first + i, -1) + 0.5;
        } else if (kind == "label") {
            result[i] = static_cast<double>(mixed(seed, from, first + i) >> 63);
        } else if (kind == "probability") {
            const auto given = [&](std::size_t part) {
                return static_cast<double>(mixed(seed, from, first + part) % share);
            };
            const std::size_t rest = i + 1 == size ? 4096 - share * size : 0;
            result[i] = (static_cast<double>(share + rest) - given(i) + given((i + size - 1) % size)) / 4096;
        } else {
            throw std::runtime_error("a golden file has an unknown kind of sample: " + kind);
        }
    }
    return result;
}

const values& golden_case::list(const std::string& name) const { return lists.at(name); }

std::uint64_t golden_case::seed() const { return static_cast<std::uint64_t>(list("seed").at(0)); }

std::size_t golden_case::samples() const { return static_cast<std::size_t>(list("samples").at(0)); }

std::vector<std::size_t> golden_case::tensors() const {
    std::vector<std::size_t> result;
    const values& runs = list("parameters");
    for (std::size_t i = 0; i < runs.size(); i += 2) result.push_back(static_cast<std::size_t>(runs[i]));
    return result;
}

values golden_case::initial_parameters() const {
    values result;
    const values& runs = list("parameters");
    const auto found = lists.find("variances");
    const values variances = found == lists.end() ? values{} : found->second;
    for (std::size_t i = 0; i < runs.size(); i += 2) {
        const bool positive =
            std::find(variances.begin(), variances.end(), static_cast<double>(i / 2)) != variances.end();
        for (std::size_t count = 0; count < static_cast<std::size_t>(runs[i]); ++count)
            result.push_back((positive ? 1.5 : 0) +
                             number(seed(), stream::parameters, result.size(), static_cast<int>(runs[i + 1])));
    }
    return result;
}

values golden_case::input(std::size_t index, std::size_t size) const {
    const auto kind = words.find("output");  // only for cases of a loss alone, whose input is the output of a network
    return sample(kind == words.end() ? "real" : kind->second, seed(), stream::inputs, index, size);
}

values golden_case::target(std::size_t index, std::size_t size) const {
    return sample(words.at("target"), seed(), stream::targets, index, size);
}

int golden_case::target_class(std::size_t index, std::size_t size) const {
    return static_cast<int>(mixed(seed(), stream::targets, index) % size);
}

const golden_case& golden_file::at(const std::string& name) const {
    if (cases_.empty()) read();
    return cases_.at(name);
}

void golden_file::read() const {
    std::string path = __FILE__;
    path.replace(path.rfind("goldens"), std::string::npos, std::string("reference/data/") + name_ + ".txt");
    std::ifstream file{path};
    golden_case* current = nullptr;
    values* list = nullptr;
    for (std::string line, key, word; std::getline(file, line);) {
        if (line[0] == '#') continue;
        std::istringstream rest{line};
        if (line[0] != ' ') {
            rest >> key;
            const bool words = key == "target" || key == "output";
            if (key == "case" && rest >> word) current = &cases_[word];
            if (words) rest >> current->words[key];
            list = words || key == "case" ? nullptr : &current->lists[key];
        }
        while (list && rest >> word) list->push_back(std::stod(word));
    }
    if (cases_.empty()) throw std::runtime_error("cannot read " + path);
}

std::string disagreement(const values& found, const values& expected, double allowed,
                         const std::vector<std::size_t>& sizes) {
    const std::size_t total = std::accumulate(sizes.begin(), sizes.end(), std::size_t(0));
    std::ostringstream text;
    text.precision(17);
    if (found.size() != total || expected.size() != total) {
        text << found.size() << " values found, " << expected.size() << " expected, " << total << " in the lists";
        return text.str();
    }
    std::size_t first = 0;
    for (std::size_t list = 0; list < sizes.size(); first += sizes[list++]) {
        double largest = 0;
        for (std::size_t i = first; i < first + sizes[list]; ++i) largest = std::fmax(largest, std::abs(expected[i]));
        for (std::size_t i = first; i < first + sizes[list]; ++i) {
            const double measure = std::fmax(std::abs(expected[i]), largest / 8);
            const double error = std::abs(found[i] - expected[i]);
            if (error <= allowed * measure) continue;
            text << "list " << list << ", element " << i - first << ": found " << found[i] << ", expected "
                 << expected[i] << ", off by " << error / measure << " where " << allowed << " is allowed";
            return text.str();
        }
    }
    return {};
}

void check(const findings& found, const golden_case& expected, const char* scalar, tolerance allowed,
           std::size_t inputs, std::size_t outputs) {
    const auto agree = [&](const char* name, const values& ours, const values& theirs, double tolerance,
                           const std::vector<std::size_t>& sizes) {
        const std::string fault = disagreement(ours, theirs, tolerance, sizes);
        BOOST_CHECK_MESSAGE(fault.empty(), scalar << ", " << name << ": " << fault);
    };
    const bool has_net = expected.lists.count("outputs") != 0;
    const bool trained = !found.after.empty();
    if (!found.gradient.empty() || !trained) {
        agree("value", found.value, expected.list("value"), allowed.forward, {1});
        agree("gradient", found.gradient, expected.list("gradient"), allowed.gradient,
              has_net ? expected.tensors() : std::vector{outputs});
        if (has_net)
            agree("input_gradient", found.input_gradient, expected.list("input_gradient"), allowed.gradient, {inputs});
    }
    if (!has_net) return;

    const values initial = expected.initial_parameters();
    BOOST_CHECK_MESSAGE(found.initial == initial, scalar << ": the parameters differ from those that were set");
    const values& stored = expected.list("outputs");
    const std::vector<std::size_t> samples(stored.size() / outputs, outputs);
    agree("outputs", found.outputs, stored, allowed.forward, samples);
    if (!found.predicted.empty()) {
        BOOST_CHECK_EQUAL(found.predicted.size(), expected.samples() * outputs);
        values first = found.predicted;
        first.resize(stored.size());
        agree("predict", first, stored, allowed.forward, samples);
    }

    if (GOLDENS_IN_FULL)
        BOOST_CHECK_MESSAGE(trained == (expected.lists.count("after") != 0), scalar << ": not trained");
    if (!trained) return;
    agree("losses", found.losses, expected.list("losses"), allowed.gradient, {found.losses.size()});
    // The changes by ten steps and not the parameters, so that a large parameter cannot hide a wrong step.
    const auto moved = [&](values after) {
        for (std::size_t i = 0; i < std::min(after.size(), initial.size()); ++i) after[i] -= initial[i];
        return after;
    };
    agree("ten steps", moved(found.after), moved(expected.list("after")), allowed.gradient, expected.tensors());
}

void append(values& to, const float* from, std::size_t count) { to.insert(to.end(), from, from + count); }
void append(values& to, const double* from, std::size_t count) { to.insert(to.end(), from, from + count); }
void assign(float* to, const values& from) {
    std::transform(from.begin(), from.end(), to, [](double value) { return static_cast<float>(value); });
}
void assign(double* to, const values& from) { std::copy(from.begin(), from.end(), to); }

}  // namespace golden

using namespace golden;

BOOST_AUTO_TEST_SUITE(goldens_harness)

BOOST_AUTO_TEST_CASE(equal_lists_agree) {
    BOOST_TEST(disagreement({1, -2, 0, 0}, {1, -2, 0, 0}, 1e-12, {2, 2}) == "");
    BOOST_TEST(disagreement({}, {}, 1e-12, {}) == "");
}

BOOST_AUTO_TEST_CASE(an_element_may_have_a_relative_error) {
    BOOST_TEST(disagreement({8, 4.0003}, {8, 4}, 1e-4, {2}) == "");
    BOOST_TEST(disagreement({8, 4.0005}, {8, 4}, 1e-4, {2}) != "");
    BOOST_TEST(disagreement({8, -4}, {8, 4}, 1e-4, {2}) != "");
}

BOOST_AUTO_TEST_CASE(a_small_element_is_measured_by_an_eighth_of_the_largest) {
    BOOST_TEST(disagreement({8, 0.00009}, {8, 0}, 1e-4, {2}) == "");
    BOOST_TEST(disagreement({8, 0.00011}, {8, 0}, 1e-4, {2}) != "");
}

BOOST_AUTO_TEST_CASE(each_list_has_its_own_scale) {
    BOOST_TEST(disagreement({8, 0.00009}, {8, 0}, 1e-4, {1, 1}) != "");
    BOOST_TEST(disagreement({8000, 1.1}, {8000, 1}, 1e-4, {1, 1}) != "");
    BOOST_TEST(disagreement({0, 1e-300}, {0, 0}, 1e-4, {2}) != "");
}

BOOST_AUTO_TEST_CASE(nothing_agrees_with_nan_or_another_size) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    BOOST_TEST(disagreement({nan}, {1}, 1e-4, {1}) != "");
    BOOST_TEST(disagreement({infinity, 1}, {1, 1}, 1e-4, {2}) != "");
    BOOST_TEST(disagreement({1}, {1, 1}, 1e-4, {2}) != "");
    BOOST_TEST(disagreement({1, 1}, {1, 1}, 1e-4, {1}) != "");
    BOOST_TEST(disagreement({1, 1, 1}, {1, 1}, 1e-4, {2}) != "");
}

BOOST_AUTO_TEST_CASE(a_difference_names_its_position) {
    BOOST_TEST(disagreement({1, 2, 3, 5}, {1, 2, 3, 4}, 0.0625, {1, 3}) ==
               "list 1, element 2: found 5, expected 4, off by 0.25 where 0.0625 is allowed");
}

BOOST_AUTO_TEST_CASE(numbers_come_from_splitmix64) {
    // The generator's published first output for the state 0, whose counter is 1.
    BOOST_TEST(mixed(0, stream::inputs, 1) == 0xE220A8397B1DCDAF);
    for (std::size_t i = 0; i < 1000; ++i) {
        const double value = golden::number(7, stream::parameters, i, 1);
        BOOST_TEST(std::abs(value) < 2);
        BOOST_TEST(static_cast<double>(static_cast<float>(value)) == value);
        BOOST_TEST(std::fmod(value * 1024, 2) != 0);
    }
}

BOOST_AUTO_TEST_CASE(probabilities_are_positive_and_sum_to_one) {
    for (const std::size_t size : std::vector<std::size_t>{1, 2, 3, 7, 16, 100}) {
        const values shares = sample("probability", 3, stream::targets, 5, size);
        BOOST_TEST(*std::min_element(shares.begin(), shares.end()) > 0);
        BOOST_TEST(std::accumulate(shares.begin(), shares.end(), 0.0) == 1);
    }
}

BOOST_AUTO_TEST_CASE(missing_data_are_an_error) {
    BOOST_CHECK_THROW(golden_file{"no_such_file"}.at("sgd"), std::runtime_error);
    BOOST_CHECK_THROW(golden_file{"optimizers"}.at("no_such_case"), std::out_of_range);
    BOOST_CHECK_THROW(golden_file{"optimizers"}.at("sgd").list("no_such_list"), std::out_of_range);
    BOOST_CHECK_THROW(sample("no_such_kind", 1, stream::inputs, 0, 1), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
