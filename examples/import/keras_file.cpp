// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "keras_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include <hdf5.h>
#include <zip.h>

namespace importer::keras {

namespace {

/// Closes an identifier of HDF5.
class handle {
public:
    handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
    handle(const handle&) = delete;
    handle& operator=(const handle&) = delete;
    ~handle() {
        if (id_ >= 0) close_(id_);
    }
    operator hid_t() const { return id_; }
    bool valid() const { return id_ >= 0; }

private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

constexpr std::size_t most_elements = std::size_t{1} << 28;

/// Texts of fixed or variable length.
std::vector<std::string> read_texts(const handle& attribute) {
    const handle type(H5Aget_type(attribute), H5Tclose), space(H5Aget_space(attribute), H5Sclose);
    if (!type.valid() || !space.valid() || H5Tget_class(type) != H5T_STRING) return {};
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    if (count <= 0 || count > 100'000) return {};
    const auto size = static_cast<std::size_t>(count);
    std::vector<std::string> result;
    if (H5Tis_variable_str(type) > 0) {
        std::vector<char*> texts(size, nullptr);
        const handle memory(H5Tcopy(H5T_C_S1), H5Tclose);
        H5Tset_size(memory, H5T_VARIABLE);
        H5Tset_cset(memory, H5Tget_cset(type));
        if (H5Aread(attribute, memory, texts.data()) < 0) return {};
        for (const char* text : texts) result.emplace_back(text == nullptr ? "" : text);
        H5Dvlen_reclaim(memory, space, H5P_DEFAULT, texts.data());
    } else {
        const std::size_t length = H5Tget_size(type);
        if (length == 0 || length > most_elements / size) return {};
        std::vector<char> characters(length * size);
        if (H5Aread(attribute, type, characters.data()) < 0) return {};
        for (std::size_t i = 0; i < size; ++i) {
            const char* const begin = characters.data() + i * length;
            result.emplace_back(begin, std::find(begin, begin + length, '\0'));
        }
    }
    return result;
}

}  // namespace

hdf5_file::hdf5_file(const std::string& path) : path_(path) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    file_ = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file_ < 0) fail("is not an HDF5 file, or cannot be read");
}
hdf5_file::hdf5_file(const std::string& path, std::string contents) : path_(path), contents_(std::move(contents)) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    const handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fapl_core(access, 1 << 16, 0);
    H5Pset_file_image(access, contents_.data(), contents_.size());
    // HDF5 wants a name that no file has.
    file_ = H5Fopen((path + "/contents").c_str(), H5F_ACC_RDONLY, access);
    if (file_ < 0) fail("is not an HDF5 file");
}
hdf5_file::~hdf5_file() {
    if (file_ >= 0) H5Fclose(file_);
}

void hdf5_file::fail(const std::string& why) const { throw import_error(path_ + ": " + why); }

bool hdf5_file::has(const std::string& object) const {
    // Every group on the way has to exist.
    for (std::size_t end = object.find('/', 1);; end = object.find('/', end + 1)) {
        if (H5Lexists(file_, object.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
        if (end == std::string::npos) return H5Oexists_by_name(file_, object.c_str(), H5P_DEFAULT) > 0;
    }
}
bool hdf5_file::has_attribute(const std::string& object, const std::string& name) const {
    return (object == "/" || has(object)) && H5Aexists_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}
std::vector<std::string> hdf5_file::texts(const std::string& object, const std::string& name) const {
    if (!has_attribute(object, name)) fail(object + " has no attribute " + name);
    const handle attribute(H5Aopen_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    if (!attribute.valid()) fail("the attribute " + name + " of " + object + " cannot be read");
    return read_texts(attribute);
}
std::string hdf5_file::text(const std::string& object, const std::string& name) const {
    const std::vector<std::string> all = texts(object, name);
    if (all.size() != 1) fail("the attribute " + name + " of " + object + " is no text");
    return all[0];
}

tensor hdf5_file::values(const std::string& object) const {
    if (!has(object)) fail("has no data set " + object);
    const handle set(H5Dopen2(file_, object.c_str(), H5P_DEFAULT), H5Dclose);
    if (!set.valid()) fail(object + " is no data set");
    const handle type(H5Dget_type(set), H5Tclose), space(H5Dget_space(set), H5Sclose);
    if (H5Aexists(set, "dtype") > 0) fail(object + " is stored as bfloat16, which is not supported");
    if (H5Tget_class(type) != H5T_FLOAT) fail(object + " has no floating-point numbers");
    const int rank = H5Sget_simple_extent_ndims(space);
    if (rank < 0 || rank > 8) fail(object + " has an impossible number of axes");
    std::vector<hsize_t> dims(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(space, dims.data(), nullptr);
    tensor result;
    std::size_t count = 1;
    for (const hsize_t extent : dims) {
        if (extent > most_elements || count * extent > most_elements) fail(object + " is too large");
        count *= static_cast<std::size_t>(extent);
        result.shape.push_back(static_cast<std::size_t>(extent));
    }
    result.values.resize(count);
    if (count != 0 && H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, result.values.data()) < 0)
        fail(object + " cannot be read");
    return result;
}

std::string member_of_archive(const std::string& path, const std::string& name) {
    int error = 0;
    zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY, &error);
    if (archive == nullptr) throw import_error(path + ": is not a zip archive, or cannot be read");
    const auto fail = [&](const std::string& why) {
        zip_discard(archive);
        throw import_error(path + ": " + why);
    };
    zip_stat_t about;
    if (zip_stat(archive, name.c_str(), 0, &about) != 0) fail("has no " + name + "; it was not written by Keras 3");
    zip_file_t* const file = zip_fopen(archive, name.c_str(), 0);
    if (file == nullptr) fail(name + " cannot be read");
    // Read in pieces: what the archive says about the size may be wrong.
    std::string contents;
    char piece[1 << 16];
    zip_int64_t count = 0;
    while ((count = zip_fread(file, piece, sizeof piece)) > 0) {
        contents.append(piece, static_cast<std::size_t>(count));
        if (contents.size() > (std::size_t{1} << 32)) break;
    }
    const bool is_whole = zip_fclose(file) == 0 && count == 0;
    if (!is_whole) fail(name + " is damaged");
    zip_discard(archive);
    return contents;
}

}  // namespace importer::keras
