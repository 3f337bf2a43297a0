// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The IDX format of the MNIST files, as described at http://yann.lecun.com/exdb/mnist/: two zero bytes, a byte for the
/// type of the elements (8 = unsigned byte, the only one read here), a byte for the number of dimensions, each
/// dimension's extent in four bytes, the most significant first, and the elements, the last dimension fastest.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/input_file.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// An IDX file of unsigned bytes whose header has been read and checked against the file's real size.
class idx_file {
public:
    static constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

    /// Checks magic and number of dimensions and reads the extents; `item_extents` are those behind the first.
    idx_file(const std::string& path, std::span<std::uint32_t> item_extents)
        : file_(path), payload_(8 + 4 * item_extents.size()) {
        std::array<unsigned char, 4> magic;
        if (const std::size_t found = file_.read(magic.data(), 4); found != 4) fail_header(found);
        if (magic[0] != 0 || magic[1] != 0)
            fail(0, "two zero bytes, the start of an IDX file", {"bytes ", magic[0], " and ", magic[1]});
        if (magic[2] != 8) fail(2, "element type 8, unsigned byte", {"type ", magic[2]});
        const std::size_t dimensions = 1 + item_extents.size();
        if (magic[3] != dimensions) fail(3, counted(dimensions, "dimension"), magic[3]);
        count_ = read_extent(4);
        for (std::size_t i = 0; i < item_extents.size(); ++i) item_extents[i] = read_extent(8 + 4 * i);
    }

    /// The items' bytes. The header's count is believed only if the file is exactly as long.
    std::vector<unsigned char> read_items(const char* item, std::size_t item_bytes, std::size_t most) {
        if (count_ == 0) fail(4, {"at least ", counted(1, item)}, 0);
        if (count_ > most) fail(4, {"at most ", counted(most, item)}, count_);
        const std::size_t available = file_.remaining();
        const data_error::text expected{counted(count_, item), " of ", counted(item_bytes, "byte")};
        // Divided, not multiplied: a hostile count must not overflow.
        if (count_ > available / item_bytes) fail(payload_ + available, expected, "the end of the file");
        const std::size_t size = count_ * item_bytes;
        if (size < available) fail(payload_ + size, "the end of the file", counted(available - size, "more byte"));
        std::vector<unsigned char> bytes(size);
        if (const std::size_t found = file_.read(bytes.data(), size); found != size)
            fail(payload_ + found, expected, "the end of the file");  // the file shrank meanwhile
        return bytes;
    }

    [[noreturn]] void fail(std::size_t byte, const data_error::text& expected, const data_error::text& found) const {
        PERCEPTYPE_THROW(data_error::at_byte(file_.name(), byte, expected, found));
    }

    /// Where the elements start.
    std::size_t payload() const noexcept { return payload_; }

private:
    [[noreturn]] void fail_header(std::size_t size) const {
        fail(size, {"an IDX header of ", payload_, " bytes"}, "the end of the file");
    }

    std::uint32_t read_extent(std::size_t position) {
        std::array<unsigned char, 4> bytes;
        if (const std::size_t found = file_.read(bytes.data(), 4); found != 4) fail_header(position + found);
        std::uint32_t extent = 0;
        for (const unsigned char byte : bytes) extent = extent << 8 | byte;
        return extent;
    }

    input_file file_;
    std::size_t payload_;
    std::uint32_t count_ = 0;
};

/// An IDX image has no channels.
template <class Shape>
inline constexpr bool fits_idx_image = Shape::rank == 1 || Shape::rank == 2;
template <std::size_t Height, std::size_t Width>
inline constexpr bool fits_idx_image<shape<1, Height, Width>> = true;

/// The file's bytes if its images have the tensor's shape and there are at most `most`.
template <std::size_t... Extents>
std::vector<unsigned char> read_image_bytes(const std::string& path, std::size_t most) {
    constexpr std::size_t rank = sizeof...(Extents);
    constexpr std::array<std::size_t, rank> extents{Extents...};
    constexpr std::size_t pixels = (Extents * ... * 1);
    std::array<std::uint32_t, 2> found{};
    idx_file file(path, found);
    if constexpr (rank < 2) {
        // Two extents of 32 bits: their product fits in 64.
        if (std::uint64_t{found[0]} * found[1] != pixels)
            file.fail(8, {pixels, " pixels an image"}, {found[0], " x ", found[1]});
    } else {
        if (found[0] != extents[rank - 2]) file.fail(8, {"height ", extents[rank - 2]}, found[0]);
        if (found[1] != extents[rank - 1]) file.fail(12, {"width ", extents[rank - 1]}, found[1]);
    }
    return file.read_items("image", pixels, most);
}

template <class Tensor>
void scale_pixels(const std::vector<unsigned char>& bytes, std::span<Tensor> images, double scale) {
    const unsigned char* byte = bytes.data();
    for (Tensor& image : images)
        for (auto& pixel : image) pixel = static_cast<typename Tensor::scalar_type>(*byte++ * scale);
}

template <std::floating_point Scalar, std::size_t... Extents, std::size_t Extent>
std::size_t read_images_into(const std::string& path, std::span<tensor<Scalar, Extents...>, Extent> images,
                             double scale) {
    const std::vector<unsigned char> bytes = read_image_bytes<Extents...>(path, images.size());
    const std::size_t count = bytes.size() / (Extents * ... * 1);
    scale_pixels(bytes, images.first(count), scale);
    return count;
}

inline std::vector<unsigned char> read_label_bytes(const std::string& path, std::size_t class_count, std::size_t most) {
    idx_file file(path, {});
    std::vector<unsigned char> bytes = file.read_items("label", 1, most);
    if (class_count == 0) return bytes;
    const auto wrong = std::find_if(bytes.begin(), bytes.end(), [=](auto label) { return label >= class_count; });
    if (wrong != bytes.end())
        file.fail(file.payload() + static_cast<std::size_t>(wrong - bytes.begin()), {"a label below ", class_count},
                  *wrong);
    return bytes;
}

}  // namespace detail

/// Reads the images of an IDX file (three dimensions: images, height, width) into tensors of their shape:
/// `read_idx_images<float, 784>(path)`, `<float, 28, 28>` or, for convolutions, `<float, 1, 28, 28>`. Pixels are
/// multiplied by `scale`, by default to 0 .. 1.
///
/// Throws data_error with file, byte, expected and found: no such file, a directory, gzip data, not an IDX file,
/// another element type or number of dimensions, images of another size, none at all, fewer or more bytes than the
/// header promises. The header is compared with the file's real size before anything is allocated.
template <std::floating_point Scalar, std::size_t... Extents>
std::vector<tensor<Scalar, Extents...>> read_idx_images(const std::string& path, double scale = 1.0 / 255) {
    static_assert(detail::fits_idx_image<shape<Extents...>>,
                  "perceptype: an IDX image has one channel; read it as <Scalar, height * width>, <Scalar, height, "
                  "width> or <Scalar, 1, height, width>");
    const std::vector<unsigned char> bytes = detail::read_image_bytes<Extents...>(path, detail::idx_file::no_limit);
    std::vector<tensor<Scalar, Extents...>> images(bytes.size() / (Extents * ... * 1));
    detail::scale_pixels(bytes, std::span(images), scale);
    return images;
}

/// The same into the caller's storage, a contiguous range (array, vector, span) of tensors; returns the number of
/// images, which may be less than the storage holds. Throws data_error also if the file has more. On any error the
/// storage keeps its old values; to that end the file's bytes are read as a whole first, into memory of their own.
template <class Images>
    requires(is_tensor<typename decltype(std::span(std::declval<Images&>()))::element_type>)
std::size_t read_idx_images(const std::string& path, Images&& images, double scale = 1.0 / 255) {
    using image = typename decltype(std::span(images))::element_type;
    static_assert(detail::fits_idx_image<typename image::shape_type>,
                  "perceptype: an IDX image has one channel; read it as <Scalar, height * width>, <Scalar, height, "
                  "width> or <Scalar, 1, height, width>");
    return detail::read_images_into(path, std::span(images), scale);
}

/// Reads the labels of an IDX file (one dimension), each below `class_count` (0 takes any). Throws data_error as
/// read_idx_images does, and for a label out of range.
inline std::vector<std::size_t> read_idx_labels(const std::string& path, std::size_t class_count = 10) {
    const auto bytes = detail::read_label_bytes(path, class_count, detail::idx_file::no_limit);
    return {bytes.begin(), bytes.end()};
}

/// The same into the caller's storage; returns the number of labels. On any error the storage keeps its old values.
inline std::size_t read_idx_labels(const std::string& path, std::span<std::size_t> labels,
                                   std::size_t class_count = 10) {
    const auto bytes = detail::read_label_bytes(path, class_count, labels.size());
    std::copy(bytes.begin(), bytes.end(), labels.begin());
    return bytes.size();
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
