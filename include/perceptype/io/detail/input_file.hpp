// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What the readers of this folder are built on.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// "1 row", "2 rows": for error texts.
inline data_error::text counted(std::size_t count, const char* noun) noexcept {
    return {count, " ", noun, count == 1 ? "" : "s"};
}

/// A file opened for reading bytes. Every failure is a data_error that names the file: missing, a directory, no
/// permission, compressed.
class input_file {
public:
    explicit input_file(const std::string& path) : path_(path), stream_(std::fopen(path.c_str(), "rb")) {
        if (!stream_) fail(errno);
        // A stream opens a directory without complaint; only reading from it tells.
        start_size_ = read(start_, sizeof start_);
        if (start_size_ == 2 && start_[0] == 0x1f && start_[1] == 0x8b)
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
        const long here = std::ftell(stream_.get());
        if (here < 0 || std::fseek(stream_.get(), 0, SEEK_END) != 0) fail(errno);
        const long end = std::ftell(stream_.get());
        if (end < 0 || std::fseek(stream_.get(), here, SEEK_SET) != 0) fail(errno);
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
        if (reason == EISDIR) PERCEPTYPE_THROW(data_error::in_file(name(), expected, "a directory"));
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

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
