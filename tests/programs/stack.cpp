// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Compares the stack memory that passes use with the figures of `cost`, for the reference networks: each pass runs on a
/// separate stack that was filled with a pattern, and the deepest changed byte is found. Also trains a network that is
/// larger than the stack.
///
/// Without optimization and under sanitizers, stack frames are larger than the source implies, so nothing is tested.

#include <cstdio>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif
#if defined(PERCEPTYPE_SANITIZED)
#define SANITIZED 1
#endif

#if !defined(__OPTIMIZE__) || defined(__OPTIMIZE_SIZE__) || !defined(NDEBUG) || defined(SANITIZED) || !defined(__unix__)
int main() { std::puts("skipped: needs an optimized build without sanitizers, and <ucontext.h>"); }
#else

#include "../../bench/network/network_for.hpp"

#include <perceptype.hpp>

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include <ucontext.h>

namespace pt = perceptype;

namespace {

constexpr std::size_t stack_size = std::size_t(4) << 20;
constexpr unsigned char pattern = 0xa5;
alignas(64) unsigned char stack[stack_size];
ucontext_t caller, callee;
void (*work)();

/// Bytes of the painted stack that a call of `function` changes.
std::size_t bytes_changed(void (*function)()) {
    function();  // the first call of a function in a shared library resolves its address, on the stack
    work = function;
    std::memset(stack, pattern, stack_size);
    getcontext(&callee);
    callee.uc_stack.ss_sp = stack;
    callee.uc_stack.ss_size = stack_size;
    callee.uc_link = &caller;
    makecontext(&callee, [] { work(); }, 0);
    swapcontext(&caller, &callee);
    std::size_t untouched = 0;
    while (untouched < stack_size && stack[untouched] == pattern) ++untouched;
    return stack_size - untouched;
}

/// The same minus the stack use of an empty function.
std::size_t bytes_taken(void (*function)()) {
    static const std::size_t nothing = bytes_changed([] {});
    return bytes_changed(function) - nothing;
}

bool passed = true;
volatile double sink;

void compare(const char* net, const char* pass, std::size_t stated, std::size_t taken, std::size_t own = 0) {
    const bool right = taken <= stated + own + 1024 && taken + 1024 >= stated;
    if (!right) passed = false;
    std::printf("%s %-16s stated %7zu, taken %7zu%s\n", net, pass, stated, taken, right ? "" : "  <- wrong");
}

/// Storage for a result, which is constructed in place: return values belong to the caller and are not counted.
template <class Result>
struct room {
    alignas(Result) unsigned char bytes[sizeof(Result)];
    template <class Call>
    void fill(Call call) {
        new (bytes) Result(call());
    }
};

template <class Network>
struct passes {
    using input = typename Network::input_type;
    using output = typename Network::output_type;
    using loss = pt::mean_squared_error;
    using trainer_type = pt::trainer<Network, loss, pt::sgd<>>;
    static constexpr std::size_t samples = 70;
    static constexpr auto cost = pt::cost<Network>;

    static inline Network net{1};
    static inline trainer_type trainer{net, loss{}, pt::sgd{.learning_rate = 1e-4}};
    static inline std::vector<input> inputs{samples};
    static inline std::vector<output> outputs{samples}, targets{samples};
    static inline std::array<float, input::size()> array{};
    static inline room<output> y;
    static inline room<pt::value_and_gradient_result<Network>> result;

    [[gnu::noinline]] static void call() {
        y.fill([] { return net(array); });
    }
    [[gnu::noinline]] static void value_and_gradient() {
        result.fill([] { return pt::value_and_gradient(net, loss{}, array, targets[0]); });
    }
    [[gnu::noinline]] static void step() { sink = double{trainer.step(array, targets[0])}; }
    [[gnu::noinline]] static void step_of_batch() { sink = double{trainer.step(inputs, targets)}; }
    [[gnu::noinline]] static void predict() { pt::predict(net, inputs, outputs); }
    [[gnu::noinline]] static void predict_few() {
        pt::predict(net, std::span(inputs).first(2), std::span(outputs).first(2));
    }
    [[gnu::noinline]] static void evaluate() { sink = double{pt::evaluate(net, loss{}, inputs, targets)}; }
    [[gnu::noinline]] static void accuracy() { sink = pt::accuracy(net, inputs, targets); }
    [[gnu::noinline]] static void confusion() {
        if constexpr (output::size() <= 10) sink = static_cast<double>(pt::confusion(net, inputs, targets)(0, 0));
    }
    [[gnu::noinline]] static void fit() {
        pt::fit<2>(net, loss{}, pt::sgd{.learning_rate = 1e-4}, inputs, targets,
                   pt::fit_options{.epochs = 1, .validation_split = 0.5});
    }

    static void check(const char* name) {
        compare(name, "call", cost.forward.workspace_bytes, bytes_taken(call));
        compare(name, "value_and_gradient", cost.training.workspace_bytes, bytes_taken(value_and_gradient));
        compare(name, "step", cost.training.workspace_bytes, bytes_taken(step));
        compare(name, "step of a batch", cost.batch_training.workspace_bytes, bytes_taken(step_of_batch));
        compare(name, "predict", cost.batch_forward.workspace_bytes, bytes_taken(predict));
        compare(name, "predict, 2", cost.batch_forward.workspace_bytes, bytes_taken(predict_few));
        compare(name, "evaluate", cost.batch_forward.workspace_bytes, bytes_taken(evaluate));
        compare(name, "accuracy", cost.batch_forward.workspace_bytes, bytes_taken(accuracy));
        if constexpr (output::size() <= 10)
            compare(name, "confusion", cost.batch_forward.workspace_bytes, bytes_taken(confusion), 1024);
        if constexpr (sizeof(trainer_type) + cost.batch_training.workspace_bytes < stack_size / 2)
            compare(name, "fit", cost.batch_training.workspace_bytes + sizeof(trainer_type), bytes_taken(fit),
                    5 * 1024);
    }
};

using namespace pt::literals;

/// For a graph `cost` states an upper bound: not all memory that it counts is in use at the same time.
struct graph_passes {
    using graph = pt::graph<pt::input_node<"image", 1, 8, 8>, pt::input_node<"meta", 4>,
                            pt::node<"eye", pt::from<"image">, pt::conv2d<8, pt::kernel<3>>, pt::relu, pt::flatten>,
                            pt::node<"hint", pt::from<"meta">, pt::dense<8>, pt::relu>,
                            pt::node<"both", pt::from<"eye", "hint">, pt::concat>,
                            pt::node<"digit", pt::from<"both">, pt::dense<10>, pt::softmax>,
                            pt::node<"slant", pt::from<"both">, pt::dense<1>>, pt::outputs<"digit", "slant">>;
    static constexpr auto cost = pt::cost<graph>;

    static inline graph net{1};
    static inline auto loss =
        pt::joint_loss("digit"_node = pt::cross_entropy{}, "slant"_node = pt::mean_squared_error{});
    static inline pt::trainer trainer{net, loss, pt::sgd{.learning_rate = 1e-4}};
    static inline auto x = pt::named("image"_node = pt::tensor<float, 1, 8, 8>{}, "meta"_node = pt::tensor<float, 4>{});
    static inline auto target = pt::named("digit"_node = 7, "slant"_node = pt::tensor<float, 1>{0.2f});
    static inline std::vector<decltype(x)> inputs{70, x};
    static inline std::vector<decltype(target)> targets{70, target};
    static inline std::vector<graph::output_type> outputs{70};
    static inline room<graph::output_type> y;

    static void check_bound(const char* pass, std::size_t stated, std::size_t taken) {
        const bool right = taken <= stated + 1024;
        if (!right) passed = false;
        std::printf("graph %-16s stated %7zu, taken %7zu%s\n", pass, stated, taken, right ? "" : "  <- wrong");
    }
    static void check() {
        const std::size_t batch = cost.batch_forward.workspace_bytes;
        check_bound("call", cost.forward.workspace_bytes, bytes_taken([] { y.fill([] { return net(x); }); }));
        check_bound("step", cost.training.workspace_bytes, bytes_taken([] { sink = double{trainer.step(x, target)}; }));
        check_bound("step of a batch", cost.batch_training.workspace_bytes,
                    bytes_taken([] { sink = double{trainer.step(inputs, targets)}; }));
        check_bound("predict", batch, bytes_taken([] { pt::predict(net, inputs, outputs); }));
        check_bound("evaluate", batch, bytes_taken([] { sink = double{pt::evaluate(net, loss, inputs, targets)}; }));
        check_bound("accuracy", batch, bytes_taken([] { sink = pt::accuracy<"digit">(net, inputs, targets); }));
    }
};

/// 6.2 million parameters, 25 MB, on a stack of 4 MB.
using large = pt::network<pt::input<2048>, pt::dense<2048>, pt::relu, pt::dense<1024>>;
static_assert(large::parameter_count > 6'200'000);
const auto large_net = std::make_unique<large>();
const auto large_gradient = std::make_unique<large::gradient_type>();

void check_descent() {
    for (float& each : large_net->storage()) each = 0;
    for (float& each : large_gradient->storage()) each = 1;
    const std::size_t taken = bytes_taken([] {
        *large_net -= 0.5f * *large_gradient;
        *large_net += *large_gradient * 0.25f;
        *large_net -= *large_gradient / 4;
        *large_gradient += 2 * *large_gradient;
        *large_gradient -= 0.5f * *large_gradient;
    });
    // Called twice: the second gradient is 1.5.
    bool right = taken <= 1024;
    for (const float each : large_net->storage()) right = right && each == -1.25f;
    for (const float each : large_gradient->storage()) right = right && each == 2.25f;
    std::printf("descent of 6.2 million parameters: %zu bytes%s\n", taken, right ? "" : "  <- wrong");
    if (!right) passed = false;
}

}  // namespace

int main() {
    passes<bench::network_for<float, bench::net_a>::type>::check("A");
    passes<bench::network_for<float, bench::net_b>::type>::check("B");
    passes<bench::network_for<float, bench::net_c>::type>::check("C");
    passes<bench::network_for<float, bench::net_d>::type>::check("D");
    passes<bench::network_for<float, bench::net_e>::type>::check("E");
    passes<bench::network_for<float, bench::net_f>::type>::check("F");
    passes<bench::network_for<float, bench::net_g>::type>::check("G");
    passes<bench::network_for<float, bench::net_h>::type>::check("H");
    passes<bench::network_for<float, bench::net_i>::type>::check("I");
    passes<bench::network_for<float, bench::net_j>::type>::check("J");
    graph_passes::check();
    check_descent();
    return passed ? 0 : 1;
}

#endif
