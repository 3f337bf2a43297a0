// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Decompression of deflate streams (RFC 1951), by zlib if PERCEPTYPE_ZLIB is defined; npz_file.hpp says how.

#include <perceptype/config.hpp>
#include <perceptype/io/byte_buffer.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>

#if defined(PERCEPTYPE_ZLIB)
#include <zlib.h>
#endif

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

enum class inflate_result {
    complete,   ///< the stream has exactly `size` bytes and is as long as the input
    corrupt,    ///< not a deflate stream
    too_short,  ///< the stream, or its input, ends before `size` bytes
    too_long,   ///< the stream has more than `size` bytes
    trailing,   ///< the stream ends before its input does
    no_memory,
};

/// Decompresses a raw deflate stream of `size` bytes into a buffer.
using inflate_function = inflate_result (*)(std::span<const std::byte> compressed, std::size_t size, byte_buffer& to);

/// No stream is longer than its input by a larger factor: two bits for 258 bytes.
inline constexpr std::size_t largest_deflate_ratio = 1032;

#if defined(PERCEPTYPE_ZLIB)

/// `size` is what a file claims. The buffer therefore begins at four times the input, more than weights ever reach, and
/// then doubles while the stream goes on.
inline inflate_result inflate_by_zlib(std::span<const std::byte> compressed, std::size_t size, byte_buffer& to) {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return inflate_result::no_memory;
    struct closer {
        z_stream* stream;
        ~closer() { inflateEnd(stream); }
    } const at_the_end{&stream};

    const std::size_t limit = size + 1;  // one byte more, to see whether the stream ends
    std::size_t capacity = limit;
    if (compressed.size() < limit / 4) capacity = (std::min)(limit, 4 * compressed.size() + 65536);
    if (limit == 0 || !to.resize(capacity)) return inflate_result::no_memory;
    std::size_t consumed = 0;
    std::size_t produced = 0;
    for (;;) {
        constexpr std::size_t most = (std::numeric_limits<uInt>::max)();
        const auto input = static_cast<uInt>((std::min)(most, compressed.size() - consumed));
        const auto room = static_cast<uInt>((std::min)(most, capacity - produced));
        // zlib does not write to its input, but says so only if ZLIB_CONST is defined.
        stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(compressed.data() + consumed));
        stream.avail_in = input;
        stream.next_out = reinterpret_cast<Bytef*>(to.data() + produced);
        stream.avail_out = room;
        const int status = ::inflate(&stream, Z_NO_FLUSH);
        const bool progress = stream.avail_in != input || stream.avail_out != room;
        consumed += input - stream.avail_in;
        produced += room - stream.avail_out;
        if (status == Z_MEM_ERROR) return inflate_result::no_memory;
        if (status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END) return inflate_result::corrupt;
        if (produced > size) return inflate_result::too_long;
        if (status == Z_STREAM_END) {
            if (produced < size) return inflate_result::too_short;
            return consumed < compressed.size() ? inflate_result::trailing : inflate_result::complete;
        }
        if (produced == capacity) {
            capacity = capacity < limit / 2 ? 2 * capacity : limit;
            if (!to.resize(capacity)) return inflate_result::no_memory;
        } else if (!progress) {
            return inflate_result::too_short;
        }
    }
}

#endif

inline namespace PERCEPTYPE_NPZ {

#if defined(PERCEPTYPE_ZLIB)
inline constexpr inflate_function default_inflate = &inflate_by_zlib;
#else
inline constexpr inflate_function default_inflate = nullptr;  // compressed data cannot be read
#endif

}  // namespace PERCEPTYPE_NPZ

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
