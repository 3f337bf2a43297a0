// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Counts the allocations by operator new and malloc while networks are constructed, run and trained: there must be none.

#include <perceptype.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {
// Volatile, because compilers assume that malloc has no visible side effects ...
volatile std::size_t allocations = 0;
void* (*volatile allocate)(std::size_t) = std::malloc;  // ... and that a pair of malloc and free can be removed
}  // namespace

// The counting malloc calls glibc's own under its other name. Sanitizers have their own malloc, which cannot be replaced;
// with them only operator new is counted.
#if defined(__has_feature)
#define SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif
#if defined(__GLIBC__) && !SANITIZED
#define COUNTS_MALLOC 1
extern "C" void* __libc_malloc(std::size_t);
extern "C" void* malloc(std::size_t size) {
    allocations = allocations + 1;
    return __libc_malloc(size);
}
#else
#define COUNTS_MALLOC 0
#endif

[[gnu::noinline]] void* operator new(std::size_t size) {
    allocations = allocations + 1;
    if (void* memory = allocate(size)) return memory;
    std::abort();
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
    allocations = allocations + 1;
    if (void* memory = std::aligned_alloc(static_cast<std::size_t>(alignment), size)) return memory;
    std::abort();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace pt = perceptype;

namespace {

bool passed = true;

template <class Work>
void expect_none(const char* what, Work work) {
    const std::size_t before = allocations;
    work();
    const std::size_t found = allocations - before;
    if (found == 0) return;
    std::printf("%s: %zu allocations\n", what, found);
    passed = false;
}

using net_type = pt::network<pt::input<64>, pt::dense<32>, pt::relu, pt::dense<10>, pt::softmax>;
constexpr std::size_t count = 100;

std::array<net_type::input_type, count> inputs;
std::array<int, count> classes;
std::array<net_type::output_type, count> outputs;
volatile double sink;

}  // namespace

int main() {
    // The counter works.
    const std::size_t before = allocations;
    void* one = ::operator new(1);  // the function and not a new-expression, which a compiler may remove
    sink = one != nullptr;
    ::operator delete(one);
    std::size_t expected = 1;
#if COUNTS_MALLOC
    void* memory = allocate(10);
    sink = memory != nullptr;
    std::free(memory);
    expected = 3;  // new's own malloc and ours
#endif
    if (allocations - before != expected) {
        std::printf("the counter found %zu allocations of %zu\n", allocations - before, expected);
        return 1;
    }

    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < 64; ++k) inputs[i][k] = static_cast<float>((i * 7 + k * k) % 17) / 16;
        classes[i] = static_cast<int>(i % 10);
    }
    net_type net;
    expect_none("construct", [&] { net = net_type{42}; });
    expect_none("forward", [&] { sink = static_cast<double>(net(inputs[0])[0]); });
    expect_none("value_and_gradient", [&] {
        const auto [value, gradient] = pt::value_and_gradient(net, pt::cross_entropy{}, inputs[0], 3);
        net -= 0.1f * gradient;
        sink = static_cast<double>(value);
    });
    expect_none("input_gradient",
                [&] { sink = static_cast<double>(pt::input_gradient(net, pt::cross_entropy{}, inputs[0], 3)[0]); });
    expect_none("step", [&] {
        pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{}};
        sink = static_cast<double>(trainer.step(inputs[0], 3));
    });
    expect_none("step of a batch", [&] {
        pt::trainer trainer{net, pt::cross_entropy{}, pt::adam{}};
        sink = static_cast<double>(trainer.step(inputs, classes));
    });
    expect_none("fit", [&] {
        const auto curve = pt::fit(net, pt::cross_entropy{}, pt::adam{}, inputs, classes,
                                   pt::fit_options{.epochs = 30, .batch_size = 7, .validation_split = 0.2});
        sink = static_cast<double>(curve.back().loss);
    });
    expect_none("evaluate",
                [&] { sink = static_cast<double>(pt::evaluate(net, pt::cross_entropy{}, inputs, classes)); });
    expect_none("accuracy", [&] { sink = pt::accuracy(net, inputs, classes); });
    expect_none("confusion", [&] { sink = static_cast<double>(pt::confusion(net, inputs, classes)(0, 0)); });
    expect_none("predict", [&] { pt::predict(net, inputs, outputs); });
    expect_none("gradient_report",
                [&] { sink = pt::gradient_report(net, pt::cross_entropy{}, inputs, classes).layers[0].norm; });
    expect_none("parameters_to_vector", [&] { pt::vector_to_parameters(pt::parameters_to_vector(net), net); });
    return passed ? 0 : 1;
}
