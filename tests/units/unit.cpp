// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// A network that runs, trains and rejects wrong data; compiled with many sets of flags, each under its own name UNIT: see
/// run.cmake.

#include "unit.hpp"

#include <perceptype/activation/softmax.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/loss/cross_entropy.hpp>
#include <perceptype/network.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <csetjmp>

namespace pt = perceptype;

namespace {

using network = pt::network<pt::input<5>, pt::dense<9>, pt::tanh, pt::dense<3>, pt::softmax>;

void copy_message(const char* from, char* to) {
    while ((*to++ = *from++) != '\0') {
    }
}

#if !defined(__cpp_exceptions)
std::jmp_buf before_step;
unit_results* to_report;

void report(const pt::error_details& error) {
    to_report->reported_by = 2;
    copy_message(error.what(), to_report->message);
    std::longjmp(before_step, 1);
}
#endif

unit_results run() {
    static unit_results results;
    static network net;
    results = {};
    net = network{7};
    const pt::tensor<float, 5> x{0.3f, -1.2f, 2.0f, 0.0f, -0.1f};
    pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.1}};
    auto y = net(x);
    for (int i = 0; i < 3; ++i) results.y[i] = y[static_cast<unsigned>(i)];
    results.loss = trainer.step(x, 1);
    y = net(x);
    for (int i = 0; i < 3; ++i) results.trained[i] = y[static_cast<unsigned>(i)];

#if defined(__cpp_exceptions)
    try {
        trainer.step(x, 3);
    } catch (const pt::data_error& error) {
        results.reported_by = 1;
        copy_message(error.what(), results.message);
    }
#else
    to_report = &results;
    const pt::error_handler others = pt::set_error_handler(report);
    if (setjmp(before_step) == 0) trainer.step(x, 3);
    pt::set_error_handler(others);
#endif
    const auto after = net(x);
    results.unchanged = true;
    for (int i = 0; i < 3; ++i) results.unchanged &= after[static_cast<unsigned>(i)] == results.trained[i];
    return results;
}

#if defined(__cpp_exceptions)
void fail() {
    network net{7};
    pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.1}};
    trainer.step(pt::tensor<float, 5>{}, 3);
}

bool catches(void (*throws)()) {
    try {
        throws();
    } catch (const pt::data_error& error) {
        const pt::data_error copy = error;
        const char* const what = static_cast<const std::exception&>(copy).what();
        return copy.expected()[0] == 'a' && copy.found()[0] == '3' && what[0] == 's';
    }
    return false;
}
#endif

#if defined(__AVX2__)
constexpr bool for_v3 = true;
#else
constexpr bool for_v3 = false;
#endif

}  // namespace

#if defined(__cpp_exceptions)
extern const unit UNIT{FLAGS, for_v3, run, fail, catches};
#else
extern const unit UNIT{FLAGS, for_v3, run, nullptr, nullptr};
#endif
