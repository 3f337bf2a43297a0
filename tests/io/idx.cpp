// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/idx.hpp>

#include <io/temporary_file.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_idx)

namespace pt = perceptype;
using namespace std::string_literals;
using perceptype_test::damaged;
using perceptype_test::error_text;
using perceptype_test::says;
using perceptype_test::temporary_file;

namespace {

/// An IDX header: magic of that element type and the extents, the most significant byte first.
std::string header(std::initializer_list<std::uint32_t> extents, int type = 8) {
    std::string bytes{'\0', '\0', static_cast<char>(type), static_cast<char>(extents.size())};
    for (const std::uint32_t extent : extents)
        for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(extent >> shift & 0xff);
    return bytes;
}

const std::string two_images = header({2, 2, 3}) + "\x00\x01\x02\x33\x80\xff\xff\x05\x04\x03\x02\x01"s;
const std::string three_labels = header({3}) + "\x07\x00\x09"s;

template <std::size_t... Extents>
std::string rejected_images(const std::string& content) {
    const temporary_file file(content);
    return error_text(file.path(), [&] { (void)pt::read_idx_images<float, Extents...>(file.path()); });
}

std::string rejected_labels(const std::string& content, std::size_t class_count = 10) {
    const temporary_file file(content);
    return error_text(file.path(), [&] { (void)pt::read_idx_labels(file.path(), class_count); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_images_of_every_shape_that_fits) {
    const temporary_file file(two_images);
    const auto flat = pt::read_idx_images<double, 6>(file.path());
    BOOST_TEST_REQUIRE(flat.size() == 2u);
    BOOST_TEST((flat[0] == pt::tensor<double, 6>{0.0, 1 * (1.0 / 255), 2 * (1.0 / 255), 0.2, 128 * (1.0 / 255), 1.0}));
    BOOST_TEST(flat[1][0] == 1.0);
    BOOST_TEST(flat[1][5] == 1.0 / 255);

    const auto image = pt::read_idx_images<float, 1, 2, 3>(file.path(), 1);
    BOOST_TEST_REQUIRE(image.size() == 2u);
    BOOST_TEST(image[0](0, 1, 0) == 51.0f);
    BOOST_TEST(image[1](0, 0, 2) == 4.0f);
    BOOST_TEST(image[1](0, 1, 2) == 1.0f);

    const auto matrix = pt::read_idx_images<float, 2, 3>(file.path(), 2);
    BOOST_TEST_REQUIRE(matrix.size() == 2u);
    BOOST_TEST(matrix[0](1, 2) == 510.0f);
}

BOOST_AUTO_TEST_CASE(reads_labels) {
    const temporary_file file(three_labels);
    BOOST_TEST((pt::read_idx_labels(file.path()) == std::vector<std::size_t>{7, 0, 9}));
    const temporary_file letters(header({2}) + "\x1a\xff");
    BOOST_TEST((pt::read_idx_labels(letters.path(), 256) == std::vector<std::size_t>{26, 255}));
    BOOST_TEST((pt::read_idx_labels(letters.path(), 0) == std::vector<std::size_t>{26, 255}));
}

BOOST_AUTO_TEST_CASE(reads_into_the_callers_storage) {
    const temporary_file images_file(two_images);
    const temporary_file labels_file(three_labels);
    std::vector<pt::tensor<float, 6>> images(3);
    std::array<std::size_t, 4> labels{77, 77, 77, 77};
    images[2][0] = 77;
    BOOST_TEST(pt::read_idx_images(images_file.path(), images, 1) == 2u);
    BOOST_TEST((images[0] == pt::tensor<float, 6>{0, 1, 2, 51, 128, 255}));
    BOOST_TEST((images[1] == pt::tensor<float, 6>{255, 5, 4, 3, 2, 1}));
    BOOST_TEST(images[2][0] == 77);
    BOOST_TEST(pt::read_idx_labels(labels_file.path(), labels) == 3u);
    BOOST_TEST((labels == std::array<std::size_t, 4>{7, 0, 9, 77}));
    // Exactly as large as needed, as spans of static and dynamic extent.
    BOOST_TEST(pt::read_idx_images(images_file.path(), std::span(images).first<2>()) == 2u);
    BOOST_TEST(pt::read_idx_images(images_file.path(), std::span(images).first(2)) == 2u);
    BOOST_TEST(pt::read_idx_labels(labels_file.path(), std::span(labels).first(3)) == 3u);
}

BOOST_AUTO_TEST_CASE(storage_keeps_its_values_on_an_error) {
    std::vector<pt::tensor<float, 2, 3>> images(1, pt::tensor<float, 2, 3>{1, 2, 3, 4, 5, 6});
    std::vector<std::size_t> labels(2, 77);
    const auto before = images;
    const auto rejected_images_into = [&](const std::string& content) {
        const temporary_file file(content);
        return error_text(file.path(), [&] { pt::read_idx_images(file.path(), images); });
    };
    const auto rejected_labels_into = [&](const std::string& content) {
        const temporary_file file(content);
        return error_text(file.path(), [&] { pt::read_idx_labels(file.path(), labels); });
    };
    BOOST_TEST(says(rejected_images_into(two_images), ": byte 4: expected at most 1 image, found 2"));
    BOOST_TEST(says(rejected_images_into(header({1, 2, 3}) + "12345"),
                    ": byte 21: expected 1 image of 6 bytes, found the end of the file"));
    BOOST_TEST((images == before));
    BOOST_TEST(says(rejected_labels_into(three_labels), ": byte 4: expected at most 2 labels, found 3"));
    BOOST_TEST(says(rejected_labels_into(header({2}) + "\x01\x0a"), ": byte 9: expected a label below 10, found 10"));
    BOOST_TEST((labels == std::vector<std::size_t>{77, 77}));
}

BOOST_AUTO_TEST_CASE(rejects_files_that_cannot_be_read) {
    const std::string missing = temporary_file::unused_path().string();
    const std::string folder = std::filesystem::temp_directory_path().string();
    BOOST_TEST(error_text(missing, [&] { (void)pt::read_idx_labels(missing); }) ==
               ": expected a readable file, found no such file");
    BOOST_TEST(error_text(missing, [&] { (void)pt::read_idx_images<float, 6>(missing); }) ==
               ": expected a readable file, found no such file");
    BOOST_TEST(error_text(folder, [&] { (void)pt::read_idx_labels(folder); }) ==
               ": expected a readable file, found a directory");
    BOOST_TEST(says(rejected_labels("\x1f\x8b\x08\x00"s),
                    ": byte 0: expected plain data, found gzip data (gunzip the file first)"));
    BOOST_TEST(says(rejected_images<6>("\x1f\x8b"s),
                    ": byte 0: expected plain data, found gzip data (gunzip the file first)"));
}

BOOST_AUTO_TEST_CASE(rejects_a_wrong_magic_type_or_dimension_count) {
    BOOST_TEST(says(rejected_labels("P5 1 1 255\n"),
                    ": byte 0: expected two zero bytes, the start of an IDX file, found bytes 80 and 53"));
    BOOST_TEST(says(rejected_labels("\x00\x01\x08\x01"s),
                    ": byte 0: expected two zero bytes, the start of an IDX file, found bytes 0 and 1"));
    for (const int type : {0, 7, 9, 0x0b, 0x0c, 0x0d, 0x0e, 255})
        BOOST_TEST(says(rejected_labels(header({1}, type) + "1"),
                        ": byte 2: expected element type 8, unsigned byte, found type " + std::to_string(type)));
    BOOST_TEST(says(rejected_labels(two_images), ": byte 3: expected 1 dimension, found 3"));
    BOOST_TEST(says(rejected_labels(header({})), ": byte 3: expected 1 dimension, found 0"));
    BOOST_TEST(says(rejected_images<6>(three_labels), ": byte 3: expected 3 dimensions, found 1"));
    BOOST_TEST(says((rejected_images<1, 2, 3>(header({2, 1, 2, 3}))), ": byte 3: expected 3 dimensions, found 4"));
    BOOST_TEST(says(rejected_images<6>("\x00\x00\x08\xff"s), ": byte 3: expected 3 dimensions, found 255"));
}

BOOST_AUTO_TEST_CASE(rejects_images_of_another_size) {
    BOOST_TEST(says((rejected_images<3, 3>(two_images)), ": byte 8: expected height 3, found 2"));
    BOOST_TEST(says((rejected_images<2, 2>(two_images)), ": byte 12: expected width 2, found 3"));
    BOOST_TEST(says((rejected_images<1, 3, 2>(two_images)), ": byte 8: expected height 3, found 2"));
    BOOST_TEST(says((rejected_images<1, 2, 4>(two_images)), ": byte 12: expected width 4, found 3"));
    BOOST_TEST(says(rejected_images<5>(two_images), ": byte 8: expected 5 pixels an image, found 2 x 3"));
    BOOST_TEST(says(rejected_images<1>(header({1, 0, 0})), ": byte 8: expected 1 pixels an image, found 0 x 0"));
}

BOOST_AUTO_TEST_CASE(rejects_files_without_items) {
    BOOST_TEST(says(rejected_images<6>(header({0, 2, 3})), ": byte 4: expected at least 1 image, found 0"));
    BOOST_TEST(says(rejected_labels(header({0})), ": byte 4: expected at least 1 label, found 0"));
}

BOOST_AUTO_TEST_CASE(rejects_labels_out_of_range) {
    BOOST_TEST(says(rejected_labels(header({3}) + "\x07\x0a\x09"), ": byte 9: expected a label below 10, found 10"));
    BOOST_TEST(says(rejected_labels(header({1}) + "\xff"), ": byte 8: expected a label below 10, found 255"));
    BOOST_TEST(says(rejected_labels(three_labels, 9), ": byte 10: expected a label below 9, found 9"));
}

BOOST_AUTO_TEST_CASE(rejects_every_truncation_at_its_end) {
    for (std::size_t size = 0; size < two_images.size(); ++size) {
        const std::string expected = size < 16 ? "an IDX header of 16 bytes" : "2 images of 6 bytes";
        BOOST_TEST(says(rejected_images<6>(two_images.substr(0, size)),
                        ": byte " + std::to_string(size) + ": expected " + expected + ", found the end of the file"));
    }
    for (std::size_t size = 0; size < three_labels.size(); ++size) {
        const std::string expected = size < 8 ? "an IDX header of 8 bytes" : "3 labels of 1 byte";
        BOOST_TEST(says(rejected_labels(three_labels.substr(0, size)),
                        ": byte " + std::to_string(size) + ": expected " + expected + ", found the end of the file"));
    }
}

BOOST_AUTO_TEST_CASE(rejects_bytes_behind_the_last_item) {
    BOOST_TEST(
        says(rejected_images<6>(two_images + "x"), ": byte 28: expected the end of the file, found 1 more byte"));
    BOOST_TEST(says(rejected_images<6>(two_images + two_images),
                    ": byte 28: expected the end of the file, found 28 more bytes"));
    BOOST_TEST(
        says(rejected_labels(three_labels + "12"), ": byte 11: expected the end of the file, found 2 more bytes"));
}

BOOST_AUTO_TEST_CASE(believes_no_header) {
    // Terabytes, if they were allocated.
    BOOST_TEST(says((rejected_images<28, 28>(header({0xFFFFFFFF, 28, 28}) + "x")),
                    ": byte 17: expected 4294967295 images of 784 bytes, found the end of the file"));
    BOOST_TEST(says(rejected_labels(header({0xFFFFFFFF}) + "x"),
                    ": byte 9: expected 4294967295 labels of 1 byte, found the end of the file"));
    // Products that are 0 or the right number in 32 bits.
    BOOST_TEST(says(rejected_images<6>(header({1, 0x10000, 0x10000})),
                    ": byte 8: expected 6 pixels an image, found 65536 x 65536"));
    BOOST_TEST(says(rejected_images<6>(header({1, 0x80000003, 2})),
                    ": byte 8: expected 6 pixels an image, found 2147483651 x 2"));
    BOOST_TEST(says(rejected_images<1>(header({1, 0xFFFFFFFF, 0xFFFFFFFF})),
                    ": byte 8: expected 1 pixels an image, found 4294967295 x 4294967295"));
    // 2^30 images of 4 bytes: 0 bytes in 32 bits.
    BOOST_TEST(says(rejected_images<4>(header({0x40000000, 2, 2})),
                    ": byte 16: expected 1073741824 images of 4 bytes, found the end of the file"));
    // So is a size that no file has, where there is room for it.
    std::vector<std::size_t> labels(1);
    const temporary_file file(header({0x80000000}));
    BOOST_TEST(error_text(file.path(), [&] { pt::read_idx_labels(file.path(), labels); }) ==
               ": byte 4: expected at most 1 label, found 2147483648");
}

BOOST_AUTO_TEST_CASE(damaged_files_are_read_or_rejected) {
    std::mt19937 random(1);
    const temporary_file file("");
    std::size_t accepted = 0;
    std::size_t rejected = 0;
    const auto attempt = [&](const auto& read) {
        try {
            read();
            ++accepted;
        } catch (const pt::data_error& error) {
            const std::string what = error.what();
            if (what.find(": expected ") == what.npos || what.find(", found ") == what.npos) BOOST_ERROR(what);
            ++rejected;
        }
    };
    const std::string likely = "\x00\x01\x02\x03\x06\x08\x7f\x80\xff\x1f\x8b"s;
    for (int round = 0; round < 3000; ++round) {
        const std::string images_content = damaged(two_images, random, likely);
        file.write(images_content);
        attempt([&] {
            const auto images = pt::read_idx_images<float, 6>(file.path());
            bool right = !images.empty() && 16 + 6 * images.size() == images_content.size();
            for (const auto& image : images)
                for (const float pixel : image) right = right && pixel >= 0 && pixel <= 1;
            if (!right) BOOST_ERROR("images read wrongly");
        });
        std::vector<pt::tensor<float, 1, 2, 3>> storage(2, pt::tensor<float, 1, 2, 3>{9, 9, 9, 9, 9, 9});
        const auto before = storage;
        bool finished = false;
        attempt([&] {
            pt::read_idx_images(file.path(), storage);
            finished = true;
        });
        if (!finished && storage != before) BOOST_ERROR("storage changed in spite of an error");

        const std::string labels_content = damaged(three_labels, random, likely);
        file.write(labels_content);
        attempt([&] {
            const auto labels = pt::read_idx_labels(file.path());
            bool right = !labels.empty() && 8 + labels.size() == labels_content.size();
            for (const std::size_t label : labels) right = right && label < 10;
            if (!right) BOOST_ERROR("labels read wrongly");
        });
    }
    BOOST_TEST(accepted > 100u);
    BOOST_TEST(rejected > 500u);
}

BOOST_AUTO_TEST_SUITE_END()
