// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Errors in data at run time: the exception that is thrown, and the handler that is called if exceptions are switched
/// off.
///
/// `data_error` and `error_details` are the same types in every translation unit, whatever its flags (everything else
/// is in the namespace PERCEPTYPE_ISA), so that one unit can catch what another one throws. Therefore their functions
/// may be shared only if they are the same machine code on every processor. All are inlined, except `what()`, which
/// returns an address, and the destructor, which does nothing.

#include <perceptype/config.hpp>

#include <concepts>
#include <cstddef>
#include <exception>

namespace perceptype {

/// Describes an error in data: its location, what was expected and what was found. Each text is cut if it is too long.
class error_details {
public:
    /// The unit of position(): lines count from 1, bytes and samples from 0; `nothing` if the error concerns the whole.
    enum class unit { nothing, line, byte, sample };

    /// The buffers. `what` combines the other three with a position and the words between them.
    struct parts {
        char source[128];
        char expected[96];
        char found[96];
        char what[384];
        std::size_t position;
        unit counted;
    };

    /// The whole error as one line of text.
    PERCEPTYPE_INLINE const char* what() const noexcept { return parts_.what; }
    /// The file, or the call and its argument.
    PERCEPTYPE_INLINE const char* source() const noexcept { return parts_.source; }
    /// The position in the source, in units of positioned_by(); 0 if the error concerns the whole.
    PERCEPTYPE_INLINE std::size_t position() const noexcept { return parts_.position; }
    PERCEPTYPE_INLINE unit positioned_by() const noexcept { return parts_.counted; }
    PERCEPTYPE_INLINE const char* expected() const noexcept { return parts_.expected; }
    PERCEPTYPE_INLINE const char* found() const noexcept { return parts_.found; }

protected:
    /// A derived class must fill all parts.
    PERCEPTYPE_INLINE error_details() noexcept {}
    PERCEPTYPE_INLINE parts& to_fill() noexcept { return parts_; }

private:
    parts parts_;
};

/// The function that is called instead of throwing if exceptions are switched off.
using error_handler = void (*)(const error_details&);

/// Shared by translation units with any flags, so this namespace contains only data and inlined constructors.
namespace shared {

/// A piece of a text: words or a number.
struct error_piece {
    PERCEPTYPE_INLINE error_piece() noexcept = default;
    PERCEPTYPE_INLINE error_piece(const char* text) noexcept : words(text) {}
    PERCEPTYPE_INLINE error_piece(char text) noexcept
        : words(nullptr), number(static_cast<unsigned char>(text)), kind('c') {}
    template <std::integral Number>
    PERCEPTYPE_INLINE error_piece(Number value) noexcept
        : words(nullptr), number(static_cast<unsigned long long>(value)), kind('+') {
        if constexpr (std::signed_integral<Number>)
            if (value < 0) {
                number = 0 - number;
                kind = '-';
            }
    }

    const char* words;          ///< null for a number
    unsigned long long number;  ///< or a character's code
    char kind;                  ///< '+' and '-', the number's sign; 'c' for a character
};

/// The pieces of a text, before they are joined. The pieces must outlive it.
struct error_pieces {
    static constexpr std::size_t most = 4;

    template <class... Pieces>
        requires(sizeof...(Pieces) <= most)
    PERCEPTYPE_INLINE error_pieces(const Pieces&... all) noexcept : count(sizeof...(Pieces)) {
        std::size_t filled = 0;
        ((pieces[filled++] = as_piece(all)), ...);
    }

    template <class Piece>
    PERCEPTYPE_INLINE static error_piece as_piece(const Piece& piece) noexcept {
        if constexpr (requires { piece.c_str(); })
            return piece.c_str();
        else
            return piece;
    }

    error_piece pieces[most];
    std::size_t count;
};

/// The description of an error where it occurs, before any text is written. It refers to temporaries of the expression
/// that creates it.
struct error_record {
    const char* source;
    error_details::unit counted;
    std::size_t position;
    const error_pieces& expected;
    const error_pieces& found;
};

using error_reporter = void (*)(const error_record&);

/// The user's handler, and the function that writes the texts and calls it. Only `set_error_handler` refers to a
/// function that writes texts, so a program that never calls it does not contain one.
inline constinit error_handler handler = nullptr;
inline constinit error_reporter reporter = nullptr;

}  // namespace shared

}  // namespace perceptype

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// Writes words and numbers one after another into a buffer. Text that does not fit is cut and ends in "...". A control
/// character becomes '?', so an error stays on one line whatever a file contains.
class bounded_writer {
public:
    bounded_writer(char* buffer, std::size_t capacity, std::size_t size = 0) noexcept
        : characters_(buffer), capacity_(capacity), size_(size) {
        characters_[size_] = '\0';
    }

    std::size_t size() const noexcept { return size_; }

    [[gnu::cold, gnu::noinline]] void append(char character) noexcept {
        if (size_ + 1 == capacity_) {
            for (std::size_t dot = size_ - 3; dot < size_; ++dot) characters_[dot] = '.';
            return;
        }
        const bool control = static_cast<unsigned char>(character) < ' ' || character == '\x7f';
        characters_[size_++] = control ? '?' : character;
        characters_[size_] = '\0';
    }

    [[gnu::cold, gnu::noinline]] void append(const char* words) noexcept {
        for (; *words != '\0'; ++words) append(*words);
    }

    template <std::integral Number>
    void append(Number number) noexcept {
        append(shared::error_piece{number});
    }

    [[gnu::cold, gnu::noinline]] void append(const shared::error_piece& piece) noexcept {
        if (piece.words != nullptr) return append(piece.words);
        if (piece.kind == 'c') return append(static_cast<char>(piece.number));
        if (piece.kind == '-') append('-');
        char digits[21];  // an unsigned long long has at most 20 digits, followed by a zero
        char* first = digits + 20;
        *first = '\0';
        auto magnitude = piece.number;
        do {
            *--first = static_cast<char>('0' + magnitude % 10);
            magnitude /= 10;
        } while (magnitude != 0);
        append(first);
    }

    void append(const shared::error_pieces& text) noexcept {
        for (std::size_t i = 0; i < text.count; ++i) append(text.pieces[i]);
    }

private:
    char* characters_;
    std::size_t capacity_;
    std::size_t size_;
};

/// A text with its own buffer.
template <std::size_t Capacity>
class bounded_text {
    static_assert(Capacity > 4, "perceptype: a bounded text needs room for its dots");

public:
    /// The pieces are C strings, characters, integers or other bounded texts. Implicit, so that `{10, " columns"}` is a
    /// text.
    template <class... Pieces>
    bounded_text(const Pieces&... pieces) noexcept {
        (append(pieces), ...);
    }

    const char* c_str() const noexcept { return characters_; }

    template <class Piece>
    void append(const Piece& piece) noexcept {
        bounded_writer writer{characters_, Capacity, size_};
        writer.append(shared::error_pieces::as_piece(piece));
        size_ = writer.size();
    }

private:
    char characters_[Capacity] = {};
    std::size_t size_ = 0;
};

/// Writes all parts of an error. A source that is too long is cut at its beginning.
[[gnu::cold, gnu::noinline]] inline void write_error(error_details::parts& to,
                                                     const shared::error_record& error) noexcept {
    constexpr std::size_t longest_source = sizeof(to.source) - 1;
    bounded_writer source{to.source, sizeof(to.source)};
    std::size_t size = 0;
    while (error.source[size] != '\0') ++size;
    const char* tail = error.source;
    if (size > longest_source) {
        source.append("...");
        tail += size - (longest_source - 3);
        while ((static_cast<unsigned char>(*tail) & 0xC0) == 0x80) ++tail;  // do not cut inside a UTF-8 character
    }
    source.append(tail);
    bounded_writer{to.expected, sizeof(to.expected)}.append(error.expected);
    bounded_writer{to.found, sizeof(to.found)}.append(error.found);
    to.position = error.position;
    to.counted = error.counted;

    using unit = error_details::unit;
    bounded_writer what{to.what, sizeof(to.what)};
    what.append(to.source);
    if (error.counted != unit::nothing) {
        what.append(error.counted == unit::line ? ":" : error.counted == unit::byte ? ": byte " : " ");
        what.append(error.position);
    }
    what.append(": expected ");
    what.append(to.expected);
    what.append(", found ");
    what.append(to.found);
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA

namespace perceptype {

#if !defined(__GXX_RTTI)
inline namespace PERCEPTYPE_ISA {  // without RTTI, its virtual table lacks what `typeid` needs in other units
#endif

/// An error in data at run time: a file, a length, a class. It states the location (a file and its line or byte, or a
/// call and its sample), what was expected there and what was found. `what()` contains all of that in one line:
///
///     fit: targets: expected 100, found 99
///     step: class of sample 3: expected below 10, found 12
///     digits.csv:17: expected 65 columns, found 64
///     train.idx: byte 3: expected 3 dimensions, found 2
///
/// It allocates no memory. A text that is too long for its buffer is cut and "..." marks the cut: a source is cut at
/// its beginning, because the end of a path says more; all other texts are cut at the end.
class data_error : public std::exception, public error_details {
public:
    /// The expected or found value: `"below 10"`, `12`, or pieces in braces, `{columns, " columns"}`.
    using text = detail::bounded_text<96>;

    PERCEPTYPE_INLINE data_error(const data_error& other) noexcept : std::exception(other), error_details(other) {}
    PERCEPTYPE_INLINE data_error& operator=(const data_error& other) noexcept {
        error_details::operator=(other);
        return *this;
    }

    /// Two lengths differ. `source` is the call and the argument: "fit: targets".
    PERCEPTYPE_INLINE static data_error size_mismatch(const char* source, std::size_t expected,
                                                      std::size_t found) noexcept {
        return data_error{{source, unit::nothing, 0, expected, found}};
    }

    /// An option or argument is not allowed. `source` is the call and the option: "fit: batch size".
    PERCEPTYPE_INLINE static data_error in_argument(const char* source, const text& expected,
                                                    const text& found) noexcept {
        return data_error{{source, unit::nothing, 0, expected, found}};
    }

    /// One element of a range is not allowed. `source` ends in the element's name: "step: class of sample".
    PERCEPTYPE_INLINE static data_error out_of_range(const char* source, std::size_t position, const text& expected,
                                                     const text& found) noexcept {
        return data_error{{source, unit::sample, position, expected, found}};
    }

    /// A file as a whole is faulty: missing or unreadable.
    PERCEPTYPE_INLINE static data_error in_file(const char* file, const text& expected, const text& found) noexcept {
        return data_error{{file, unit::nothing, 0, expected, found}};
    }

    /// A line of a text file is faulty. Lines count from 1.
    PERCEPTYPE_INLINE static data_error in_line(const char* file, std::size_t line, const text& expected,
                                                const text& found) noexcept {
        return data_error{{file, unit::line, line, expected, found}};
    }

    /// A byte of a binary file is faulty. Bytes count from 0.
    PERCEPTYPE_INLINE static data_error at_byte(const char* file, std::size_t byte, const text& expected,
                                                const text& found) noexcept {
        return data_error{{file, unit::byte, byte, expected, found}};
    }

    /// The whole error as one line of text.
    const char* what() const noexcept override { return error_details::what(); }

private:
    PERCEPTYPE_INLINE explicit data_error(const shared::error_record& error) noexcept {
        detail::write_error(to_fill(), error);
    }
};

#if !defined(__GXX_RTTI)
}
#endif

}  // namespace perceptype

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// If exceptions are switched off: these functions have the names of data_error's and store their arguments before any
/// text is written.
namespace unformatted {

struct data_error {
    using unit = error_details::unit;
    using text = shared::error_pieces;
    using record = shared::error_record;

    PERCEPTYPE_INLINE static record size_mismatch(const char* source, const text& expected,
                                                  const text& found) noexcept {
        return {source, unit::nothing, 0, expected, found};
    }
    PERCEPTYPE_INLINE static record in_argument(const char* source, const text& expected, const text& found) noexcept {
        return {source, unit::nothing, 0, expected, found};
    }
    PERCEPTYPE_INLINE static record out_of_range(const char* source, std::size_t position, const text& expected,
                                                 const text& found) noexcept {
        return {source, unit::sample, position, expected, found};
    }
    PERCEPTYPE_INLINE static record in_file(const char* file, const text& expected, const text& found) noexcept {
        return {file, unit::nothing, 0, expected, found};
    }
    PERCEPTYPE_INLINE static record in_line(const char* file, std::size_t line, const text& expected,
                                            const text& found) noexcept {
        return {file, unit::line, line, expected, found};
    }
    PERCEPTYPE_INLINE static record at_byte(const char* file, std::size_t byte, const text& expected,
                                            const text& found) noexcept {
        return {file, unit::byte, byte, expected, found};
    }
};

}  // namespace unformatted

/// If exceptions are switched off: ends a call with faulty data.
[[noreturn, gnu::cold, gnu::noinline]] inline void raise(const shared::error_record& error) {
    if (const auto report = __atomic_load_n(&shared::reporter, __ATOMIC_ACQUIRE)) report(error);
    __builtin_trap();
}

/// Called by `raise` if a handler may have been set.
[[gnu::cold, gnu::noinline]] inline void report_error(const shared::error_record& error) {
    struct details : error_details {
        explicit details(const shared::error_record& record) noexcept { write_error(to_fill(), record); }
    };
    if (const auto handler = __atomic_load_n(&shared::handler, __ATOMIC_ACQUIRE)) handler(details{error});
}

}  // namespace detail

/// Sets the handler that is called for faulty data by code compiled without exceptions, and returns the previous one.
/// The default is null, which ends the program with a trap. The whole program has one handler. The handler must not
/// return to its caller (it may reset, log and stop, or longjmp); if it does, the program ends with a trap, too. When
/// it is called, nothing has been changed. Code compiled with exceptions throws `data_error` and calls no handler. This
/// function must not be called by several threads at the same time.
inline error_handler set_error_handler(error_handler handler) noexcept {
    const error_handler before = __atomic_load_n(&shared::handler, __ATOMIC_ACQUIRE);
    __atomic_store_n(&shared::handler, handler, __ATOMIC_RELEASE);
    __atomic_store_n(&shared::reporter, &detail::report_error, __ATOMIC_RELEASE);
    return before;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
