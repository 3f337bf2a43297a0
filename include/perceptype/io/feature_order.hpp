// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The order of the features of a flattened image. Perceptype and PyTorch store images as (channels, height, width);
/// Keras as (height, width, channels). So the features after a flatten layer come in another order there, and so do
/// the weights of the layers that take them.

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Consecutive groups of features, each of which is a flattened image in Keras's order. Empty if both orders are the
/// same.
struct feature_order {
    struct image {
        std::size_t channels = 0;
        std::size_t pixels = 0;
        constexpr bool operator==(const image&) const = default;
    };
    static constexpr std::size_t max_images = 16;

    std::array<image, max_images> images{};
    std::size_t count = 0;
    bool is_known = true;  ///< false if no order of single features describes what Keras does

    constexpr bool operator==(const feature_order&) const = default;

    /// The order of a flattened image of that shape. It matters only if there are several channels and pixels.
    template <class Shape>
    static constexpr feature_order of_image() {
        feature_order order;
        order.append({Shape::first, Shape::size / Shape::first});
        return order.simplified();
    }

    static constexpr feature_order unknown() {
        feature_order order;
        order.is_known = false;
        return order;
    }

    /// Adds the features of another tensor after these, as concat does. `size` is the number of features here, and
    /// `other_size` that of the other tensor.
    constexpr feature_order followed_by(std::size_t size, const feature_order& other, std::size_t other_size) const {
        if (!is_known || !other.is_known) return unknown();
        feature_order result = count == 0 ? feature_order{}.with({size, 1}) : *this;
        if (other.count == 0)
            result.append({other_size, 1});
        else
            for (std::size_t i = 0; i < other.count; ++i) result.append(other.images[i]);
        return result.simplified();
    }

    /// The index in Keras's order of the feature with this index in ours.
    constexpr std::size_t index_in_keras(std::size_t feature) const {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto [channels, pixels] = images[i];
            const std::size_t offset = feature - begin;
            if (offset < channels * pixels) return begin + offset % pixels * channels + offset / pixels;
            begin += channels * pixels;
        }
        return feature;
    }

private:
    constexpr void append(image next) {
        if (count == max_images)
            is_known = false;
        else
            images[count++] = next;
    }
    constexpr feature_order with(image next) const {
        feature_order result = *this;
        result.append(next);
        return result;
    }
    constexpr feature_order simplified() const {
        for (std::size_t i = 0; i < count; ++i)
            if (images[i].channels != 1 && images[i].pixels != 1) return *this;
        feature_order same;
        same.is_known = is_known;
        return same;
    }
};

/// The orders of the features that leave each layer of a chain.
template <class Chain>
class feature_orders {
    static constexpr std::size_t count = Chain::layer_count;

public:
    /// `entering` is the order of the chain's input, and `leaving` that which its output must have.
    constexpr feature_orders(const feature_order& entering, const feature_order& leaving) {
        at_[0] = entering;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (find<i + 1>(leaving), ...);
        }(std::make_index_sequence<count - 1>{});
    }

    /// The order in which features leave a layer; layer 0 is the input.
    constexpr const feature_order& after(std::size_t layer) const { return at_[layer]; }

    /// The order in which the chain's input has to come if it is reshaped to an image.
    static constexpr feature_order required_at_input() { return required_after<0>(feature_order{}); }

private:
    template <std::size_t Layer>
    using output = typename Chain::template output<Layer>;
    template <std::size_t Layer>
    static constexpr bool is_view = Chain::template layer<Layer>::can.is_view;

    /// The layer treats each feature alike, so that they leave in the order in which they come.
    template <std::size_t Layer>
    static constexpr bool preserves_order = [] {
        using layer = typename Chain::template layer<Layer>;
        return output<Layer>::rank == 1 && output<Layer - 1>::rank == 1 &&
               output<Layer>::size == output<Layer - 1>::size && !layer::can.absorbs_scale;
    }();

    /// The order in which the features that leave a layer are needed, because a later layer reshapes them to an image.
    template <std::size_t Layer>
    static constexpr feature_order required_after(const feature_order& leaving) {
        if constexpr (Layer + 1 == count)
            return leaving;
        else if constexpr (output<Layer>::rank == 1 && output<Layer + 1>::rank > 1 && is_view<Layer + 1>)
            return feature_order::of_image<output<Layer + 1>>();
        else if constexpr (preserves_order<Layer + 1>)
            return required_after<Layer + 1>(leaving);
        else
            return {};
    }

    template <std::size_t Layer>
    constexpr void find(const feature_order& leaving) {
        if constexpr (output<Layer>::rank != 1) {
            // A view turns features into an image: they must come in that image's order.
            if constexpr (output<Layer - 1>::rank == 1 && is_view<Layer>)
                if (at_[Layer - 1] != feature_order::of_image<output<Layer>>()) at_[Layer] = feature_order::unknown();
            if (!at_[Layer - 1].is_known) at_[Layer] = feature_order::unknown();
        } else if constexpr (is_view<Layer> && output<Layer - 1>::rank != 1) {
            at_[Layer] =
                at_[Layer - 1].is_known ? feature_order::of_image<output<Layer - 1>>() : feature_order::unknown();
        } else if constexpr (preserves_order<Layer>) {
            at_[Layer] = at_[Layer - 1];
        } else {
            at_[Layer] = required_after<Layer>(leaving);
        }
    }

    std::array<feature_order, count> at_{};
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
