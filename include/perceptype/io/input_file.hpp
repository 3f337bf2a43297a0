// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What the readers of this folder are built on.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#if defined(_WIN32)
#include <sys/stat.h>
#endif

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// "1 row", "2 rows": for error texts.
inline data_error::text counted(std::size_t count, const char* noun) noexcept {
    return {count, " ", noun, count == 1 ? "" : "s"};
}

/// UTF-8 as UTF-16, or nothing if it is not UTF-8.
inline std::u16string utf16_of(std::string_view utf8) {
    std::u16string result;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto byte = [&](std::size_t at) { return std::uint32_t{static_cast<unsigned char>(utf8[at])}; };
        const std::uint32_t lead = byte(i);
        const std::size_t length = lead < 0x80   ? 1
                                   : lead < 0xc2 ? 0
                                   : lead < 0xe0 ? 2
                                   : lead < 0xf0 ? 3
                                   : lead < 0xf5 ? 4
                                                 : 0;
        if (length == 0 || utf8.size() - i < length) return {};
        std::uint32_t code = length == 1 ? lead : lead & (0x7fu >> length);
        for (std::size_t k = 1; k < length; ++k) {
            if ((byte(i + k) & 0xc0) != 0x80) return {};
            code = code << 6 | (byte(i + k) & 0x3f);
        }
        const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        if (overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
        if (code >= 0x10000) {
            code -= 0x10000;
            result.push_back(static_cast<char16_t>(0xd800 | code >> 10));
            code = 0xdc00 | (code & 0x3ff);
        }
        result.push_back(static_cast<char16_t>(code));
        i += length;
    }
    return result;
}

/// What is the operating system's. Windows takes paths of bytes in a code page of each machine's own, so those in UTF-8,
/// as std::filesystem::path gives them, go through its functions for UTF-16; it opens no directory and says that it may
/// not, and its `long` is too short for the size of a file.
#if defined(_WIN32)
using file_position = long long;
inline std::FILE* open_to_read(const std::string& path) {
    const std::u16string wide = utf16_of(path);
    return wide.empty() ? std::fopen(path.c_str(), "rb")
                        : _wfopen(std::wstring(wide.begin(), wide.end()).c_str(), L"rb");
}
inline bool is_directory(std::string path) {
    while (path.size() > 3 && (path.back() == '/' || path.back() == '\\')) path.pop_back();  // it finds none of these
    const std::u16string wide = utf16_of(path);
    struct _stat64 status = {};
    const int failure = wide.empty() ? _stat64(path.c_str(), &status)
                                     : _wstat64(std::wstring(wide.begin(), wide.end()).c_str(), &status);
    return failure == 0 && (status.st_mode & _S_IFMT) == _S_IFDIR;
}
inline file_position position_in(std::FILE* stream) { return _ftelli64(stream); }
inline bool go_to(std::FILE* stream, file_position position, int from) {
    return _fseeki64(stream, position, from) == 0;
}
#else
using file_position = long;
inline std::FILE* open_to_read(const std::string& path) { return std::fopen(path.c_str(), "rb"); }
inline bool is_directory(const std::string&) { return false; }  // errno says so
inline file_position position_in(std::FILE* stream) { return std::ftell(stream); }
inline bool go_to(std::FILE* stream, file_position position, int from) {
    return std::fseek(stream, position, from) == 0;
}
#endif

/// What input_file does with files that begin like gzip's.
enum class gzip { rejected, passed };

/// A file opened for reading bytes. Every failure is a data_error that names the file: missing, a directory, no
/// permission, compressed.
class input_file {
public:
    explicit input_file(const std::string& path, gzip compressed = gzip::rejected)
        : path_(path), stream_(open_to_read(path)) {
        if (!stream_) fail(errno);
        // A stream opens a directory without complaint; only reading from it tells.
        start_size_ = read(start_, sizeof start_);
        if (compressed == gzip::rejected && start_size_ == 2 && start_[0] == 0x1f && start_[1] == 0x8b)
            PERCEPTYPE_THROW(data_error::at_byte(name(), 0, "plain data", "gzip data (gunzip the file first)"));
    }

    /// The path as it was given, for error texts.
    const char* name() const noexcept { return path_.c_str(); }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    std::size_t read(void* bytes, std::size_t count) {
        auto* target = static_cast<unsigned char*>(bytes);
        std::size_t done = 0;
        for (; done < count && start_position_ < start_size_; ++done) target[done] = start_[start_position_++];
        done += std::fread(target + done, 1, count - done, stream_.get());
        if ((std::ferror)(stream_.get()) != 0) fail(errno);
        return done;
    }

    /// How many bytes are left, asked of the file itself, so that no header needs to be trusted.
    std::size_t remaining() {
        const file_position here = position_in(stream_.get());
        if (here < 0 || !go_to(stream_.get(), 0, SEEK_END)) fail(errno);
        const file_position end = position_in(stream_.get());
        if (end < 0 || !go_to(stream_.get(), here, SEEK_SET)) fail(errno);
        return static_cast<std::size_t>(end > here ? end - here : 0) + (start_size_ - start_position_);
    }

private:
    struct closer {
        void operator()(std::FILE* stream) const noexcept { std::fclose(stream); }
    };

    [[noreturn]] void fail(int reason) const {
        const char* const expected = "a readable file";
        if (reason == ENOENT || reason == ENOTDIR)
            PERCEPTYPE_THROW(data_error::in_file(name(), expected, "no such file"));
        if (reason == EISDIR || (reason == EACCES && is_directory(path_)))
            PERCEPTYPE_THROW(data_error::in_file(name(), expected, "a directory"));
        if (reason == EACCES) PERCEPTYPE_THROW(data_error::in_file(name(), expected, "no permission to read it"));
        if (reason == ESPIPE) PERCEPTYPE_THROW(data_error::in_file(name(), expected, "a stream without a size"));
        PERCEPTYPE_THROW(data_error::in_file(name(), expected, {"system error ", reason}));
    }

    std::string path_;
    std::unique_ptr<std::FILE, closer> stream_;
    unsigned char start_[2] = {};  // read ahead by the constructor; a pipe could not be wound back
    std::size_t start_size_ = 0;
    std::size_t start_position_ = 0;
};

/// A whole file. Any first bytes are accepted: the caller knows its format, and the size with which a file of
/// safetensors begins may be those of gzip.
inline std::vector<std::byte> read_whole_file(const std::string& path) {
    input_file file(path, gzip::passed);
    std::vector<std::byte> bytes(file.remaining());
    bytes.resize(file.read(bytes.data(), bytes.size()));
    return bytes;
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
