// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/npz_file.hpp>

#include <error_text.hpp>
#include <io/npz_data.hpp>
#include <io/temporary_file.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/io/crc32.hpp>
#include <perceptype/io/npy.hpp>
#include <perceptype/io/zip_archive.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_npz_file)

namespace pt = perceptype;
using namespace std::string_literals;
using npz_data::read_file;
using bytes = std::vector<std::byte>;

namespace {

#if defined(PERCEPTYPE_ZLIB)
constexpr bool has_zlib = true;
#else
constexpr bool has_zlib = false;
#endif
const std::vector<std::string> stored_files{"arrays.npz", "other_types.npz", "streamed.npz",
                                            "zip64.npz",  "stored.npz",      "empty.npz"};
const std::vector<std::string> deflated_files{"arrays_compressed.npz", "streamed_compressed.npz",
                                              "zip64_compressed.npz", "zeros_compressed.npz", "deflated.npz"};

std::string rejected(const bytes& file) {
    return error_text([&] { return pt::npz_file(file, "w.npz"); });
}

/// The number, as a ZIP archive has it.
std::string number(std::uint64_t value, int size) {
    std::string text;
    for (int i = 0; i < size; ++i) text += static_cast<char>(i < 8 ? value >> 8 * i & 0xff : 0);
    return text;
}

/// A member of an archive. The defaults are those of a correct one.
struct member {
    std::string name = "x.npy";
    std::string data;
    std::string local_extra{};
    std::string central_extra{};
    unsigned method = 0;
    unsigned flags = 0;
    std::uint32_t crc = pt::detail::crc32(std::as_bytes(std::span(data)));
    std::uint64_t size = data.size();
    std::uint64_t compressed_size = data.size();
    std::uint64_t local_size = size;
    std::uint64_t local_compressed_size = compressed_size;
    std::uint32_t local_crc = crc;
    std::string local_name = name;
    std::string descriptor{};
    unsigned part = 0;
    std::uint64_t header = ~std::uint64_t{0};  ///< the offset in the directory, if it is not the real one
};

struct end_record {
    std::int64_t more_entries = 0, more_size = 0, more_offset = 0;
    unsigned part = 0;
    std::string before{}, comment{};
};

bytes archive(const std::vector<member>& members, const end_record& end = {}) {
    std::string content;
    std::string directory;
    for (const member& m : members) {
        const std::uint64_t header = m.header == ~std::uint64_t{0} ? content.size() : m.header;
        const auto start = number(m.flags, 2) + number(m.method, 2) + number(0x210000, 4);
        content += "PK\x03\x04" + number(45, 2) + start + number(m.local_crc, 4) + number(m.local_compressed_size, 4) +
                   number(m.local_size, 4) + number(m.local_name.size(), 2) + number(m.local_extra.size(), 2) +
                   m.local_name + m.local_extra + m.data + m.descriptor;
        directory += "PK\x01\x02" + number(0x32d, 2) + number(45, 2) + start + number(m.crc, 4) +
                     number(m.compressed_size, 4) + number(m.size, 4) + number(m.name.size(), 2) +
                     number(m.central_extra.size(), 2) + number(0, 2) + number(m.part, 2) + number(0, 6) +
                     number(header, 4) + m.name + m.central_extra;
    }
    const std::uint64_t entries = members.size() + static_cast<std::uint64_t>(end.more_entries);
    const std::string record = "PK\x05\x06" + number(end.part, 4) + number(entries, 2) + number(entries, 2) +
                               number(directory.size() + static_cast<std::uint64_t>(end.more_size), 4) +
                               number(content.size() + static_cast<std::uint64_t>(end.more_offset), 4) +
                               number(end.comment.size(), 2) + end.comment;
    return npz_data::bytes_of(content + directory + end.before + record);
}

/// An array of two floats as NumPy writes it: 136 bytes.
std::string array(char order = '<') {
    return "\x93NUMPY\x01"s + '\0' + "\x76"s + '\0' + "{'descr': '" + order +
           "f4', 'fortran_order': False, 'shape': (2,), }" + std::string(60, ' ') + "\n\1\2\3\4\5\6\7\x08";
}

/// A deflate stream of one stored block.
std::string deflated(const std::string& data) {
    return '\1' + number(data.size(), 2) + number(~data.size() & 0xffff, 2) + data;
}
member deflated_member(const std::string& data) {
    member m{.data = deflated(data),
             .method = 8,
             .crc = pt::detail::crc32(std::as_bytes(std::span(data))),
             .size = data.size()};
    m.local_size = m.size;
    return m;
}

bool all_floats(const pt::npz_file& file) {
    for (std::size_t i = 0; i < file.size(); ++i)
        if (!npz_data::has_values(file.tensor(i))) return false;
    return true;
}

std::string names(const pt::npz_file& file) {
    std::string text;
    for (std::size_t i = 0; i < file.size(); ++i) text += (i == 0 ? "" : " ") + std::string(file.tensor(i).name);
    return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_every_element_type_and_order) {
    for (const char* const name : {"arrays.npz", "arrays_compressed.npz"}) {
        if (!has_zlib && name != stored_files[0]) continue;
        const bytes content = read_file(name);
        const pt::npz_file file(content, name);
        BOOST_TEST(file.name() == name);
        BOOST_TEST(all_floats(file));
        std::set<std::string, std::less<>> found;
        std::size_t fortran = 0;
        for (std::size_t i = 0; i < file.size(); ++i) {
            const pt::file_tensor tensor = file.tensor(i);
            const std::string_view text = tensor.name;  // such as >f8F2x3x4
            BOOST_TEST(tensor.type_name == text.substr(0, 3));
            BOOST_TEST((tensor.byte_order == (text[0] == '<' ? std::endian::little : std::endian::big)));
            BOOST_TEST(pt::size_of_element(tensor.type) == static_cast<std::size_t>(text[2] - '0'));
            BOOST_TEST(npz_data::shape_text(tensor) == text.substr(4));
            if (tensor.column_major) ++fortran;
            BOOST_TEST((!tensor.column_major || text[3] == 'F'));
            found.insert(std::string(text));
        }
        BOOST_TEST(found.size() == 60u);
        BOOST_TEST(fortran == 12u);  // NumPy takes a vector, an empty array and the like for C order
    }
}

BOOST_AUTO_TEST_CASE(names_other_element_types) {
    const bytes content = read_file("other_types.npz");
    const pt::npz_file file(content, "other_types.npz");
    BOOST_TEST(names(file) == "integers bool complex text bytes record object long date");
    std::string types;
    for (std::size_t i = 0; i < file.size(); ++i) {
        BOOST_TEST((file.tensor(i).type == pt::element_type::other));
        types += std::string(file.tensor(i).type_name) + ' ';
    }
    BOOST_TEST(types == "<i8 |b1 <c8 <U3 |S3 [('a', '<f4'), ('b', '<i8', (2,))] |O <f16 <M8[D] ");
}

BOOST_AUTO_TEST_CASE(reads_every_kind_of_record) {
    for (const std::string& name :
         {"streamed.npz"s, "zip64.npz"s, "streamed_compressed.npz"s, "zip64_compressed.npz"s}) {
        if (!has_zlib && name.ends_with("_compressed.npz")) continue;
        const bytes content = read_file(name);
        const pt::npz_file file(content, name.c_str());
        BOOST_TEST(names(file) == "first second");
        BOOST_TEST(all_floats(file));
    }
    const bytes content = read_file("stored.npz");
    const pt::npz_file file(content, "stored.npz");
    BOOST_TEST(names(file) == "0.weight 0.bias scale encoder/gr\xc3\xb6\xc3\x9f\x65");
    BOOST_TEST(all_floats(file));
    const bytes empty = read_file("empty.npz");
    BOOST_TEST(pt::npz_file(empty, "empty.npz").size() == 0u);
    if (!has_zlib) return;
    const bytes nested = read_file("deflated.npz");
    const pt::npz_file in_folder(nested, "deflated.npz");
    BOOST_TEST(names(in_folder) == "folder/array");
    BOOST_TEST(all_floats(in_folder));
}

BOOST_AUTO_TEST_CASE(inflates_far_more_than_the_file_has) {
    if (!has_zlib) return;
    const bytes content = read_file("zeros_compressed.npz");
    const pt::npz_file file(content, "zeros_compressed.npz");
    const pt::file_tensor zeros = file.tensor(0);
    BOOST_TEST(zeros.bytes.size() == 2400000u);
    BOOST_TEST(std::all_of(zeros.bytes.begin(), zeros.bytes.end(), [](std::byte b) { return b == std::byte{0}; }));
    BOOST_TEST(npz_data::has_values(file.tensor(1)));
}

BOOST_AUTO_TEST_CASE(needs_zlib_for_deflated_members_alone) {
    for (const std::string& name : stored_files) {
        const bytes content = read_file(name);
        BOOST_TEST(error_text([&] { return pt::npz_file(content, "w.npz", nullptr); }) == "no error");
    }
    const bytes content = read_file("streamed_compressed.npz");
    BOOST_TEST(
        error_text([&] { return pt::npz_file(content, "w.npz", nullptr); }) ==
        "w.npz: first.npy: expected a stored member (numpy.savez) or a build with zlib (PERCEPTYPE_ZLIB), found a "
        "deflated one");
    if (!has_zlib) BOOST_TEST(rejected(content).ends_with("a deflated one"));
}

// numpy.savez calls what numpy.save calls for each array.
BOOST_AUTO_TEST_CASE(arrays_are_written_as_numpy_writes_them) {
    std::size_t compared = 0;
    for (const std::string& name : {"arrays.npz"s, "stored.npz"s, "streamed.npz"s}) {
        const bytes content = read_file(name);
        const pt::npz_file file(content, name.c_str());
        const pt::detail::zip_archive zip(content, name.c_str());
        for (std::size_t i = 0; i < file.size(); ++i, ++compared) {
            const auto numpy = zip.compressed(zip.members()[i]);
            BOOST_TEST((pt::npy_bytes(file.tensor(i)) == bytes(numpy.begin(), numpy.end())));
        }
    }
    BOOST_TEST(compared == 66u);
}

BOOST_AUTO_TEST_CASE(the_archives_of_these_tests_are_correct) {
    for (const auto& content :
         {archive({{.data = array()}}), archive({{.data = array()}, {.name = "y", .data = array('>')}}), archive({}),
          archive({{.data = array()}}, {.comment = std::string(65535, 'c')}),
          archive({{.data = array()}}, {.comment = "PK\5\6" + std::string(22, '\0')}),
          archive({{.data = array(), .local_extra = "ab\2\0cd"s + '\0', .central_extra = "\1\0\0\0"s}}),
          // Sizes in the extra field alone, as Python writes a local header from 3.11.4 on.
          archive({{.data = array(),
                    .local_extra = "\1\0"s + number(16, 2) + number(136, 8) + number(136, 8),
                    .local_size = 0xffffffff,
                    .local_compressed_size = 0xffffffff}}),
          archive({{.data = array(),
                    .flags = 8,
                    .descriptor = number(member{.data = array()}.crc, 4) + number(136, 4) + number(136, 4)}})}) {
        BOOST_TEST(rejected(content) == "no error");
    }
    if (has_zlib) BOOST_TEST(rejected(archive({deflated_member(array())})) == "no error");
}

BOOST_AUTO_TEST_CASE(rejects_what_is_not_an_archive) {
    const auto says = [](std::string_view text) { return rejected(npz_data::bytes_of(text)); };
    BOOST_TEST(says("") == "w.npz: byte 0: expected a ZIP archive (.npz), found fewer than 22 bytes");
    BOOST_TEST(says("\x1f\x8b") == "w.npz: byte 0: expected a ZIP archive (.npz), found gzip data");
    BOOST_TEST(says(array()) == "w.npz: byte 0: expected a ZIP archive (.npz), found a single array (.npy)");
    BOOST_TEST(says(std::string(200000, 'P')) == "w.npz: byte 0: expected a ZIP archive (.npz), found another format");
    BOOST_TEST(says("PK\x03\x04") ==
               "w.npz: byte 4: expected the end record of a ZIP archive, found the end of the data "
               "(the file is incomplete)");
    // A comment that is longer than the file, or shorter than what follows.
    const bytes whole = archive({});
    bytes longer = whole;
    longer[20] = std::byte{1};
    const auto comment = [](int expected, int found) {
        return "w.npz: byte 0: expected an end record with a comment of " + std::to_string(expected) +
               " bytes, up to the end of the data, found one of " + std::to_string(found);
    };
    BOOST_TEST(rejected(longer) == comment(0, 1));
    longer.resize(24);
    BOOST_TEST(rejected(longer) == comment(2, 1));
    longer.resize(65558);
    BOOST_TEST(rejected(longer) == "w.npz: byte 0: expected a ZIP archive (.npz), found another format");
    longer.resize(23);
    BOOST_TEST(rejected(longer) == "no error");
}

BOOST_AUTO_TEST_CASE(rejects_end_records_that_do_not_fit) {
    const std::vector<member> one{{.data = array()}};
    BOOST_TEST(rejected(archive(one, {.part = 1})) ==
               "w.npz: byte 222: expected a ZIP archive in one file, found one part of several");
    BOOST_TEST(rejected(archive(one, {.more_entries = 1})) == "w.npz: byte 222: expected at most 1 members, found 2");
    BOOST_TEST(rejected(archive(one, {.more_entries = 65533})) ==
               "w.npz: byte 222: expected at most 1 members, found 65534");
    BOOST_TEST(rejected(archive(one, {.more_entries = -1})) ==
               "w.npz: byte 171: expected the end of the central directory, found 51 more bytes");
    BOOST_TEST(rejected(archive(one, {.more_size = 1})) ==
               "w.npz: byte 222: expected a central directory that ends at byte 222, found 52 bytes at byte 171");
    BOOST_TEST(rejected(archive(one, {.more_offset = -1})) ==
               "w.npz: byte 222: expected a central directory that ends at byte 222, found 51 bytes at byte 170");
    BOOST_TEST(rejected(archive(one, {.more_size = -1, .more_offset = 1})) ==
               "w.npz: byte 172: expected entry 1 of the central directory, found something else");
    BOOST_TEST(rejected(archive(one, {.more_offset = 100})) ==
               "w.npz: byte 222: expected a central directory that ends at byte 222, found 51 bytes at byte 271");
    // A locator without the record that it locates.
    BOOST_TEST(rejected(archive(one, {.more_size = 1, .before = "PK\6\7"s + number(0, 16)})) ==
               "w.npz: byte 222: expected a ZIP64 end record before this locator, found byte 0");
    BOOST_TEST(rejected(archive(one, {.more_size = 20, .before = "PK\6\7"s + number(0, 16)})) ==
               "w.npz: byte 222: expected the end of the central directory, found 20 more bytes");
}

BOOST_AUTO_TEST_CASE(rejects_zip64_records_that_do_not_fit) {
    bytes whole = read_file("zip64.npz");
    const std::size_t end = whole.size() - 22;
    const auto with = [&](std::size_t at, std::uint64_t value, int size) {
        bytes changed = whole;
        const auto text = npz_data::bytes_of(number(value, size));
        std::copy(text.begin(), text.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
        return rejected(changed);
    };
    const std::size_t locator = end - 20;
    const std::size_t record = locator - 56;
    const std::string at_locator = "w.npz: byte " + std::to_string(locator) +
                                   ": expected a ZIP64 end record before this "
                                   "locator, found byte ";
    BOOST_TEST(with(locator + 8, record + 1, 8) == at_locator + std::to_string(record + 1));
    BOOST_TEST(with(locator + 8, ~std::uint64_t{0}, 8) == at_locator + "18446744073709551615");
    BOOST_TEST(with(locator + 8, locator, 8) == at_locator + std::to_string(locator));
    BOOST_TEST(with(record + 4, 45, 8) == at_locator + std::to_string(record));
    BOOST_TEST(with(record, 0, 4) == at_locator + std::to_string(record));
    const std::string at_end = "w.npz: byte " + std::to_string(end) + ": expected ";
    for (const std::size_t at : {locator + 4, record + 16, record + 20})
        BOOST_TEST(with(at, 1, 4) == at_end + "a ZIP archive in one file, found one part of several");
    BOOST_TEST(with(locator + 16, 2, 4) == at_end + "a ZIP archive in one file, found one part of several");
    BOOST_TEST(with(record + 24, 1, 8) == at_end + "a ZIP archive in one file, found one part of several");
    BOOST_TEST(with(end + 8, 1, 2) == at_end + "a ZIP archive in one file, found one part of several");
    for (const std::size_t at : {end + 4, end + 6})
        BOOST_TEST(with(at, 1, 2) == at_end + "a ZIP archive in one file, found one part of several");
    BOOST_TEST(with(end + 12, 7, 4) ==
               "w.npz: byte " + std::to_string(record) +
                   ": expected the same central directory as in the end record, found another one");
    for (const std::size_t at : {record + 32, record + 40, record + 48})
        BOOST_TEST(with(at, 3, 8).ends_with("the same central directory as in the end record, found another one"));
    BOOST_TEST(
        with(locator, 0, 4).starts_with(at_end + "a central directory that ends at byte " + std::to_string(end)));

    // As in a large file, the end record says nothing.
    for (std::size_t at = end + 8; at < end + 20; ++at) whole[at] = std::byte{0xff};
    BOOST_TEST(rejected(whole) == "no error");
    BOOST_TEST(with(record + 40, ~std::uint64_t{0}, 8) == at_end + "a central directory that ends at byte " +
                                                              std::to_string(record) +
                                                              ", found 18446744073709551615 bytes at byte 479");
    BOOST_TEST(with(record + 48, record + 1, 8) == at_end + "a central directory that ends at byte " +
                                                       std::to_string(record) + ", found 159 bytes at byte 639");
    for (const std::size_t at : {record + 24, record + 32}) whole[at + 7] = std::byte{0x20};
    BOOST_TEST(rejected(whole) == at_end + "at most 3 members, found 2305843009213693954");
}

BOOST_AUTO_TEST_CASE(rejects_members_that_cannot_be_read) {
    const auto says = [](const member& m, const std::string& expected) {
        BOOST_TEST(rejected(archive({m})) == "w.npz: x.npy: expected " + expected);
    };
    for (const unsigned flag : {1u, 1u << 6, 1u << 13})
        says({.data = array(), .flags = flag}, "a plain member, found an encrypted one");
    says({.data = array(), .flags = 1 << 5}, "a plain member, found a patch");
    says({.data = array(), .method = 12}, "a stored or deflated member, found compression method 12");
    says({.data = array(), .part = 1}, "a ZIP archive in one file, found a member in part 2");
    says({.data = array(), .size = 137}, "137 bytes, as the member is stored, found 136");
    says({.data = array(), .method = 8, .size = 1032 * 137},
         "at most 1032 times its compressed size, found 141384 bytes from 136");
    says({.data = array(), .crc = 1}, "data with the CRC-32 1, found " + std::to_string(member{.data = array()}.crc));
    BOOST_TEST(
        rejected(archive({{.data = "no array"}})) ==
        "w.npz: x.npy: byte 0: expected an array in .npy format (which begins with \\x93NUMPY), found another format");
}

BOOST_AUTO_TEST_CASE(rejects_names_that_are_none) {
    const auto says = [](const std::string& name) { return rejected(archive({{.name = name, .data = array()}})); };
    BOOST_TEST(says("") == "w.npz: byte 212: expected a name in UTF-8, found an empty one");
    BOOST_TEST(says("\xff") == "w.npz: byte 213: expected a name in UTF-8, found another one");
    BOOST_TEST(says("a\0b"s) == "w.npz: byte 215: expected a name in UTF-8, found another one");
    BOOST_TEST(rejected(archive({{.data = array()}, {.data = array()}})) ==
               "w.npz: x: expected one array of that name, found two");
    BOOST_TEST(rejected(archive({{.data = array()}, {.name = "y", .data = array()}, {.name = "x", .data = array()}})) ==
               "w.npz: x: expected one array of that name, found two");
    BOOST_TEST(says(std::string(300, 'n') + ".npy") == "no error");
    const std::string error = rejected(archive({{.name = std::string(300, 'n') + "e", .data = "no array"}}));
    BOOST_TEST(error.starts_with("...n"));
    BOOST_TEST(error.find("ne: byte 0: expected an array in .npy format") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rejects_local_headers_that_do_not_agree) {
    const auto says = [](const member& m, const std::string& expected) {
        BOOST_TEST(rejected(archive({m})) == "w.npz: x.npy: expected " + expected);
    };
    const std::string same_size = "the same size and CRC-32 in the local header at byte 0, found others";
    says({.data = array(), .local_size = 135}, same_size);
    says({.data = array(), .local_compressed_size = 135}, same_size);
    says({.data = array(), .local_crc = 0}, same_size);
    says({.data = array(), .local_name = "y.npy"}, "the same name in the local header at byte 0, found another one");
    says({.data = array(), .local_name = std::string(65535, 'x')},
         "the same name in the local header at byte 0, found another one");
    says({.data = array(), .header = 1}, "a local header at byte 1, found something else");
    says({.data = array(), .header = 171 - 30}, "a local header at byte 141, found something else");
    says({.data = array(), .header = 171 - 29}, "a local header at byte 142, found something else");
    says({.data = array(), .header = 171}, "a local header at byte 171, found the central directory");
    says({.data = array(), .header = 0xfffffffe}, "a local header at byte 4294967294, found the central directory");
    says({.data = array(), .size = 137, .compressed_size = 137},
         "137 bytes at byte 35, found 136 before the central directory");
    says({.data = array(), .flags = 8}, "its size and CRC-32 again at byte 171, found others");
    says({.data = array(), .flags = 8, .descriptor = number(0, 12)},
         "its size and CRC-32 again at byte 171, found others");
    bytes method = archive({{.data = array()}});
    method[8] = std::byte{8};
    BOOST_TEST(rejected(method) ==
               "w.npz: x.npy: expected the same method and flags in the local header at byte 0, found others");
}

BOOST_AUTO_TEST_CASE(reads_every_form_of_a_data_descriptor) {
    const std::uint32_t crc = member{.data = array()}.crc;
    for (const std::string& before : {""s, "PK\x07\x08"s})
        for (const int width : {4, 8}) {
            const std::string sizes = number(136, width) + number(136, width);
            for (const std::uint64_t local : {std::uint64_t{0}, std::uint64_t{136}}) {
                const member m{.data = array(),
                               .flags = 8,
                               .local_size = local,
                               .local_compressed_size = local,
                               .local_crc = 0,
                               .descriptor = before + number(crc, 4) + sizes};
                BOOST_TEST(rejected(archive({m, {.name = "y", .data = array()}})) == "no error");
                // The next member begins in the descriptor.
                BOOST_TEST(rejected(archive({m, {.name = "y", .data = array(), .header = 171}})) ==
                           "w.npz: y: expected a local header at byte 171, found something else");
            }
            const member wrong{.data = array(), .flags = 8, .descriptor = before + number(crc + 1, 4) + sizes};
            BOOST_TEST(rejected(archive({wrong})) ==
                       "w.npz: x.npy: expected its size and CRC-32 again at byte 171, found others");
        }
}

BOOST_AUTO_TEST_CASE(rejects_extra_fields_that_do_not_fit) {
    const auto says = [](const member& m, const std::string& expected) {
        BOOST_TEST(rejected(archive({m})) == "w.npz: x.npy: expected " + expected);
    };
    const std::string field = "\1\0"s;
    says({.data = array(), .central_extra = field + number(1, 2)}, "0 bytes of extra fields, found 1");
    says({.data = array(), .local_extra = "ab" + number(5, 2) + "abcd"}, "4 bytes of extra fields, found 5");
    says({.data = array(), .central_extra = field + number(0, 2) + field + number(0, 2)}, "one ZIP64 field, found two");
    says({.data = array(),
          .central_extra = field + number(8, 2) + number(137, 8),
          .compressed_size = 0xffffffff,
          .local_size = 136},
         "136 bytes, as the member is stored, found 137");
    says({.data = array(),
          .central_extra = field + number(8, 2) + number(136, 8),
          .size = 0xffffffff,
          .compressed_size = 0xffffffff},
         "a ZIP64 field of 16 bytes, found 8");
    says({.data = array(),
          .central_extra = field + number(16, 2) + number(~0ull, 8) + number(~0ull, 8),
          .size = 0xffffffff,
          .compressed_size = 0xffffffff},
         "the same size and CRC-32 in the local header at byte 0, found others");
    const std::string huge = field + number(16, 2) + number(~0ull, 8) + number(~0ull, 8);
    says({.data = array(),
          .local_extra = huge,
          .central_extra = huge,
          .size = 0xffffffff,
          .compressed_size = 0xffffffff},
         "18446744073709551615 bytes at byte 55, found 136 before the central directory");
    says({.data = array(), .central_extra = field + number(8, 2) + number(~0ull, 8), .header = 0xffffffff},
         "a local header at byte 18446744073709551615, found the central directory");
    says({.data = array(), .central_extra = field + number(4, 2) + number(3, 4), .part = 0xffff},
         "a ZIP archive in one file, found a member in part 4");
    bytes longer = archive({{.data = array()}});
    longer[171 + 30] = std::byte{1};
    BOOST_TEST(rejected(longer) == "w.npz: byte 171: expected 5 bytes of names at most, found 6");
}

BOOST_AUTO_TEST_CASE(rejects_members_that_overlap) {
    BOOST_TEST(rejected(archive({{.data = array()}, {.data = array(), .header = 0}})) ==
               "w.npz: x.npy: expected a member after byte 171, found one at byte 0");
    // A member within another one: an archive in an archive.
    const bytes inner = archive({{.name = "y", .data = array()}});
    const std::string data(reinterpret_cast<const char*>(inner.data()), inner.size());
    BOOST_TEST(rejected(archive({{.data = data}, {.name = "y", .data = array(), .header = 35}})) ==
               "w.npz: y: expected a member after byte " + std::to_string(35 + data.size()) + ", found one at byte 35");
}

BOOST_AUTO_TEST_CASE(rejects_wrong_deflated_data) {
    if (!has_zlib) return;
    const auto says = [](const member& m, const std::string& found) {
        const std::string text = rejected(archive({m}));
        BOOST_TEST(text == "w.npz: x.npy: expected " + std::to_string(m.size) + " bytes when inflated, found " + found);
    };
    member m = deflated_member(array());
    m.size = m.local_size = 137;
    says(m, "fewer");
    m.size = m.local_size = 135;
    says(m, "more");
    m.size = m.local_size = 0;
    says(m, "more");
    const auto with_data = [](const std::string& data) {
        member changed = deflated_member(array());
        changed.data = data;
        changed.compressed_size = changed.local_compressed_size = data.size();
        return changed;
    };
    const std::string stream = deflated(array());
    says(with_data(stream + "x"), "more compressed data after them");
    says(with_data(stream.substr(0, stream.size() - 1)), "fewer");
    says(with_data(stream.substr(0, 3)), "fewer");
    says(with_data('\0' + stream.substr(1)), "fewer");  // no end
    says(with_data("\7" + stream.substr(1)), "corrupt deflated data");
    says(with_data(stream.substr(0, 3) + "xx" + stream.substr(5)), "corrupt deflated data");
    m = deflated_member(array());
    m.crc = m.local_crc = 7;
    BOOST_TEST(rejected(archive({m})).starts_with("w.npz: x.npy: expected data with the CRC-32 7, found "));
    BOOST_TEST(rejected(archive({deflated_member(array() + "x")})) ==
               "w.npz: x.npy: byte 128: expected 2 elements of 4 bytes, found 9 bytes");
}

BOOST_AUTO_TEST_CASE(too_little_memory_is_an_error) {
    const bytes content = archive({deflated_member(array())});
    const auto without_memory = [](std::span<const std::byte>, std::size_t, pt::detail::byte_buffer&) {
        return pt::detail::inflate_result::no_memory;
    };
    BOOST_TEST(error_text([&] { return pt::npz_file(content, "w.npz", without_memory); }) ==
               "w.npz: expected memory for 136 bytes, found too little");
}

BOOST_AUTO_TEST_CASE(every_incomplete_file_is_an_error) {
    for (const std::string& name :
         {"stored.npz"s, "streamed.npz"s, "zip64.npz"s, "empty.npz"s, "streamed_compressed.npz"s,
          "zip64_compressed.npz"s, "deflated.npz"s, "zeros_compressed.npz"s}) {
        const bytes whole = read_file(name);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            const std::string text = rejected(part);
            if (size >= 4 && name != "empty.npz")
                BOOST_TEST_REQUIRE(text ==
                                   "w.npz: byte " + std::to_string(size) +
                                       ": expected the end record of a ZIP archive, found the end of the data (the "
                                       "file is incomplete)");
            else
                BOOST_TEST_REQUIRE(text == "w.npz: byte 0: expected a ZIP archive (.npz), found fewer than 22 bytes");
        }
    }
}

// Whatever is accepted is what the file had: each byte of the data is in a checksum, and the rest is said twice.
BOOST_AUTO_TEST_CASE(a_wrong_byte_changes_no_array) {
    for (const std::string& name :
         {"stored.npz"s, "streamed.npz"s, "zip64.npz"s, "streamed_compressed.npz"s, "deflated.npz"s}) {
        if (!has_zlib && deflated_files.end() != std::find(deflated_files.begin(), deflated_files.end(), name))
            continue;
        const bytes whole = read_file(name);
        const pt::npz_file original(whole, name.c_str());
        std::size_t errors = 0;
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (int bit = 0; bit < 10; ++bit) {
                bytes changed = whole;
                changed[at] = bit == 8   ? std::byte{0}
                              : bit == 9 ? std::byte{0xff}
                                         : changed[at] ^ static_cast<std::byte>(1 << bit);
                try {
                    const pt::npz_file file(changed, name.c_str());
                    BOOST_TEST_REQUIRE(names(file) == names(original));
                    BOOST_TEST_REQUIRE(all_floats(file));
                } catch (const pt::data_error& error) {
                    BOOST_TEST_REQUIRE(std::string_view(error.source()).starts_with(name));
                    ++errors;
                }
            }
        BOOST_TEST(errors > 5 * whole.size());
    }
}

BOOST_AUTO_TEST_CASE(damaged_files_are_harmless) {
    std::mt19937 random(1);
    for (const auto* const files : {&stored_files, &deflated_files})
        for (const std::string& name : *files) {
            const bytes whole = read_file(name);
            const std::string text(reinterpret_cast<const char*>(whole.data()), whole.size());
            for (int i = 0; i < 1000; ++i) {
                const bytes changed =
                    npz_data::bytes_of(perceptype_test::damaged(text, random, "PK\1\2\3\4\5\6\7\x08\0\xff"s));
                const std::string error = rejected(changed);
                BOOST_TEST_REQUIRE((error == "no error" || error.find(": expected ") != std::string::npos));
            }
        }
}

BOOST_AUTO_TEST_SUITE_END()
