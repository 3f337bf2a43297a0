// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/safetensors_file.hpp>

#include <io/safetensors_data.hpp>
#include <io/temporary_file.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_safetensors_file)

namespace {

namespace pt = perceptype;
using namespace std::string_literals;
using namespace std::string_view_literals;
using perceptype_test::damaged;
using perceptype_test::error_text;
using perceptype_test::says;
using safetensors_data::bytes_of;
using safetensors_data::has_values;
using safetensors_data::read_file;
using safetensors_data::with_size;

std::string rejected(std::string_view content) {
    return error_text("a.st", [&] {
        const std::vector<std::byte> bytes = bytes_of(content);
        (void)pt::safetensors_file("a.st", bytes);
    });
}

/// What is said of a file with one tensor and those fields, whose data are eight bytes.
std::string rejected_fields(std::string_view fields) {
    return rejected(with_size("{\"w\":{" + std::string(fields) + "}}", "12345678"));
}

/// What is said of a file with tensors of bytes: {begin, end} of each.
std::string rejected_offsets(const std::vector<std::array<int, 2>>& offsets, std::size_t data_size) {
    std::string header;
    for (const auto& [begin, end] : offsets)
        header += (header.empty() ? "{\"" : ",\"") + std::to_string(header.size()) + R"(":{"dtype":"U8","shape":[)" +
                  std::to_string(end - begin) + R"(],"data_offsets":[)" + std::to_string(begin) + "," +
                  std::to_string(end) + "]}";
    return rejected(with_size(header + "}", std::string(data_size, 'x')));
}

/// A file with two tensors, one of them with escapes in its name.
constexpr std::string_view two_tensors =
    "\xa2\0\0\0\0\0\0\0"
    R"({"__metadata__":{"format":"pt"},"w\u0065ight":{"dtype":"F32","shape":[1,2],"data_offsets":[2,10]},)"
    R"("bias":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}})"
    "        "
    "\x80\x3f"
    "\0\0\0\x40\0\0\x40\xc0"sv;

constexpr bool reads_two_tensors() {
    std::array<std::byte, two_tensors.size()> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(two_tensors[i]);
    const pt::safetensors_file file{"a.st", bytes};
    const pt::safetensors_file copy = file;
    const pt::file_tensor weight = copy.tensor(0);
    const pt::file_tensor bias = copy.tensor(1);
    const auto value = [](const pt::file_tensor& tensor, std::size_t offset) {
        return pt::load_element<float>(tensor.type, tensor.bytes.data() + offset, tensor.byte_order);
    };
    return file.size() == 2 && weight.name == "weight" && weight.type == pt::element_type::f32 && weight.rank == 2 &&
           weight.type_name == "F32" && weight.extents[0] == 1 && weight.extents[1] == 2 && weight.bytes.size() == 8 &&
           !(value(weight, 0) < 2) && !(value(weight, 4) > -3) && bias.name == "bias" && bias.rank == 0 &&
           bias.type == pt::element_type::bf16 && bias.bytes.size() == 2 && !(value(bias, 0) < 1);
}
static_assert(reads_two_tensors());

}  // namespace

BOOST_AUTO_TEST_CASE(reads_at_run_time_as_in_constant_evaluation) {
    BOOST_TEST(reads_two_tensors());
    const std::vector<std::byte> bytes = bytes_of(two_tensors);
    const pt::safetensors_file file("a.st", bytes);
    BOOST_TEST(file.name() == "a.st"s);
    BOOST_TEST((file.metadata("format") == "pt"));
    BOOST_TEST((file.metadata("forma") == std::nullopt));
}

BOOST_AUTO_TEST_CASE(reads_what_python_wrote) {
    for (const std::string name : {"types", "shapes", "names", "loose", "empty", "metadata"}) {
        const std::vector<std::byte> bytes = bytes_of(read_file(name));
        const pt::safetensors_file file("a.st", bytes);
        for (std::size_t i = 0; i < file.size(); ++i)
            if (!has_values(file.tensor(i))) BOOST_ERROR(name << ": tensor " << file.tensor(i).name);
    }
    const std::vector<std::byte> types_bytes = bytes_of(read_file("types"));
    const pt::safetensors_file types("a.st", types_bytes);
    BOOST_TEST_REQUIRE(types.size() == 44u);
    for (std::size_t i = 0; i < types.size(); ++i) {
        const pt::file_tensor tensor = types.tensor(i);
        BOOST_TEST(tensor.name == std::string(tensor.type_name) + (tensor.rank == 1 ? ".8" : ".2x4"));
        BOOST_TEST(tensor.size() == 8u);
        const auto type = tensor.type_name == "F64"    ? pt::element_type::f64
                          : tensor.type_name == "F32"  ? pt::element_type::f32
                          : tensor.type_name == "F16"  ? pt::element_type::f16
                          : tensor.type_name == "BF16" ? pt::element_type::bf16
                                                       : pt::element_type::other;
        BOOST_TEST((tensor.type == type));
    }
    const std::vector<std::byte> shapes_bytes = bytes_of(read_file("shapes"));
    const pt::safetensors_file shapes("a.st", shapes_bytes);
    BOOST_TEST_REQUIRE(shapes.size() == 5u);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const pt::file_tensor tensor = shapes.tensor(i);
        std::string name;
        for (std::size_t k = 0; k < tensor.rank; ++k) name += (k == 0 ? "" : "x") + std::to_string(tensor.extents[k]);
        BOOST_TEST(tensor.name == name);
    }
}

BOOST_AUTO_TEST_CASE(reads_every_spelling_of_names) {
    const std::vector<std::string> names = {"",
                                            "plain",
                                            "quo\"te",
                                            "back\\slash",
                                            "line\n\r\t\b\f",
                                            "\x01\x1f\x7f",
                                            "\u00e9\u65e5",
                                            "\U0001d11e\U0001f642",
                                            "a/b",
                                            "__metadata"};
    for (const std::string name : {"names", "loose"}) {
        const std::vector<std::byte> bytes = bytes_of(read_file(name));
        const pt::safetensors_file file("a.st", bytes);
        BOOST_TEST_REQUIRE(file.size() == names.size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::size_t number = name == "names" ? i : names.size() - 1 - i;
            BOOST_TEST(file.tensor(i).name == names[number]);
            BOOST_TEST(file.tensor(i).extents[0] == number);
        }
        BOOST_TEST((file.metadata("format") == "pt"));
        BOOST_TEST((file.metadata("\u00e9\"\\\n") == "\U0001f642\t\0end"s));
        BOOST_TEST((file.metadata("") == ""));
        BOOST_TEST((file.metadata("plain") == std::nullopt));
    }
}

BOOST_AUTO_TEST_CASE(reads_a_file_of_pytorch) {
    const std::vector<std::byte> bytes = bytes_of(read_file("multi_layer"));
    const pt::safetensors_file file("a.st", bytes);
    BOOST_TEST_REQUIRE(file.size() == 9u);
    BOOST_TEST(file.tensor(0).name == "norm1.num_batches_tracked");
    BOOST_TEST((file.tensor(0).type == pt::element_type::other));
    BOOST_TEST(file.tensor(0).type_name == "I64");
    BOOST_TEST(file.tensor(0).rank == 0u);
    BOOST_TEST(file.tensor(2).name == "conv1.weight");
    BOOST_TEST(file.tensor(2).size() == 4u * 3 * 3 * 3);
    BOOST_TEST(file.tensor(4).bytes.data() == bytes.data() + 8 + 648 + 520);
}

BOOST_AUTO_TEST_CASE(rejects_a_wrong_start) {
    BOOST_TEST(says(rejected(""), ": byte 0: expected a header's size of 8 bytes, found the end of the file"));
    BOOST_TEST(says(rejected("1234567"), ": byte 7: expected a header's size of 8 bytes, found the end of the file"));
    BOOST_TEST(
        says(rejected("\2\0\0\0\0\0\0\0{"s), ": byte 9: expected a header of 2 bytes, found the end of the file"));
    BOOST_TEST(says(rejected("\x00\xe1\xf5\x05\0\0\0\0{}"s),
                    ": byte 10: expected a header of 100000000 bytes, found the end of the file"));
    BOOST_TEST(says(rejected("\x01\xe1\xf5\x05\0\0\0\0{}"s),
                    ": byte 0: expected a header of at most 100000000 bytes, found 100000001"));
    BOOST_TEST(says(rejected(std::string(8, '\xff') + "{}"),
                    ": byte 0: expected a header of at most 100000000 bytes, found 18446744073709551615"));
    BOOST_TEST(says(rejected("PK\3\4\x14\0\0\0\0\0"s),
                    ": byte 0: expected a file of safetensors, found a ZIP archive, as "
                    "NumPy's savez and torch.save write"));
    BOOST_TEST(says(rejected(with_size("")), ": byte 8: expected '{', the start of the header, found an empty header"));
    BOOST_TEST(says(rejected(with_size(" {}")), ": byte 8: expected '{', the start of the header, found byte 32"));
    BOOST_TEST(says(rejected(with_size("[]")), ": byte 8: expected '{', the start of the header, found byte 91"));
    BOOST_TEST(
        says(rejected(with_size("{} \n")), ": byte 11: expected spaces up to the end of the header, found byte 10"));
    BOOST_TEST(
        says(rejected(with_size("{}{}")), ": byte 10: expected spaces up to the end of the header, found byte 123"));
    BOOST_TEST(says(rejected(with_size("{")), ": byte 9: expected a key, found the end of the header"));
}

BOOST_AUTO_TEST_CASE(rejects_wrong_fields) {
    const std::string type = R"("dtype":"F32")", shape = R"("shape":[1,2])", offsets = R"("data_offsets":[0,8])";
    BOOST_TEST(rejected_fields(type + "," + shape + "," + offsets) == "accepted");
    BOOST_TEST(says(rejected_fields(shape + "," + offsets),
                    ": byte 48: expected dtype, found the end of the tensor's fields"));
    BOOST_TEST(
        says(rejected_fields(type + "," + offsets), ": byte 48: expected shape, found the end of the tensor's fields"));
    BOOST_TEST(says(rejected_fields(type + "," + shape),
                    ": byte 41: expected data_offsets, found the end of the tensor's fields"));
    BOOST_TEST(says(rejected_fields(""), ": byte 14: expected dtype, found the end of the tensor's fields"));
    BOOST_TEST(says(rejected_fields(type + ",\"Shape\":[]"),
                    ": byte 28: expected dtype, shape and data_offsets alone, found \"Shape\""));
    BOOST_TEST(says(rejected_fields(type + "," + shape + "," + offsets + ",\"strides\":[1]"),
                    ": byte 63: expected dtype, shape and data_offsets alone, found \"strides\""));
    for (const std::string& field : {type, shape, offsets})
        BOOST_TEST(says(rejected_fields(field + "," + field), ": byte " + std::to_string(14 + field.size() + 1) +
                                                                  ": expected each field once, found " +
                                                                  field.substr(0, field.find(':'))));
    BOOST_TEST(says(rejected_fields(R"("dtype":"f32")"),
                    ": byte 22: expected a type of elements, such as \"F32\", found \"f32\""));
    BOOST_TEST(says(rejected_fields(R"("dtype":32)"), ": byte 22: expected a string, found a number"));
    BOOST_TEST(says(rejected_fields(R"("shape":8)"), ": byte 22: expected an array of extents, found a number"));
    BOOST_TEST(
        says(rejected_fields(R"("shape":["8"])"), ": byte 23: expected an integer of at least 0, found a string"));
    BOOST_TEST(says(rejected_fields(R"("shape":[-8])"), ": byte 23: expected an integer of at least 0, found -8"));
    BOOST_TEST(says(rejected_fields(R"("shape":[8.0])"), ": byte 23: expected an integer of at least 0, found 8.0"));
    BOOST_TEST(
        says(rejected_fields(R"("data_offsets":{})"), ": byte 29: expected an array of two offsets, found an object"));
    BOOST_TEST(
        says(rejected_fields(R"("data_offsets":[])"), ": byte 30: expected two offsets, found the end of the array"));
    BOOST_TEST(
        says(rejected_fields(R"("data_offsets":[0])"), ": byte 31: expected two offsets, found the end of the array"));
    BOOST_TEST(
        says(rejected_fields(R"("data_offsets":[0,8,8])"), ": byte 34: expected two offsets, found another one"));
    BOOST_TEST(says(rejected(with_size(R"({"w":[]})")),
                    ": byte 13: expected an object with dtype, shape and data_offsets, found an array"));
    BOOST_TEST(says(rejected(with_size(R"({"w":)" + std::string(1000, '[') + "}")),
                    ": byte 13: expected an object with dtype, shape and data_offsets, found an array"));
    BOOST_TEST(says(rejected_fields(type + R"(,"shape":[1,1,1,1,1,1,1,1,2])"),
                    ": byte 53: expected at most 8 extents, found another one"));
}

BOOST_AUTO_TEST_CASE(rejects_sizes_that_contradict_each_other) {
    const auto fields = [](const char* type, const char* shape, const char* offsets) {
        return R"("dtype":")"s + type + R"(","shape":[)" + shape + R"(],"data_offsets":[)" + offsets + "]";
    };
    BOOST_TEST(says(rejected_fields(fields("F32", "1", "0,8")),
                    ": byte 55: expected 4 bytes, as dtype and shape say, found 8"));
    BOOST_TEST(says(rejected_fields(fields("F64", "2", "0,8")),
                    ": byte 55: expected 16 bytes, as dtype and shape say, found 8"));
    BOOST_TEST(says(rejected_fields(fields("F32", "", "0,8")),
                    ": byte 54: expected 4 bytes, as dtype and shape say, found 8"));
    BOOST_TEST(says(rejected_fields(fields("F32", "0", "0,8")),
                    ": byte 55: expected 0 bytes, as dtype and shape say, found 8"));
    BOOST_TEST(
        says(rejected_fields(fields("F32", "2", "8,0")), ": byte 55: expected offsets in order, found 8 before 0"));
    BOOST_TEST(says(rejected_fields(fields("F32", "2", "1,9")),
                    ": byte 55: expected offsets up to 8, the size of the data, found 9"));
    BOOST_TEST(says(rejected_fields(fields("F32", "2", "0,18446744073709551615")),
                    ": byte 55: expected offsets up to 8, the size of the data, found 18446744073709551615"));
    BOOST_TEST(says(rejected_fields(fields("F32", "2", "18446744073709551608,18446744073709551616")),
                    ": byte 77: expected an integer below 2^64, found 18446744073709551616"));
    // Products that are the right size in 64 bits.
    BOOST_TEST(says(rejected_fields(fields("F32", "4294967296,4294967296", "0,0")),
                    ": byte 36: expected fewer elements, found an overflow of their number"));
    BOOST_TEST(says(rejected_fields(fields("F32", "4294967296,4294967296,0", "0,0")),
                    ": byte 36: expected fewer elements, found an overflow of their number"));
    BOOST_TEST(says(rejected_fields(fields("F32", "9223372036854775809,2", "0,8")),
                    ": byte 36: expected fewer elements, found an overflow of their number"));
    BOOST_TEST(says(rejected_fields(fields("F32", "4611686018427387906", "0,8")),
                    ": byte 36: expected fewer elements, found an overflow of their size"));
    BOOST_TEST(says(rejected_fields(fields("F4", "15", "0,8")),
                    ": byte 35: expected elements that fill whole bytes, found a part of a byte"));
    BOOST_TEST(rejected_fields(fields("F4", "16", "0,8")) == "accepted");
}

BOOST_AUTO_TEST_CASE(rejects_holes_and_overlaps) {
    BOOST_TEST(rejected_offsets({{0, 4}, {4, 8}}, 8) == "accepted");
    BOOST_TEST(rejected_offsets({{4, 8}, {0, 4}}, 8) == "accepted");
    BOOST_TEST(rejected_offsets({{4, 8}, {4, 4}, {0, 4}, {0, 0}, {8, 8}}, 8) == "accepted");
    BOOST_TEST(says(rejected_offsets({{0, 4}, {5, 8}}, 8),
                    ": byte 61: expected data from byte 4 of the data on, found a hole up to 5"));
    BOOST_TEST(says(rejected_offsets({{1, 8}}, 8),
                    ": byte 9: expected data from byte 0 of the data on, found a hole up to 1"));
    BOOST_TEST(says(rejected_offsets({{0, 4}, {3, 8}}, 8),
                    ": byte 61: expected data from byte 4 of the data on, found an overlap from 3 on"));
    BOOST_TEST(says(rejected_offsets({{0, 8}, {4, 4}}, 8),
                    ": byte 61: expected data from byte 8 of the data on, found an overlap from 4 on"));
    BOOST_TEST(says(rejected_offsets({{0, 8}, {0, 8}}, 8),
                    ": byte 61: expected data from byte 8 of the data on, found an overlap from 0 on"));
    BOOST_TEST(says(rejected_offsets({{0, 4}, {4, 7}}, 8),
                    ": byte 8: expected tensors for all 8 bytes of data, found tensors for 7"));
    BOOST_TEST(says(rejected(with_size("{}", "1")),
                    ": byte 8: expected tensors for all 1 bytes of data, found tensors for 0"));
    BOOST_TEST(rejected(with_size("{}")) == "accepted");
}

BOOST_AUTO_TEST_CASE(rejects_names_that_occur_twice) {
    const std::string fields = R"(:{"dtype":"F32","shape":[0],"data_offsets":[0,0]})";
    const auto named = [&](std::vector<std::string> names) {
        std::string header;
        for (const std::string& name : names) header += (header.empty() ? "{" : ",") + name + fields;
        return rejected(with_size(header + "}"));
    };
    BOOST_TEST(named({R"("a")", R"("b")", R"("A")", R"("aa")", R"("")"}) == "accepted");
    BOOST_TEST(
        says(named({R"("a")", R"("b")", R"("a")"}), ": byte 115: expected distinct names, found a second tensor a"));
    BOOST_TEST(says(named({R"("a")", R"("\u0061")"}), ": byte 62: expected distinct names, found a second tensor a"));
    BOOST_TEST(
        says(named({R"("\u00e9")", "\"\u00e9\""}), ": byte 67: expected distinct names, found a second tensor \u00e9"));
    const auto metadata = [](std::string_view value) {
        return rejected(with_size("{\"__metadata__\":" + std::string(value) + "}"));
    };
    BOOST_TEST(metadata(R"({"a":"","b":"","":"","ab":""})") == "accepted");
    BOOST_TEST(says(metadata(R"({"a":"x","b":"","\u0061":"x"})"),
                    ": byte 40: expected distinct keys, found a key for the second time"));
    BOOST_TEST(says(metadata("{\"\u00e9\":\"\",\"\\u00e9\":\"\"}"),
                    ": byte 33: expected distinct keys, found a key for the second time"));
    BOOST_TEST(
        says(metadata(R"({},"__metadata__":{})"), ": byte 27: expected distinct names, found a second __metadata__"));
    BOOST_TEST(says(metadata(R"({"a":1})"), ": byte 29: expected a string, found a number"));
    BOOST_TEST(says(metadata(R"({"a":{}})"), ": byte 29: expected a string, found an object"));
    BOOST_TEST(says(metadata(R"("a")"), ": byte 24: expected an object of strings, found a string"));
    BOOST_TEST(says(metadata("null"), ": byte 24: expected an object of strings, found null"));
}

BOOST_AUTO_TEST_CASE(rejects_every_truncation) {
    for (const std::string name : {"types", "shapes", "names", "loose", "metadata"}) {
        const std::string whole = read_file(name);
        for (std::size_t size = 0; size < whole.size(); ++size)
            if (!rejected(whole.substr(0, size)).starts_with(": byte "))
                BOOST_ERROR(name << " of " << size << " bytes");
        if (!rejected(whole + "x").starts_with(": byte ")) BOOST_ERROR(name << " and one byte");
    }
}

BOOST_AUTO_TEST_CASE(every_changed_byte_of_a_header_is_accepted_or_an_error) {
    std::size_t accepted = 0, errors = 0;
    for (const std::string name : {"types", "shapes", "names", "loose"}) {
        const std::string whole = read_file(name);
        const std::size_t size = 8 + static_cast<unsigned char>(whole[0]) + 256u * static_cast<unsigned char>(whole[1]);
        for (std::size_t at = 0; at < size; ++at)
            for (const int change : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                std::string changed = whole;
                changed[at] = static_cast<char>(changed[at] ^ change);
                const std::string text = rejected(changed);
                if (text == "accepted")
                    ++accepted;
                else if (text.starts_with(": byte ") && text.find(": expected ") != text.npos)
                    ++errors;
                else
                    BOOST_ERROR(text);
            }
    }
    BOOST_TEST(accepted > 500u);  // other names
    BOOST_TEST(errors > 20000u);
}

BOOST_AUTO_TEST_CASE(damaged_files_are_read_or_rejected) {
    std::mt19937 random(1);
    const std::string names = read_file("names"), loose = read_file("loose");
    for (int round = 0; round < 10000; ++round) {
        // The size of the header is made right: otherwise little else would be tried.
        const std::string& whole = round % 2 == 0 ? names : loose;
        const std::size_t size = static_cast<unsigned char>(whole[0]) + 256u * static_cast<unsigned char>(whole[1]);
        const std::string header = damaged(whole.substr(8, size), random, "{}[]:,\"\\u0019-.e tfn\x80\xed");
        const std::string text = rejected(with_size(header, whole.substr(8 + size)));
        if (text != "accepted" && !text.starts_with(": byte ")) BOOST_ERROR(text);
    }
}

// Quadratic time would take minutes.
BOOST_AUTO_TEST_CASE(the_time_grows_with_the_size) {
    const auto start = std::chrono::steady_clock::now();
    std::string header = "{";
    for (int i = 100000; i-- > 0;)
        header += "\"" + std::to_string(i) + R"(":{"dtype":"U8","shape":[1],"data_offsets":[)" + std::to_string(i) +
                  "," + std::to_string(i + 1) + "]},";
    header.back() = '}';
    BOOST_TEST(rejected(with_size(header, std::string(100000, 'x'))) == "accepted");
    // One key of 4 MB, which is compared with 200,000 others.
    std::string keys = "{\"__metadata__\":{\"" + std::string(4000000, 'k') + "\":\"\"";
    for (int i = 0; i < 200000; ++i) keys += ",\"k" + std::to_string(i) + "\":\"\"";
    BOOST_TEST(rejected(with_size(keys + "}}")) == "accepted");
    BOOST_TEST(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < 20);
}

BOOST_AUTO_TEST_SUITE_END()
