// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Compares the library with PyTorch: data/*.txt contains PyTorch's results, goldens/*.cpp are the tests; generate.py
/// writes both.
///
/// A file contains cases, each a line `case NAME` followed by lists. A list is a name and its words, and continues on
/// lines that begin with a space:
///
///     seed, samples, output, target     how samples are generated, see sample() below
///     parameters COUNT EXPONENT ...     one pair for each parameter tensor, in canonical order, see number() below
///     variances INDEX ...               the tensors that are variances, if any: their values are 1.5 larger
///     outputs, value, gradient, input_gradient      outputs of the first samples; the others of sample 0
///     losses, after                     ten steps: the loss before each, and the parameters after all
///
/// Initial parameters, inputs and targets are in no file: both sides generate them by the same formula.
///
/// Nothing here depends on the type of a network; goldens/harness.cpp contains the definitions, which are compiled once.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace golden {

using values = std::vector<double>;

// ---- Numbers from a formula; torch_reference.py has the same -------------------------------------------------------

enum stream : std::uint64_t { inputs, targets, parameters };

/// splitmix64's output function, applied to a counter.
std::uint64_t mixed(std::uint64_t seed, stream from, std::uint64_t index);

/// An odd multiple of 2^-11 in (-1, 1), times 2^exponent: exact in float, never 0.
double number(std::uint64_t seed, stream from, std::uint64_t index, int exponent);

/// Sample `index` of a stream; the kinds are described in torch_reference.py.
values sample(const std::string& kind, std::uint64_t seed, stream from, std::size_t index, std::size_t size);

// ---- Files ---------------------------------------------------------------------------------------------------------

class golden_case {
public:
    std::map<std::string, values> lists;
    std::map<std::string, std::string> words;

    const values& list(const std::string& name) const;
    std::uint64_t seed() const;
    std::size_t samples() const;
    /// Sizes of the parameter tensors.
    std::vector<std::size_t> tensors() const;
    values initial_parameters() const;
    /// The input or target of a sample, with `size` elements; the class of a sample, out of `size` classes.
    values input(std::size_t index, std::size_t size) const;
    values target(std::size_t index, std::size_t size) const;
    int target_class(std::size_t index, std::size_t size) const;
};

/// One of data/*.txt, read when a case is first requested. A missing case or list is a std::out_of_range.
class golden_file {
public:
    explicit golden_file(const char* name) : name_(name) {}

    const golden_case& at(const std::string& name) const;

private:
    void read() const;

    const char* name_;
    mutable std::map<std::string, golden_case> cases_;
};

// ---- The measure ---------------------------------------------------------------------------------------------------

/// Describes the first difference of `found`, consecutive lists of these sizes, from `expected`; empty if there is none.
/// NaN always differs.
///
/// The error of an element may be `allowed` times the larger of the element and an eighth of the largest element in its
/// list. The reason: an element is a sum of terms about as large as the largest element of the list, and rounding errors
/// are relative to the terms. Where terms cancel, the relative error of the sum has no bound in any order of summation,
/// but the error is still small compared with the largest element. A list is one output, one input gradient, the losses of
/// a training, or the weights or biases of one layer, so that layers with small gradients are not compared with the scale
/// of layers with large ones.
std::string disagreement(const values& found, const values& expected, double allowed,
                         const std::vector<std::size_t>& sizes);

/// The allowed errors. generate.py only accepts cases in which PyTorch's own error in float is within a quarter of them.
struct tolerance {
    double forward;   ///< outputs and losses
    double gradient;  ///< gradients, and the parameters after ten steps
};
inline constexpr tolerance tolerance_of(float) { return {1e-5, 1e-4}; }
inline constexpr tolerance tolerance_of(double) { return {1e-12, 1e-12}; }

/// The library's results for a case, in double: gradients, the results of training, or both.
struct findings {
    values initial;  ///< the parameters, read back right after they are set
    values outputs;
    values predicted;  ///< the outputs once more, by predict()
    values value;
    values gradient;
    values input_gradient;
    values losses;
    values after;
};

/// Checks the findings for a network with these numbers of inputs and outputs, computed in the named scalar.
void check(const findings& found, const golden_case& expected, const char* scalar, tolerance allowed,
           std::size_t inputs, std::size_t outputs);

/// Conversions between the library's scalars and double; from float they are exact, to float rounded.
void append(values& to, const float* from, std::size_t count);
void append(values& to, const double* from, std::size_t count);
void assign(float* to, const values& from);
void assign(double* to, const values& from);

}  // namespace golden
