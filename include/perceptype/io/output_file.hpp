// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/input_file.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

[[noreturn]] inline void fail_to_write(const std::string& path, int reason) {
    const char* const expected = "a file that can be written";
    if (reason == ENOENT || reason == ENOTDIR)
        PERCEPTYPE_THROW(data_error::in_file(path.c_str(), expected, "no such directory"));
    if (reason == EISDIR) PERCEPTYPE_THROW(data_error::in_file(path.c_str(), expected, "a directory"));
    if (reason == EACCES || reason == EPERM || reason == EROFS)
        PERCEPTYPE_THROW(data_error::in_file(path.c_str(), expected, "no permission to write it"));
    if (reason == ENOSPC) PERCEPTYPE_THROW(data_error::in_file(path.c_str(), expected, "no space on the device"));
    PERCEPTYPE_THROW(data_error::in_file(path.c_str(), expected, {"system error ", reason}));
}

/// Writes a file. The bytes go to a temporary file in the same directory, which is then renamed, so that a file of that
/// name is replaced as a whole or not at all. A failure is a data_error.
inline void write_file(const std::string& path, std::span<const std::byte> bytes) {
    namespace fs = std::filesystem;
#if defined(_WIN32)
    const fs::path target{utf16_of(path)};
#else
    const fs::path target{path};
#endif
    std::error_code error;
    if (fs::is_directory(target, error)) fail_to_write(path, EISDIR);
    const std::string temporary_path = path + ".part";
#if defined(_WIN32)
    const fs::path temporary{utf16_of(temporary_path)};
    std::FILE* const opened = _wfopen(temporary.c_str(), L"wb");
#else
    const fs::path temporary{temporary_path};
    std::FILE* const opened = std::fopen(temporary.c_str(), "wb");
#endif
    if (opened == nullptr) fail_to_write(path, errno);
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), opened) == bytes.size();
    int reason = written ? 0 : errno;
    if (std::fclose(opened) != 0 && reason == 0) reason = errno;
    if (reason == 0) {
        fs::rename(temporary, target, error);
        if (error) reason = error.value();
    }
    if (reason != 0) {
        fs::remove(temporary, error);
        fail_to_write(path, reason);
    }
}

/// All bytes of a file. A failure is a data_error.
inline std::vector<std::byte> read_file(const std::string& path) {
    input_file file{path};
    std::vector<std::byte> bytes(file.remaining());
    bytes.resize(file.read(bytes.data(), bytes.size()));
    return bytes;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
