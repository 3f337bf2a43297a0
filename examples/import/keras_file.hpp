// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Files of Keras: HDF5, and zip archives with HDF5 inside.

#include "model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace importer::keras {

/// An HDF5 file. Every error is an `import_error` that begins with the file's name.
class hdf5_file {
public:
    /// From the disk, or, with `contents`, from memory; `path` is then for messages alone.
    explicit hdf5_file(const std::string& path);
    hdf5_file(const std::string& path, std::string contents);
    hdf5_file(const hdf5_file&) = delete;
    hdf5_file& operator=(const hdf5_file&) = delete;
    ~hdf5_file();

    bool has(const std::string& object) const;
    bool has_attribute(const std::string& object, const std::string& name) const;
    /// An attribute that is a text.
    std::string text(const std::string& object, const std::string& name) const;
    /// An attribute that is an array of texts.
    std::vector<std::string> texts(const std::string& object, const std::string& name) const;
    /// A data set of floating-point numbers.
    tensor values(const std::string& object) const;

private:
    [[noreturn]] void fail(const std::string& why) const;

    std::string path_;
    std::string contents_;
    std::int64_t file_ = -1;
};

/// A member of a zip archive.
std::string member_of_archive(const std::string& path, const std::string& name);

}  // namespace importer::keras
