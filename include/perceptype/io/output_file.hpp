// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/input_file.hpp>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>
// What <windows.h> declares, which defines macros with common names.
extern "C" __declspec(dllimport) int __stdcall MoveFileExW(const wchar_t*, const wchar_t*, unsigned long);
extern "C" __declspec(dllimport) unsigned long __stdcall GetLastError(void);
#else
#include <sys/stat.h>
#endif

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The operating system's part: see input_file.hpp.
#if defined(_WIN32)
inline constexpr const char* path_separators = "/\\:";
inline std::wstring wide_path(const std::string& path) {
    const std::u16string wide = utf16_of(path);
    return wide.empty() ? std::wstring(path.begin(), path.end()) : std::wstring(wide.begin(), wide.end());
}
/// Creates a file that must not exist.
inline std::FILE* open_new(const std::string& path) {
    const int file = _wopen(wide_path(path).c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY, _S_IREAD | _S_IWRITE);
    return file < 0 ? nullptr : _fdopen(file, "wb");
}
/// Replaces the file `to` at once. Returns errno's code, or 0.
inline int replace_file(const std::string& from, const std::string& to) {
    if (is_directory(to)) return EISDIR;
    constexpr unsigned long replace_existing = 1;
    if (MoveFileExW(wide_path(from).c_str(), wide_path(to).c_str(), replace_existing) != 0) return 0;
    constexpr unsigned long access_denied = 5;
    constexpr unsigned long sharing_violation = 32;  // another program has the file open
    const unsigned long failure = GetLastError();
    return failure == access_denied || failure == sharing_violation ? EACCES : EIO;
}
inline void remove_file(const std::string& path) { _wremove(wide_path(path).c_str()); }
inline bool is_special_file(const std::string&) { return false; }  // renaming replaces no device there
#else
inline constexpr const char* path_separators = "/";
inline std::FILE* open_new(const std::string& path) { return std::fopen(path.c_str(), "wbx"); }
inline int replace_file(const std::string& from, const std::string& to) {
    return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}
inline void remove_file(const std::string& path) { std::remove(path.c_str()); }
/// A device, a pipe or a socket, which renaming would replace by a file.
inline bool is_special_file(const std::string& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}
#endif

/// A file that is written as a whole or not at all. The bytes go to a temporary file in the same directory, and
/// commit() renames it: until then, and on any error, a file that was there before stays as it is. Every failure is a
/// data_error that names the file; it removes the temporary file, and so does a destructor without commit().
class output_file {
public:
    explicit output_file(const std::string& path) : path_(path) {
        if (is_special_file(path))
            PERCEPTYPE_THROW(data_error::in_file(name(), "a path for a file", "a device or a pipe"));
        if (is_directory(path)) fail(EISDIR);
        for (int attempt = 0; !stream_; ++attempt) {
            temporary_ = unused_path();
            stream_.reset(open_new(temporary_));
            if (!stream_ && (errno != EEXIST || attempt == 100)) {
                const int reason = errno;
                temporary_.clear();
                fail(reason);
            }
        }
    }
    output_file(const output_file&) = delete;
    output_file& operator=(const output_file&) = delete;
    ~output_file() { discard(); }

    /// The path as it was given, for error texts.
    const char* name() const noexcept { return path_.c_str(); }

    void write(std::span<const std::byte> bytes) {
        if (bytes.empty()) return;
        if (std::fwrite(bytes.data(), 1, bytes.size(), stream_.get()) != bytes.size()) fail(errno);
    }

    /// Replaces what is at the path. Nothing may be written afterwards.
    void commit() {
        // A full disk may show only now.
        if (std::fclose(stream_.release()) != 0) fail(errno);
        if (const int failure = replace_file(temporary_, path_); failure != 0) fail(failure);
        temporary_.clear();
    }

private:
    struct closer {
        void operator()(std::FILE* stream) const noexcept { std::fclose(stream); }
    };

    /// A path in the same directory, unlike those of other threads and, most likely, of other programs; open_new() finds
    /// out. Its name is short, whatever the other name's length.
    std::string unused_path() const {
        static std::atomic<unsigned> count{0};
        const auto now = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
        return path_.substr(0, path_.find_last_of(path_separators) + 1) + ".perceptype_" + std::to_string(now) + "_" +
               std::to_string(count++) + ".tmp";
    }

    void discard() noexcept {
        stream_.reset();
        if (!temporary_.empty()) remove_file(temporary_);
        temporary_.clear();
    }

    [[noreturn]] void fail(int reason) {
        discard();
        const char* const expected = "a file that can be written";
        const auto throw_found = [&](const char* found) {
            PERCEPTYPE_THROW(data_error::in_file(name(), expected, found));
        };
        switch (reason) {
            case ENOENT:
            case ENOTDIR: throw_found("no such directory"); break;
            case EISDIR:
            case ENOTEMPTY:
            case EEXIST: throw_found("a directory"); break;
            case EACCES:
            case EPERM: throw_found("no permission to write it"); break;
            case EROFS: throw_found("a read-only file system"); break;
            case ENOSPC: throw_found("no space left on the device"); break;
            case EFBIG: throw_found("a limit on the size of files"); break;
            case ENAMETOOLONG: throw_found("a name that is too long"); break;
            default: break;
        }
        PERCEPTYPE_THROW(data_error::in_file(name(), expected, {"system error ", reason}));
    }

    std::string path_;
    std::string temporary_;  // empty if there is none
    std::unique_ptr<std::FILE, closer> stream_;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
