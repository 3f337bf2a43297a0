// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The library against PyTorch: data/*.txt holds what PyTorch says, goldens/*.cpp are the tests; generate.py writes
/// both.
///
/// A file holds cases, each a line `case NAME` and then lists, a name and its words, continued on lines that begin
/// with a space:
///
///     seed, samples, output, target     what the numbers are made from, see sample() below
///     parameters COUNT EXPONENT ...     one pair a parameter tensor, in canonical order, see number() below
///     variances INDEX ...               which of them, if any, hold variances: their numbers are 1.5 larger
///     outputs, value, gradient, input_gradient      of the first samples; of sample 0
///     losses, after                     ten steps: the loss before each, and the parameters after all
///
/// Initial parameters, inputs and targets are in no file: both sides take them from the same formula.
///
/// Nothing here depends on a net's type; goldens/harness.cpp defines it, so that it is compiled once.

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

/// Sample `index` of a stream, of a kind that torch_reference.py describes.
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
    /// A sample's input or target, of `size` numbers; a target of `size` classes.
    values input(std::size_t index, std::size_t size) const;
    values target(std::size_t index, std::size_t size) const;
    int target_class(std::size_t index, std::size_t size) const;
};

/// One of data/*.txt, read when a case is first asked for. A case or a list that is not there is a std::out_of_range.
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

/// What is wrong with `found`, consecutive lists of these sizes; nothing if all is well. NaN is never well.
///
/// An element may be off by `allowed` as a part of itself, or of an eighth of its list's largest if that is more. For
/// an element is a sum of terms about as large as the list's largest element; rounding is a part of the terms, so where
/// they cancel, the relative error of the sum has no bound, in any order of summation; but it stays small beside the
/// largest. A list is one output, one input gradient, the losses of a training, one layer's weights or one layer's
/// biases: a layer with small gradients is not measured by one with large ones.
std::string disagreement(const values& found, const values& expected, double allowed,
                         const std::vector<std::size_t>& sizes);

/// What may be off by how much. generate.py takes only cases where PyTorch itself, in float, keeps within a quarter.
struct tolerance {
    double forward;   ///< outputs and losses
    double gradient;  ///< gradients, and whatever ten steps make of them
};
inline constexpr tolerance tolerance_of(float) { return {1e-5, 1e-4}; }
inline constexpr tolerance tolerance_of(double) { return {1e-12, 1e-12}; }

/// What the library makes of a case, in doubles: gradients, or what a training does, or both.
struct findings {
    values initial;  ///< the parameters, read back as soon as they are set
    values outputs;
    values predicted;  ///< the outputs once more, by predict()
    values value;
    values gradient;
    values input_gradient;
    values losses;
    values after;
};

/// Checks the findings for a net of that many inputs and outputs, computed in a scalar of that name.
void check(const findings& found, const golden_case& expected, const char* scalar, tolerance allowed,
           std::size_t inputs, std::size_t outputs);

/// Conversions between the library's numbers and ours, which for floats are exact one way and rounded the other.
void append(values& to, const float* from, std::size_t count);
void append(values& to, const double* from, std::size_t count);
void assign(float* to, const values& from);
void assign(double* to, const values& from);

}  // namespace golden
