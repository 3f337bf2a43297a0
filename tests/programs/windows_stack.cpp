// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Windows aligns the stack to 16 bytes, but g++ may store a 32-byte register there with an instruction for aligned
/// addresses. With the library's headers included, such an instruction works for every address; without them, this program
/// crashes.

#include <perceptype/config.hpp>

#include <cstdio>

int main() {
    alignas(32) unsigned char bytes[64] = {};
    unsigned char* const unaligned = bytes + 16;
    for (unsigned i = 0; i < 32; ++i) unaligned[i] = static_cast<unsigned char>(i);
    // The same instructions as from the compiler: the assembler does not distinguish them.
    asm volatile(
        "vmovaps (%0), %%ymm0\n\t"
        "vmovaps %%ymm0, (%0)\n\t"
        "vmovapd (%0), %%ymm1\n\t"
        "vmovapd %%ymm1, (%0)\n\t"
        "vmovdqa (%0), %%ymm0\n\t"
        "vmovdqa %%ymm0, (%0)\n\t"
        "vzeroupper"
        :
        : "r"(unaligned)
        : "memory", "xmm0", "xmm1");
    for (unsigned i = 0; i < 32; ++i)
        if (unaligned[i] != i) return 1;
    std::puts("moved");
}
