// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The error handler, which is called for wrong data if exceptions are disabled; built with -fno-exceptions -fno-rtti.

#include <perceptype.hpp>

#include <setjmp.h>  // sigsetjmp restores the mask of signals, which std::longjmp does not

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#if defined(__cpp_exceptions) || defined(__GXX_RTTI)
#error "this program is to be compiled with -fno-exceptions -fno-rtti"
#endif

namespace pt = perceptype;

namespace {

using network = pt::network<pt::input<3>, pt::dense<2>, pt::softmax>;

sigjmp_buf before_error;
char message[512];
char expected[128];
char found[128];
pt::error_details::unit counted;
std::size_t position;
bool passed = true;

void check(bool condition, const char* what) {
    if (!condition) std::printf("wrong: %s (%s)\n", what, message);
    passed &= condition;
}

void leave(const pt::error_details& error) {
    std::snprintf(message, sizeof(message), "%s", error.what());
    std::snprintf(expected, sizeof(expected), "%s", error.expected());
    std::snprintf(found, sizeof(found), "%s", error.found());
    counted = error.positioned_by();
    position = error.position();
    siglongjmp(before_error, 1);
}

void stay(const pt::error_details&) {}

/// Whether `call` reaches the handler `leave`, and so does not return.
template <class Call>
bool reaches_handler(Call call) {
    message[0] = '\0';
    if (sigsetjmp(before_error, 1) != 0) return true;
    call();
    return false;
}

extern "C" void trapped(int) { siglongjmp(before_error, 1); }

/// Whether `call` ends in a trap, which is a signal here.
template <class Call>
bool traps(Call call) {
    std::signal(SIGILL, trapped);
    std::signal(SIGTRAP, trapped);
    if (sigsetjmp(before_error, 1) != 0) return true;
    call();
    return false;
}

}  // namespace

int main(int argc, char**) {
    static network net{1};
    static const network before = net;
    static pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{}};
    static const std::array<pt::tensor<float, 3>, 4> x{};
    // Volatile, so that the compiler does not know that the classes are wrong.
    static volatile int given = argc;
    static std::array<int, 4> classes{0, 1, 0, -given};
    const auto wrong_class = [] { trainer.step(x[0], given + 1); };
    const auto wrong_batch = [] { trainer.step(x, classes); };
    const auto wrong_length = [] {
        trainer.step(std::span<const pt::tensor<float, 3>>{x}.first(static_cast<std::size_t>(given)), classes);
    };

    check(pt::set_error_handler(leave) == nullptr, "no handler is set at first");
    check(reaches_handler(wrong_class), "a wrong class reaches the handler");
    check(std::strcmp(message, "step: class: expected a class below 2, found 2") == 0, "text of a class");
    check(counted == pt::error_details::unit::nothing, "no position");
    check(reaches_handler(wrong_batch), "a wrong class in a batch reaches the handler");
    check(std::strcmp(message, "step: class of sample 3: expected a class below 2, found -1") == 0, "text of a batch");
    check(std::strcmp(expected, "a class below 2") == 0 && std::strcmp(found, "-1") == 0, "expected and found");
    check(counted == pt::error_details::unit::sample && position == 3, "position");
    check(reaches_handler(wrong_length), "too few samples reach the handler");
    check(std::strcmp(message, "step: targets: expected 1, found 4") == 0, "text of a length");
    check(pt::parameters_to_vector(net) == pt::parameters_to_vector(before), "nothing is changed");

    check(pt::set_error_handler(stay) == leave, "the previous handler is returned");
    check(traps(wrong_class), "a handler that returns ends in a trap");
    check(pt::set_error_handler(nullptr) == stay, "a handler can be removed");
    message[0] = '\0';
    check(traps(wrong_class), "without a handler there is a trap");
    check(message[0] == '\0', "without a handler no function is called");
    return passed ? 0 : 1;
}
