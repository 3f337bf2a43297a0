// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/safetensors_bytes.hpp>
#include <perceptype/io/safetensors_file.hpp>

#include <io/safetensors_data.hpp>
#include <io/temporary_file.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_safetensors_bytes)

namespace {

namespace pt = perceptype;
using namespace std::string_literals;
using perceptype_test::error_text;
using perceptype_test::says;
using safetensors_data::bytes_of;
using safetensors_data::read_file;

std::vector<pt::file_tensor> tensors_of(const pt::safetensors_file& file) {
    std::vector<pt::file_tensor> tensors;
    for (std::size_t i = 0; i < file.size(); ++i) tensors.push_back(file.tensor(i));
    return tensors;
}

constexpr std::byte zeros[64]{};

/// A tensor of eight floats.
pt::file_tensor tensor(std::string_view name) {
    pt::file_tensor result;
    result.name = name;
    result.type = pt::element_type::f32;
    result.rank = 2;
    result.extents = {2, 4};
    result.bytes = std::span(zeros).first(32);
    return result;
}

std::string rejected(const std::vector<pt::file_tensor>& tensors,
                     const std::vector<pt::safetensors_metadata>& metadata = {}) {
    std::size_t writes = 0;
    const std::string text = error_text("save", [&] {
        try {
            pt::stream_safetensors(tensors, metadata, "save", [&](std::span<const std::byte>) { ++writes; });
        } catch (const pt::data_error& error) {
            // The tensor is part of the place.
            const std::string what = error.what();
            if (!what.starts_with("save: tensor ")) throw;
            BOOST_TEST(writes == 0u);
            throw pt::data_error::in_argument("save", error.expected(),
                                              std::string(error.source()).substr(6) + ": " + error.found());
        }
    });
    BOOST_TEST((writes == 0) == (text != "accepted"));
    return text;
}

}  // namespace

// Python and PyTorch wrote these: the library reads them, and writes the same bytes.
BOOST_AUTO_TEST_CASE(writes_what_python_writes) {
    const std::vector<pt::safetensors_metadata> metadata = {
        {"format", "pt"}, {"\u00e9\"\\\n", std::string_view("\U0001f642\t\0end", 9)}, {"", ""}};
    for (const std::string name : {"types", "shapes", "names", "empty", "metadata", "multi_layer"}) {
        const std::vector<std::byte> bytes = bytes_of(read_file(name));
        const pt::safetensors_file file("a.st", bytes);
        const std::size_t texts = name == "names" ? 3 : name == "metadata" ? 1 : 0;
        BOOST_TEST((pt::safetensors_bytes(tensors_of(file), std::span(metadata).first(texts)) == bytes), name);
    }
}

BOOST_AUTO_TEST_CASE(writes_piece_by_piece) {
    const std::vector<pt::file_tensor> tensors = {tensor("a"), tensor("b")};
    std::vector<std::size_t> sizes;
    pt::stream_safetensors(tensors, {}, "save",
                           [&](std::span<const std::byte> bytes) { sizes.push_back(bytes.size()); });
    BOOST_TEST_REQUIRE(sizes.size() == 3u);
    BOOST_TEST(sizes[0] % 8 == 0u);
    BOOST_TEST(sizes[1] == 32u);
    BOOST_TEST(sizes[2] == 32u);
}

BOOST_AUTO_TEST_CASE(every_character_is_read_as_it_was_written) {
    std::string name;
    for (int c = 0; c < 128; ++c) name += static_cast<char>(c);
    name += "\u0080\u07ff\u0800\uffff\U00010000\U0010ffff";
    const std::vector<pt::safetensors_metadata> metadata = {{name, name}};
    const std::vector<std::byte> bytes = pt::safetensors_bytes(std::array{tensor(name)}, metadata);
    const pt::safetensors_file file("a.st", bytes);
    BOOST_TEST_REQUIRE(file.size() == 1u);
    BOOST_TEST(file.tensor(0).name == name);
    BOOST_TEST((file.metadata(name) == name));
}

BOOST_AUTO_TEST_CASE(elements_of_one_byte_have_no_order) {
    pt::file_tensor bytes = tensor("a");
    bytes.type = pt::element_type::other;
    bytes.type_name = "U8";
    bytes.byte_order = std::endian::big;
    bytes.extents = {4, 8};
    BOOST_TEST(rejected({bytes}) == "accepted");
    pt::file_tensor row = tensor("a");
    row.rank = 1;
    row.extents = {8};
    row.column_major = true;
    BOOST_TEST(rejected({row}) == "accepted");
}

BOOST_AUTO_TEST_CASE(rejects_what_no_reader_would_accept) {
    BOOST_TEST(rejected({tensor("a"), tensor("b")}) == "accepted");
    BOOST_TEST(
        says(rejected({tensor("a"), tensor("a")}), ": byte 65: expected distinct names, found a second tensor a"));
    BOOST_TEST(says(rejected({tensor("\xff")}), ": byte 10: expected UTF-8, found byte 255"));
    BOOST_TEST(says(rejected({tensor("__metadata__")}), ": byte 47: expected a string, found an array"));
    BOOST_TEST(says(rejected({}, {{"a", "1"}, {"a", "2"}}),
                    ": byte 33: expected distinct keys, found a key for the second time"));
    BOOST_TEST(says(rejected({}, {{"a", "\x80"}}), ": byte 30: expected UTF-8, found byte 128"));
    pt::file_tensor wrong = tensor("a");
    wrong.bytes = std::span(zeros).first(31);
    BOOST_TEST(says(rejected({wrong}), ": byte 57: expected 32 bytes, as dtype and shape say, found 31"));
    wrong = tensor("a");
    wrong.type = pt::element_type::other;
    wrong.type_name = "<f4";
    BOOST_TEST(says(rejected({wrong}), ": expected a type of elements that the format has, found tensor a: <f4"));
    wrong = tensor("a");
    wrong.column_major = true;
    BOOST_TEST(says(rejected({wrong}),
                    ": expected elements in row-major order and little-endian, found tensor a: column-major order"));
    wrong = tensor("a");
    wrong.byte_order = std::endian::big;
    BOOST_TEST(says(rejected({wrong}),
                    ": expected elements in row-major order and little-endian, found tensor a: big-endian ones"));
}

BOOST_AUTO_TEST_SUITE_END()
