// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What the compiler and the target can do: the only file that tests compiler macros.
///
/// Options, defined by the user before the first include and alike in the whole program:
/// - `PERCEPTYPE_NO_SIMD`: plain scalar code, whatever the target offers.
/// - `PERCEPTYPE_TARGET`: a name of the user's for the target, in place of `PERCEPTYPE_ISA`'s. For programs with
///   translation units for processors of the same vector registers that differ in smaller extensions (say, AVX2 with
///   and without VNNI). This one, of course, differs between those.
///
/// Macros for the other headers, none of them for users:
/// - `PERCEPTYPE_ISA`: the inline namespace that holds everything, named after the instruction set, so that two
///   translation units built for different processors never share a function.
/// - `PERCEPTYPE_INLINE`: inline whatever the optimizer thinks; for the innermost functions, whose arguments are
///   registers.
/// - `PERCEPTYPE_UNROLL`: before a loop over an array of registers: the loop disappears, so that the array can.
/// - `PERCEPTYPE_ROLLED`: before a loop over memory that is read in order: it stays as it is, for clang would unroll
///   it, and a processor that fetches ahead of each load would have more loads to learn than it can.
/// - `PERCEPTYPE_AS_WRITTEN`: first in a block whose products and sums are to be rounded one by one.
/// - `PERCEPTYPE_THROW(error)`: throws, or ends the program with the error's text where exceptions are switched off.
/// - `PERCEPTYPE_OPAQUE(register)`: the value becomes unknown to the optimizer, at no cost.
/// - `PERCEPTYPE_UNKNOWN(number)`: the same for a pointer or an integer, another one each time.
/// - `PERCEPTYPE_IN_MEMORY(pointer)`: so does what lies behind the pointer, which is stored before and loaded after;
///   for g++, which otherwise loads what it stored by words.

// A header that cannot be found is the last error of a compilation; an #error would be the first of thousands.
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

#if defined(PERCEPTYPE_NO_SIMD)
#if defined(__FMA__) || defined(__aarch64__)
#define PERCEPTYPE_ISA scalar_fma
#else
#define PERCEPTYPE_ISA scalar
#endif
#define PERCEPTYPE_VECTOR_BYTES 0
#define PERCEPTYPE_VECTOR_REGISTERS 16
#elif defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__) && defined(__FMA__)
#define PERCEPTYPE_ISA avx512
#define PERCEPTYPE_VECTOR_BYTES 64
#define PERCEPTYPE_VECTOR_REGISTERS 32
#elif defined(__AVX2__) && defined(__FMA__)
#define PERCEPTYPE_ISA avx2
#define PERCEPTYPE_VECTOR_BYTES 32
#define PERCEPTYPE_VECTOR_REGISTERS 16
#elif defined(__AVX__)
#if defined(__FMA__)
#define PERCEPTYPE_ISA avx_fma
#elif defined(__FMA4__)
#define PERCEPTYPE_ISA avx_fma4
#else
#define PERCEPTYPE_ISA avx
#endif
#define PERCEPTYPE_VECTOR_BYTES 32
#define PERCEPTYPE_VECTOR_REGISTERS 16
#elif defined(__SSE4_1__)
#define PERCEPTYPE_ISA sse4
#define PERCEPTYPE_VECTOR_BYTES 16
#define PERCEPTYPE_VECTOR_REGISTERS 16
#elif defined(__SSE2__)
#define PERCEPTYPE_ISA sse2
#define PERCEPTYPE_VECTOR_BYTES 16
#define PERCEPTYPE_VECTOR_REGISTERS 16
#elif defined(__ARM_NEON) && defined(__aarch64__)
#define PERCEPTYPE_ISA neon
#define PERCEPTYPE_VECTOR_BYTES 16
#define PERCEPTYPE_VECTOR_REGISTERS 32
#else
#define PERCEPTYPE_ISA scalar
#define PERCEPTYPE_VECTOR_BYTES 0
#define PERCEPTYPE_VECTOR_REGISTERS 16
#endif

#if defined(PERCEPTYPE_TARGET)
#undef PERCEPTYPE_ISA
#define PERCEPTYPE_ISA PERCEPTYPE_TARGET
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

#if defined(__cpp_exceptions)
#define PERCEPTYPE_THROW(error) throw error
#else
#include <cstdio>
#include <cstdlib>
#define PERCEPTYPE_THROW(error) (std::fputs((error).what(), stderr), std::fputc('\n', stderr), std::abort())
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

// On 64-bit Windows the stack is aligned to 16 bytes, and g++ stores registers of 32 and 64 bytes there by instructions
// that fault unless the address is a multiple of that (GCC bug 54412). So the assembler gets the instructions for any
// address in their place, which on an aligned one are as fast; Debian's and MSYS2's g++ do the same. This is for the whole
// translation unit, for it is not only registers of ours that g++ stores. Once a file, also where link-time optimization
// puts several into one.
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

/// Bytes of the widest vector register in use; 0 where there is none.
inline constexpr std::size_t vector_bytes = PERCEPTYPE_VECTOR_BYTES;

/// The target rounds a * b + c once.
#if defined(__FMA__) || defined(__aarch64__)
inline constexpr bool fuses_multiply_add = true;
#else
inline constexpr bool fuses_multiply_add = false;
#endif

/// The compiler reads memory again for every instruction that can take it as an operand, though the value is in a
/// register.
#if defined(__clang__)
inline constexpr bool repeats_loads = false;
#else
inline constexpr bool repeats_loads = true;
#endif

/// A class with a failed assertion stays one, with all its members.
#if defined(__clang__)
inline constexpr bool keeps_failed_classes = false;
#else
inline constexpr bool keeps_failed_classes = true;
#endif

/// Code is to be fast, at the cost of more of it. Translation units may differ in this, so all that depends on it has to
/// be inlined.
#if defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__)
inline constexpr bool optimizes_for_speed = true;
#else
inline constexpr bool optimizes_for_speed = false;
#endif

/// The register that says how the processor computes with floating-point numbers. Memory is read and written on the
/// side of a change on which the program has it.
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

/// How many vector registers a kernel may count on.
inline constexpr std::size_t vector_registers = PERCEPTYPE_VECTOR_REGISTERS;

}  // namespace perceptype::inline PERCEPTYPE_ISA
