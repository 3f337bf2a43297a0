// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The properties of the compiler and the target. This is the only file that tests compiler macros.
///
/// Options that the user defines before the first include, with the same value in the whole program:
/// - `PERCEPTYPE_NO_SIMD`: plain scalar code, whatever the target supports.
/// - `PERCEPTYPE_TARGET`: a word that becomes part of `PERCEPTYPE_ISA`. It is for programs whose translation units have
///   different flags that no macro below shows: smaller extensions of the processor (such as AVX2 with and without
///   VNNI), -ffp-contract, clang's parts of -ffast-math. This option must differ between these units.
/// - `PERCEPTYPE_ZLIB`: compressed .npz files are read; the program is linked to zlib. The CMake target
///   `perceptype::zlib` does both. Only the headers that read .npz files use it, and it may differ between units.
///
/// Macros for the other headers, not for users:
/// - `PERCEPTYPE_ISA`: the inline namespace that contains everything but `data_error`. Its name states everything that
///   changes the code of its functions, so that translation units with different flags never share a function. An
///   optimized build with exceptions has the name of its instruction set, `avx2`; any difference from that is appended:
///   `avx2_O0`, `sse2_Os_no_exceptions`, `avx512_fast_math`.
/// - `PERCEPTYPE_NPZ`: the inline namespace, within that one, of the functions that read .npz files. Its name states
///   whether they have zlib.
/// - `PERCEPTYPE_INLINE`: always inline; for the innermost functions, whose arguments are registers.
/// - `PERCEPTYPE_UNROLL`: before a loop over an array of registers: the loop is unrolled, so that the array becomes
///   registers.
/// - `PERCEPTYPE_ROLLED`: before a loop over memory that is read in order: the loop is not unrolled. clang would unroll
///   it, and then there would be more loads than the processor's prefetcher, which learns each load, can track.
/// - `PERCEPTYPE_AS_WRITTEN`: first in a block whose products and sums must be rounded one by one.
/// - `PERCEPTYPE_THROW(error)`: throws `error`, a call of one of data_error's functions that create an error. If
///   exceptions are switched off, it calls the handler that `set_error_handler` has set, or traps.
/// - `PERCEPTYPE_OPAQUE(register)`: the value becomes unknown to the optimizer, at no cost.
/// - `PERCEPTYPE_UNKNOWN(number)`: the same for a pointer or an integer, with another unknown value each time.
/// - `PERCEPTYPE_IN_MEMORY(pointer)`: the same for the memory at the pointer, which is stored before and loaded after;
///   for g++, which otherwise loads what it stored by words.

// A header that cannot be found ends the compilation; an #error would be followed by thousands of other errors.
#if !defined(__GNUC__)
#include "perceptype needs g++ 12, clang 18 or a compiler that understands their vector extensions"
#elif __cplusplus < 202002L
#include "perceptype needs C++20: compile with -std=c++20"
#elif defined(__apple_build_version__) ? __clang_major__ < 17 \
: defined(__clang__)                   ? __clang_major__ < 18 \
                                       : __GNUC__ < 12
#include "perceptype needs g++ 12 or clang 18, and this compiler is older"
#endif

#include <cstddef>

// The instruction set. Sets that the kernels do not distinguish have their own names, too, because g++ uses them
// anywhere.
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__) && defined(__FMA__)
#define PERCEPTYPE_INSTRUCTION_SET avx512
#define PERCEPTYPE_VECTOR_BYTES 64
#define PERCEPTYPE_VECTOR_REGISTERS 32
#elif defined(__AVX__)
#if defined(__AVX512F__)
#define PERCEPTYPE_INSTRUCTION_SET avx512f
#elif defined(__AVX2__) && defined(__FMA__)
#define PERCEPTYPE_INSTRUCTION_SET avx2
#elif defined(__AVX2__)
#define PERCEPTYPE_INSTRUCTION_SET avx2_no_fma
#elif defined(__FMA__)
#define PERCEPTYPE_INSTRUCTION_SET avx_fma
#elif defined(__FMA4__)
#define PERCEPTYPE_INSTRUCTION_SET avx_fma4
#else
#define PERCEPTYPE_INSTRUCTION_SET avx
#endif
#define PERCEPTYPE_VECTOR_BYTES 32
#define PERCEPTYPE_VECTOR_REGISTERS 16
#elif defined(__SSE2__)
#if defined(__SSE4_2__)
#define PERCEPTYPE_INSTRUCTION_SET sse4
#elif defined(__SSE4_1__)
#define PERCEPTYPE_INSTRUCTION_SET sse4_1
#elif defined(__SSSE3__)
#define PERCEPTYPE_INSTRUCTION_SET ssse3
#elif defined(__SSE3__)
#define PERCEPTYPE_INSTRUCTION_SET sse3
#else
#define PERCEPTYPE_INSTRUCTION_SET sse2
#endif
#define PERCEPTYPE_VECTOR_BYTES 16
#define PERCEPTYPE_VECTOR_REGISTERS 16
#elif defined(__ARM_NEON) && defined(__aarch64__)
#define PERCEPTYPE_INSTRUCTION_SET neon
#define PERCEPTYPE_VECTOR_BYTES 16
#define PERCEPTYPE_VECTOR_REGISTERS 32
#else
#define PERCEPTYPE_INSTRUCTION_SET scalar
#define PERCEPTYPE_VECTOR_BYTES 0
#define PERCEPTYPE_VECTOR_REGISTERS 16
#endif

#if defined(PERCEPTYPE_NO_SIMD)
#undef PERCEPTYPE_VECTOR_BYTES
#define PERCEPTYPE_VECTOR_BYTES 0
#undef PERCEPTYPE_VECTOR_REGISTERS
#define PERCEPTYPE_VECTOR_REGISTERS 16
#define PERCEPTYPE_IF_NO_SIMD _no_simd
#else
#define PERCEPTYPE_IF_NO_SIMD
#endif

// Everything else that changes the code of a function, if a macro shows it; empty in an optimized build with
// exceptions.
#if defined(__OPTIMIZE_SIZE__)
#define PERCEPTYPE_OPTIMIZATION _Os
#elif !defined(__OPTIMIZE__)
#define PERCEPTYPE_OPTIMIZATION _O0
#else
#define PERCEPTYPE_OPTIMIZATION
#endif

#if !defined(__cpp_exceptions)
#define PERCEPTYPE_IF_NO_EXCEPTIONS _no_exceptions
#elif !defined(__GXX_RTTI)
#define PERCEPTYPE_IF_NO_EXCEPTIONS _no_rtti
#else
#define PERCEPTYPE_IF_NO_EXCEPTIONS
#endif

// g++ defines all of these macros, clang only those of -ffast-math and -ffinite-math-only.
#if !defined(__FAST_MATH__) && defined(__NO_SIGNED_ZEROS__)
#define PERCEPTYPE_IF_NO_SIGNED_ZEROS _no_signed_zeros
#else
#define PERCEPTYPE_IF_NO_SIGNED_ZEROS
#endif
#if !defined(__FAST_MATH__) && defined(__ASSOCIATIVE_MATH__)
#define PERCEPTYPE_IF_ASSOCIATIVE_MATH _associative_math
#else
#define PERCEPTYPE_IF_ASSOCIATIVE_MATH
#endif
#if !defined(__FAST_MATH__) && defined(__RECIPROCAL_MATH__)
#define PERCEPTYPE_IF_RECIPROCAL_MATH _reciprocal_math
#else
#define PERCEPTYPE_IF_RECIPROCAL_MATH
#endif
#if defined(__ROUNDING_MATH__)
#define PERCEPTYPE_IF_ROUNDING_MATH _rounding_math
#else
#define PERCEPTYPE_IF_ROUNDING_MATH
#endif
#if defined(__FAST_MATH__)
#define PERCEPTYPE_IF_FAST_MATH _fast_math
#elif defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ == 1
#define PERCEPTYPE_IF_FAST_MATH _finite_math
#else
#define PERCEPTYPE_IF_FAST_MATH
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PERCEPTYPE_SANITIZER _asan
#elif __has_feature(thread_sanitizer)
#define PERCEPTYPE_SANITIZER _tsan
#elif __has_feature(memory_sanitizer)
#define PERCEPTYPE_SANITIZER _msan
#endif
#endif
#if defined(PERCEPTYPE_SANITIZER)
#elif defined(__SANITIZE_ADDRESS__)
#define PERCEPTYPE_SANITIZER _asan
#elif defined(__SANITIZE_THREAD__)
#define PERCEPTYPE_SANITIZER _tsan
#else
#define PERCEPTYPE_SANITIZER
#endif

// Tested after <cstddef>, where libstdc++ may define it.
#if defined(_GLIBCXX_ASSERTIONS)
#define PERCEPTYPE_IF_ASSERTIONS _assertions
#else
#define PERCEPTYPE_IF_ASSERTIONS
#endif

#if defined(PERCEPTYPE_TARGET)
#define PERCEPTYPE_IF_TARGET _
#define PERCEPTYPE_TARGET_NAME PERCEPTYPE_TARGET
#else
#define PERCEPTYPE_IF_TARGET
#define PERCEPTYPE_TARGET_NAME
#endif

#define PERCEPTYPE_PASTED(a, b, c, d, e, f, g, h, i, j, k, l, m) a##b##c##d##e##f##g##h##i##j##k##l##m
#define PERCEPTYPE_PASTE(...) PERCEPTYPE_PASTED(__VA_ARGS__)
#define PERCEPTYPE_ISA                                                                                                \
    PERCEPTYPE_PASTE(PERCEPTYPE_INSTRUCTION_SET, PERCEPTYPE_IF_TARGET, PERCEPTYPE_TARGET_NAME, PERCEPTYPE_IF_NO_SIMD, \
                     PERCEPTYPE_OPTIMIZATION, PERCEPTYPE_IF_NO_EXCEPTIONS, PERCEPTYPE_IF_FAST_MATH,                   \
                     PERCEPTYPE_IF_NO_SIGNED_ZEROS, PERCEPTYPE_IF_ASSOCIATIVE_MATH, PERCEPTYPE_IF_RECIPROCAL_MATH,    \
                     PERCEPTYPE_IF_ROUNDING_MATH, PERCEPTYPE_SANITIZER, PERCEPTYPE_IF_ASSERTIONS)

#if defined(PERCEPTYPE_ZLIB)
#define PERCEPTYPE_NPZ npz_with_zlib
#else
#define PERCEPTYPE_NPZ npz_without_zlib
#endif

#define PERCEPTYPE_INLINE [[gnu::always_inline]] inline

#if defined(__clang__)
#define PERCEPTYPE_UNROLL _Pragma("clang loop unroll(full)")
#define PERCEPTYPE_ROLLED _Pragma("clang loop unroll(disable)")
#define PERCEPTYPE_AS_WRITTEN _Pragma("clang fp contract(off)")
#else
#define PERCEPTYPE_AS_WRITTEN
#define PERCEPTYPE_UNROLL _Pragma("GCC unroll 64")
#define PERCEPTYPE_ROLLED
#endif

// Without exceptions `error` names the functions of the same names in error.hpp that keep the pieces of a text.
#if defined(__cpp_exceptions)
#define PERCEPTYPE_THROW(error) throw error
#else
#define PERCEPTYPE_THROW(error) ::perceptype::detail::raise(::perceptype::detail::unformatted::error)
#endif

#if defined(__x86_64__) || defined(__i386__)
#define PERCEPTYPE_OPAQUE(register) asm("" : "+x"(register))
#elif defined(__aarch64__)
#define PERCEPTYPE_OPAQUE(register) asm("" : "+w"(register))
#else
#define PERCEPTYPE_OPAQUE(register) asm("" : "+m"(register))
#endif

#define PERCEPTYPE_UNKNOWN(number) asm volatile("" : "+r"(number))

#if defined(__clang__)
#define PERCEPTYPE_IN_MEMORY(pointer) static_cast<void>(pointer)
#else
#define PERCEPTYPE_IN_MEMORY(pointer) asm volatile("" : : "r"(pointer) : "memory")
#endif

// On 64-bit Windows the stack is aligned to 16 bytes, but g++ stores registers of 32 and 64 bytes there with
// instructions that fault unless the address is a multiple of that size (GCC bug 54412). Therefore the assembler
// replaces them by the instructions for any address, which are as fast on an aligned one; Debian's and MSYS2's g++ do
// the same. This applies to the whole translation unit, because g++ stores more than this library's registers. Once per
// file, even if link-time optimization merges several files.
#if defined(__MINGW32__) && defined(__x86_64__) && defined(__AVX__) && !defined(__clang__)
__asm__(
    ".ifndef perceptype_unaligned_moves\n"
    "perceptype_unaligned_moves = 1\n"
    ".macro vmovaps operands:vararg\nvmovups \\operands\n.endm\n"
    ".macro vmovapd operands:vararg\nvmovupd \\operands\n.endm\n"
    ".macro vmovdqa operands:vararg\nvmovdqu \\operands\n.endm\n"
    ".macro vmovdqa32 operands:vararg\nvmovdqu32 \\operands\n.endm\n"
    ".macro vmovdqa64 operands:vararg\nvmovdqu64 \\operands\n.endm\n"
    ".endif\n");
#endif

namespace perceptype::inline PERCEPTYPE_ISA {

/// The size in bytes of the widest vector register that is used; 0 if there is none.
inline constexpr std::size_t vector_bytes = PERCEPTYPE_VECTOR_BYTES;

/// The target rounds a * b + c once.
#if defined(__FMA__) || defined(__aarch64__)
inline constexpr bool fuses_multiply_add = true;
#else
inline constexpr bool fuses_multiply_add = false;
#endif

/// The compiler reads memory again for every instruction that can take it as an operand, even if the value is in a
/// register.
#if defined(__clang__)
inline constexpr bool repeats_loads = false;
#else
inline constexpr bool repeats_loads = true;
#endif

/// A class with a failed assertion keeps all its members.
#if defined(__clang__)
inline constexpr bool keeps_failed_classes = false;
#else
inline constexpr bool keeps_failed_classes = true;
#endif

/// Code should be fast, even if it gets larger. `PERCEPTYPE_ISA` includes this, too.
#if defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__)
inline constexpr bool optimizes_for_speed = true;
#else
inline constexpr bool optimizes_for_speed = false;
#endif

/// The register that controls floating-point arithmetic. Memory accesses are not moved across a change of it.
struct floating_point_control {
#if defined(__SSE2__)
    using word = unsigned int;
    static constexpr word flush_bits = 0x8040;  ///< subnormal results and operands count as zero
    static word read() noexcept { return __builtin_ia32_stmxcsr(); }
    static void write(word control) noexcept {
        asm volatile("" : : : "memory");
        __builtin_ia32_ldmxcsr(control);
        asm volatile("" : : : "memory");
    }
#elif defined(__aarch64__)
    using word = unsigned long long;
    static constexpr word flush_bits = 1ULL << 24;
    static word read() noexcept {
        word control;
        asm volatile("mrs %0, fpcr" : "=r"(control));
        return control;
    }
    static void write(word control) noexcept { asm volatile("msr fpcr, %0" : : "r"(control) : "memory"); }
#else
    using word = unsigned int;
    static constexpr word flush_bits = 0;
    static word read() noexcept { return 0; }
    static void write(word) noexcept {}
#endif
};

/// The number of vector registers that a kernel may use.
inline constexpr std::size_t vector_registers = PERCEPTYPE_VECTOR_REGISTERS;

}  // namespace perceptype::inline PERCEPTYPE_ISA
