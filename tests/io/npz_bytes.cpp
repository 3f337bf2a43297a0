// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/npz_bytes.hpp>

#include <error_text.hpp>
#include <io/npz_data.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/io/npz_file.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_npz_bytes)

namespace pt = perceptype;
using pt::file_tensor;

namespace {

std::vector<file_tensor> tensors_of(const pt::npz_file& file) {
    std::vector<file_tensor> tensors;
    for (std::size_t i = 0; i < file.size(); ++i) tensors.push_back(file.tensor(i));
    return tensors;
}

bool equal(const file_tensor& a, const file_tensor& b) {
    return a.name == b.name && a.type == b.type && a.type_name == b.type_name && a.rank == b.rank &&
           a.extents == b.extents && a.column_major == b.column_major && a.byte_order == b.byte_order &&
           std::equal(a.bytes.begin(), a.bytes.end(), b.bytes.begin(), b.bytes.end());
}

std::string rejected(const std::vector<file_tensor>& tensors) {
    return error_text([&] { return pt::npz_bytes(tensors); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(writes_what_python_writes) {
    const auto python = npz_data::read_file("stored.npz");  // by numpy.save and zipfile.ZipFile
    const pt::npz_file file(python, "stored.npz");
    BOOST_TEST((pt::npz_bytes(tensors_of(file)) == python));
    const auto empty = npz_data::read_file("empty.npz");
    BOOST_TEST((pt::npz_bytes({}) == empty));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
    const auto numpy = npz_data::read_file("arrays.npz");
    const pt::npz_file file(numpy, "arrays.npz");
    const auto written = pt::npz_bytes(tensors_of(file));
    const pt::npz_file again(written, "written.npz");
    BOOST_TEST_REQUIRE(again.size() == 60u);
    for (std::size_t i = 0; i < again.size(); ++i) BOOST_TEST(equal(again.tensor(i), file.tensor(i)));
}

BOOST_AUTO_TEST_CASE(rejects_what_the_format_does_not_have) {
    const std::byte value[4]{};
    file_tensor tensor;
    tensor.name = "x";
    BOOST_TEST(rejected({tensor}) == "npy: element type: expected f64, f32 or f16, found another type");
    tensor.type = pt::element_type::f32;
    BOOST_TEST(rejected({tensor}) == "npy: bytes: expected 4, found 0");
    tensor.bytes = value;
    BOOST_TEST(rejected({tensor}) == "no error");
    const std::string name(65532, 'n');
    tensor.name = name;
    BOOST_TEST(rejected({tensor}) == "npz: size of a name: expected at most 65531, found 65532");
    tensor.name.remove_prefix(1);
    BOOST_TEST(rejected({tensor}) == "no error");
    BOOST_TEST(rejected(std::vector<file_tensor>(65535, tensor)) ==
               "npz: tensors: expected at most 65534, found 65535");
    // Sizes are added before any byte is read.
    tensor.rank = 1;
    tensor.extents[0] = std::size_t{1} << 30;
    tensor.bytes = std::span(value, std::size_t{1} << 32);
    BOOST_TEST(rejected({tensor}) == "npz: size of the file: expected at most 4294967294 bytes, found more");
    tensor.extents[0] = std::size_t{1} << 29;
    tensor.bytes = std::span(value, std::size_t{1} << 31);
    BOOST_TEST(rejected({tensor, tensor}) == "npz: size of the file: expected at most 4294967294 bytes, found more");
}

BOOST_AUTO_TEST_SUITE_END()
