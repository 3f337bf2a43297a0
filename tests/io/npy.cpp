// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/npy.hpp>

#include <error_text.hpp>
#include <io/npz_data.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_npy)

namespace pt = perceptype;
using namespace std::string_literals;
using npz_data::bytes_of;

namespace {

/// An image of that version, header and elements.
std::string image(const std::string& header, const std::string& elements = "", char version = 1) {
    std::string result = "\x93NUMPY"s + version + '\0';
    for (int i = 0; i < (version == 1 ? 2 : 4); ++i) result += static_cast<char>(header.size() >> 8 * i & 0xff);
    return result + header + elements;
}

const std::string six_floats(24, '\0');
std::string header(const std::string& element, const std::string& shape, const std::string& order = "False") {
    return "{'descr': " + element + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

std::string rejected(const std::string& content) {
    const auto bytes = bytes_of(content);
    return error_text([&] { return pt::parse_npy(bytes, "a.npy"); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_every_version) {
    const auto first = npz_data::read_file("version_1.npy");
    const pt::file_tensor one = pt::parse_npy(first, "version_1.npy", "name");
    BOOST_TEST(one.name == "name");
    BOOST_TEST(one.type_name == "<f4");
    BOOST_TEST((one.type == pt::element_type::f32 && one.byte_order == std::endian::little && !one.column_major));
    BOOST_TEST(npz_data::shape_text(one) == "3x4");
    BOOST_TEST(npz_data::has_values(one));

    const auto second = npz_data::read_file("version_2.npy");
    const pt::file_tensor two = pt::parse_npy(second, "version_2.npy");
    BOOST_TEST(two.name == "");
    BOOST_TEST((two.type == pt::element_type::f64 && two.byte_order == std::endian::big && two.column_major));
    BOOST_TEST(npz_data::shape_text(two) == "3x4");
    BOOST_TEST(npz_data::has_values(two));

    const auto third = npz_data::read_file("version_3.npy");
    const pt::file_tensor three = pt::parse_npy(third, "version_3.npy");
    BOOST_TEST((three.type == pt::element_type::f16 && !three.column_major));
    BOOST_TEST(npz_data::shape_text(three) == "5");
    BOOST_TEST(npz_data::has_values(three));
}

BOOST_AUTO_TEST_CASE(reads_every_way_to_write_the_header) {
    for (const std::string& text : {
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"s,  // without padding
             "{\"shape\":(2,3),\"descr\":\"<f4\",\"fortran_order\":False}"s,  // without spaces, other quotes
             " \t{ 'fortran_order' :False\n,'shape'\r\n: ( 2 , 3 , ) , 'descr':'<f4' , } \n\n"s,
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }"s,  // by Python 2
         }) {
        const auto bytes = bytes_of(image(text, six_floats));
        const pt::file_tensor tensor = pt::parse_npy(bytes, text.c_str());
        BOOST_TEST(npz_data::shape_text(tensor) == "2x3");
        BOOST_TEST((tensor.type == pt::element_type::f32 && tensor.bytes.data() == bytes.data() + bytes.size() - 24));
    }
    BOOST_TEST(rejected(image(header("'<f4'", "(2L, 3L)"), six_floats, 3)) ==
               "a.npy: byte 64: expected ',' (a shape of one dimension is written (3,)), found 'L, 3L), }?'");
    for (const auto& [shape, count] :
         {std::pair("()", 1), {"(0,)", 0}, {"(1,)", 1}, {"(1, 1, 6)", 6}, {"(7, 0)", 0}, {"(1,1,1,1,1,1,2,3)", 6}}) {
        const auto bytes =
            bytes_of(image(header("'<f4'", shape), std::string(static_cast<std::size_t>(count) * 4, 'a')));
        BOOST_TEST(pt::parse_npy(bytes, shape).size() == static_cast<std::size_t>(count));
    }
}

BOOST_AUTO_TEST_CASE(reads_the_byte_order) {
    const auto order = [](const std::string& element) {
        const auto bytes = bytes_of(image(header('\'' + element + '\'', "(3,)"), std::string(24, '\0')));
        const pt::file_tensor tensor = pt::parse_npy(bytes, "a.npy");
        BOOST_TEST((tensor.type == pt::element_type::f64));
        BOOST_TEST(tensor.type_name == element);
        return tensor.byte_order;
    };
    BOOST_TEST((order("<f8") == std::endian::little));
    BOOST_TEST((order(">f8") == std::endian::big));
    BOOST_TEST((order("=f8") == std::endian::native));
    BOOST_TEST((order("|f8") == std::endian::native));
    BOOST_TEST((order("f8") == std::endian::native));
}

BOOST_AUTO_TEST_CASE(names_other_element_types) {
    for (const auto& [element, name, size] :
         {std::tuple("'<i8'", "<i8", 16),
          {"'|b1'", "|b1", 2},
          {"'>c16'", ">c16", 32},
          {"'<f16'", "<f16", 32},
          {"'<c32'", "<c32", 64},
          {"'|O'", "|O", 5},
          {"'<M8[ns]'", "<M8[ns]", 16},
          {"'<U7'", "<U7", 56},
          {"[('a', '<f4'), ('it(', '<i8', (2,))]", "[('a', '<f4'), ('it(', '<i8', (2,))]", 40},
          {"('<f4', (2,))", "('<f4', (2,))", 16},
          {"'bfloat16'", "bfloat16", 4},
          {"'<f3'", "<f3", 6},
          {"'<'", "<", 1}}) {
        const auto bytes = bytes_of(image(header(element, "(2,)"), std::string(static_cast<std::size_t>(size), '\0')));
        const pt::file_tensor tensor = pt::parse_npy(bytes, "a.npy");
        BOOST_TEST((tensor.type == pt::element_type::other));
        BOOST_TEST(tensor.type_name == name);
        BOOST_TEST(tensor.bytes.size() == static_cast<std::size_t>(size));
    }
    BOOST_TEST(rejected(image(header("'<i8'", "(2,)"), six_floats)) ==
               "a.npy: byte 68: expected 2 elements of 8 bytes, found 24 bytes");
}

BOOST_AUTO_TEST_CASE(rejects_what_is_not_an_array) {
    BOOST_TEST(rejected("PK\x03\x04") ==
               "a.npy: byte 0: expected an array in .npy format (which begins with \\x93NUMPY), "
               "found a ZIP archive (.npz)");
    BOOST_TEST(rejected("\x93NUMPX\x01") ==
               "a.npy: byte 0: expected an array in .npy format (which begins with "
               "\\x93NUMPY), found another format");
    BOOST_TEST(rejected("\x93NUMPY\x04\x00"s) == "a.npy: byte 6: expected version 1.0, 2.0 or 3.0, found 4.0");
    BOOST_TEST(rejected("\x93NUMPY\x00\x00"s) == "a.npy: byte 6: expected version 1.0, 2.0 or 3.0, found 0.0");
    BOOST_TEST(rejected("\x93NUMPY\x02\x01"s) == "a.npy: byte 6: expected version 1.0, 2.0 or 3.0, found 2.1");
    BOOST_TEST(rejected(image(std::string(10001, ' '))) ==
               "a.npy: byte 8: expected a header of at most 10000 bytes, found 10001");
    BOOST_TEST(rejected("\x93NUMPY\x02\x00\xff\xff\xff\xff"s) ==
               "a.npy: byte 8: expected a header of at most 10000 bytes, found 4294967295");
}

BOOST_AUTO_TEST_CASE(rejects_malformed_headers) {
    const auto says = [](const std::string& text, const std::string& expected) {
        BOOST_TEST(rejected(image(text, six_floats)) == "a.npy: byte " + expected);
    };
    const std::string element = "'descr': '<f4', ";
    const std::string order = "'fortran_order': False, ";
    says("", "10: expected '{', found the end of the header");
    says("[]", "10: expected '{', found '[]'");
    says("{}", "11: expected the key 'descr', found the end of the header");
    says("{" + element + "}", "27: expected the key 'fortran_order', found the end of the header");
    says("{" + element + order + "}", "51: expected the key 'shape', found the end of the header");
    says("{descr: 1}", "11: expected a key in quotes, found 'descr: 1}'");
    says("{'Descr': 1}", "11: expected the key 'descr', 'fortran_order' or 'shape', found 'Descr'");
    says("{'descr", "17: expected the end of the string, found the end of the header");
    says("{'de\\x73cr'", "14: expected a string without escape sequences, found '\\x73cr''");
    says("{" + element + element, "27: expected each key once, found a second 'descr'");
    says("{'descr' '<f4'", "19: expected ':', found ''<f4''");
    says("{'descr': <f4", "20: expected an element type such as '<f4', found '<f4'");
    says("{'descr': '', ", "21: expected an element type such as '<f4', found ''");
    says("{'descr': [('a', ", "27: expected the end of the element type, found the end of the header");
    says("{'descr': [('a", "24: expected the end of the string, found the end of the header");
    says("{'descr': '<f4' 'fortran_order'", "26: expected ',' or '}', found ''fortran_ord'");
    says("{'fortran_order': 0", "28: expected True or False, found '0'");
    says("{'fortran_order': Falsely", "33: expected ',' or '}', found 'ly'");
    says("{'shape': 6", "20: expected a shape such as (3, 4), found '6'");
    says("{'shape': [2, 3]", "20: expected a shape such as (3, 4), found '[2, 3]'");
    says("{'shape': (6)", "22: expected ',' (a shape of one dimension is written (3,)), found ')'");
    says("{'shape': (2, -3)", "24: expected an extent or ')', found '-3)'");
    says("{'shape': (,)", "21: expected an extent or ')', found ',)'");
    says("{'shape': (2, 3", "25: expected ',' or ')', found the end of the header");
    says("{'shape': (2,, 3)", "23: expected an extent or ')', found ', 3)'");
    says("{'shape': (2, 03)", "24: expected an extent without leading zeros, found '0'");
    says("{'shape': (2, 3.0)", "25: expected ',' or ')', found '.0)'");
    says("{'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1)", "20: expected at most 8 dimensions, found more");
    says("{" + element + order + "'shape': (2, 3), 'x': 1}",
         "68: expected the key 'descr', 'fortran_order' or 'shape', found 'x'");
    says(header("'<f4'", "(2, 3)") + "x", "70: expected spaces up to the end of the header, found 'x'");
    says(header("'<f4'", "(2, 3)") + '\0', "70: expected spaces up to the end of the header, found '?'");
    says("\xff", "10: expected '{', found '\xff'");
}

BOOST_AUTO_TEST_CASE(rejects_shapes_that_do_not_fit_the_elements) {
    const auto says = [](const std::string& shape, const std::string& expected) {
        BOOST_TEST(rejected(image(header("'<f4'", shape), six_floats)) == "a.npy: byte " + expected);
    };
    says("(2, 4)", "70: expected 8 elements of 4 bytes, found 24 bytes");
    says("(5,)", "68: expected 5 elements of 4 bytes, found 24 bytes");
    says("()", "66: expected 1 element of 4 bytes, found 24 bytes");
    says("(0, 6)", "70: expected 0 elements of 4 bytes, found 24 bytes");
    // Two to the power of 64 in one extent, or as a product with and without an extent of 0.
    says("(18446744073709551616, 1)", "61: expected an extent of at most 18446744073709551615, found a larger one");
    says("(4611686018427387904,)", "60: expected a shape that fits in memory, found a larger one");
    says("(4611686018427387910,)", "60: expected a shape that fits in memory, found a larger one");
    says("(4294967296, 4294967296, 6)", "60: expected a shape that fits in memory, found a larger one");
    says("(0, 4294967296, 4294967296)", "60: expected a shape that fits in memory, found a larger one");
    says("(4611686018427387903,)", "86: expected 4611686018427387903 elements of 4 bytes, found 24 bytes");
}

BOOST_AUTO_TEST_CASE(rejects_incomplete_arrays) {
    const auto whole = npz_data::read_file("version_1.npy");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::vector<std::byte> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const std::string expected =
            size < 128
                ? "a.npy: byte " + std::to_string(size) + ": expected a .npy header of " +
                      (size < 8    ? "8"
                       : size < 10 ? "10"
                                   : "128") +
                      " bytes, found the end of the data"
                : "a.npy: byte 128: expected 12 elements of 4 bytes, found " + std::to_string(size - 128) + " bytes";
        BOOST_TEST(error_text([&] { return pt::parse_npy(part, "a.npy"); }) == expected);
    }
}

// A header with one wrong byte is an error or describes an array whose size is right.
BOOST_AUTO_TEST_CASE(a_wrong_byte_is_harmless) {
    std::size_t accepted = 0;
    for (const char* const name : {"version_1.npy", "version_2.npy", "version_3.npy"}) {
        const auto whole = npz_data::read_file(name);
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (int value = 0; value < 256; ++value) {
                auto bytes = whole;
                bytes[at] = static_cast<std::byte>(value);
                try {
                    const pt::file_tensor tensor = pt::parse_npy(bytes, name);
                    const std::size_t size = tensor.size() * pt::size_of_element(tensor.type);
                    BOOST_TEST_REQUIRE((tensor.type == pt::element_type::other || tensor.bytes.size() == size));
                    BOOST_TEST_REQUIRE(tensor.bytes.data() + tensor.bytes.size() == bytes.data() + bytes.size());
                    ++accepted;
                } catch (const pt::data_error& error) {
                    BOOST_TEST_REQUIRE(std::string_view(error.source()) == name);
                }
            }
    }
    BOOST_TEST(accepted > 128u * 256u);  // at least all elements, and the spaces' own value
}

BOOST_AUTO_TEST_CASE(writes_what_numpy_writes) {
    const auto numpy = npz_data::read_file("version_1.npy");
    BOOST_TEST(pt::npy_bytes(pt::parse_npy(numpy, "version_1.npy")) == numpy);  // npz_file.cpp compares all types
}

BOOST_AUTO_TEST_CASE(writes_no_other_types) {
    pt::file_tensor tensor;
    const auto text = [&] { return error_text([&] { return pt::npy_bytes(tensor); }); };
    BOOST_TEST(text() == "npy: element type: expected f64, f32 or f16, found another type");
    tensor.type = pt::element_type::bf16;
    BOOST_TEST(text() == "npy: element type: expected f64, f32 or f16, found bf16");
    tensor.type = pt::element_type::f64;
    BOOST_TEST(text() == "npy: bytes: expected 8, found 0");
}

BOOST_AUTO_TEST_SUITE_END()
