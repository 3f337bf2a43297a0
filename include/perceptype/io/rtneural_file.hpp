// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The JSON of RTNeural: a list of layers with their weights in Keras's layout. Source: RTNeural's model_utils.py. And
/// JSON of a PyTorch state_dict: names and nested arrays.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/json.hpp>
#include <perceptype/io/json_string.hpp>
#include <perceptype/io/save_weights.hpp>
#include <perceptype/io/text_view.hpp>
#include <perceptype/io/weight_errors.hpp>
#include <perceptype/meta/exactly_equal.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A layer of a network that the layers of a file are compared with.
struct layer_to_match {
    std::string_view name;
    std::size_t module = 0;  ///< its number among PyTorch's modules
    double epsilon = 0;      ///< of a normalisation
};

/// A file in memory that has been read as a whole. Anything that the network's layers are not is a data_error: another
/// layer or activation, another number of them, layers with memory.
class rtneural_file {
public:
    rtneural_file(const char* name, std::span<const std::byte> bytes, std::size_t inputs,
                  std::span<const layer_to_match> layers)
        : name_(name), text_(bytes), inputs_(inputs), layers_(layers) {
        json_reader reader{name_, text_.text()};
        for (reader.begin_object("an object with the key \"layers\", or a state_dict"); reader.next_key();) {
            has_layers_ = has_layers_ || reader.key() == "layers";
            if (reader.key() == "model_data")
                reader.fail_at(reader.position(), "layers without memory", "GuitarML's recurrent model");
            reader.skip();
        }
        reader.end();
        read();
    }
    rtneural_file(const rtneural_file&) = delete;
    rtneural_file& operator=(const rtneural_file&) = delete;

    [[nodiscard]] const char* name() const noexcept { return name_; }
    [[nodiscard]] std::size_t size() const noexcept { return tensors_.size(); }
    /// Whether it is a list of layers, in Keras's layout, and not a state_dict.
    [[nodiscard]] bool has_layers() const noexcept { return has_layers_; }

    [[nodiscard]] file_tensor tensor(std::size_t index) const {
        const stored_tensor& stored = tensors_[index];
        file_tensor result = stored.shape;
        result.name = stored.name;
        result.bytes = std::span(values_).subspan(stored.begin, result.size() * sizeof(double));
        return result;
    }

private:
    struct stored_tensor {
        std::string name;   // "2.kernel"
        file_tensor shape;  // without name and bytes
        std::size_t begin = 0;
    };

    void read() {
        json_reader reader{name_, text_.text()};
        for (reader.begin_object(); reader.next_key();) {
            if (!has_layers_) {
                stored_tensor& stored = tensors_.emplace_back();
                stored.name = reader.key().text();
                read_tensor(reader, stored);
            } else if (reader.key() == "layers") {
                if (next_ != 0) reader.fail_at(reader.position(), "one list of layers", "another one");
                for (reader.begin_array("a list of layers"); reader.next_element();) read_layer(reader);
                if (next_ != layers_.size())
                    reader.fail_at(reader.position(), quoted(layers_[next_].name).c_str(), "the end of the layers");
            } else if (reader.key() == "in_shape") {
                read_input(reader);
            } else if (reader.key() == "in_skip" || reader.key() == "in_gain" || reader.key() == "out_gain") {
                const std::size_t position = reader.position();
                if (meta::exactly_unequal(reader.number(), 0))
                    reader.fail_at(position, "no skip and no gain, which the network does not have", "one");
            } else {
                reader.skip();
            }
        }
        check_names();
    }

    void check_names() const {
        std::vector<std::string_view> names;
        names.reserve(tensors_.size());
        for (const stored_tensor& stored : tensors_) names.push_back(stored.name);
        std::sort(names.begin(), names.end());
        if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
            fail_at(name_, "names that differ", "\"" + std::string(*twice) + "\" twice");
    }

    /// The last extent is the number of inputs; the others are null or the length of a batch.
    void read_input(json_reader& reader) {
        std::uint64_t last = 0;
        const std::size_t position = reader.position();
        for (reader.begin_array("a list of extents"); reader.next_element();)
            if (reader.next_kind() == json_reader::kind::null)
                reader.null();
            else
                last = reader.unsigned_integer();
        if (last != inputs_) reader.fail_at(position, count_text("inputs: ", inputs_).c_str(), count_text("", last));
    }

    struct layer_in_file {
        std::string type, activation;
        double epsilon = 0;
        bool has_epsilon = false, has_weights = false;
    };

    void read_layer(json_reader& reader) {
        layer_in_file layer;
        const std::size_t position = reader.position();
        json_reader weights = reader;
        for (reader.begin_object("a layer"); reader.next_key();) {
            if (reader.key() == "type") {
                layer.type = reader.string().text();
            } else if (reader.key() == "activation") {
                layer.activation = reader.string().text();
            } else if (reader.key() == "epsilon") {
                layer.has_epsilon = true;
                layer.epsilon = reader.number();
            } else if (reader.key() == "weights") {
                layer.has_weights = true;
                weights = reader;
                reader.skip();
            } else {
                reader.skip();
            }
        }
        const bool activated = layer.activation != "" && layer.activation != "linear";
        if (layer.type == "activation") {
            take_layer(reader, position, layer.activation);
        } else if (layer.type == "dense" || layer.type == "time-distributed-dense") {
            read_weights(weights, take_layer(reader, position, "dense"), layer, {"kernel", "bias"});
            if (activated) take_layer(reader, position, layer.activation);
        } else if (layer.type == "prelu") {
            read_weights(weights, take_layer(reader, position, "prelu"), layer, {"alpha"});
        } else if (layer.type == "batchnorm" || layer.type == "batchnorm2d") {
            const layer_to_match& matched = take_layer(reader, position, "batch_norm");
            if (layer.has_epsilon && differ(layer.epsilon, matched.epsilon))
                reader.fail_at(position, ("epsilon " + number_text(matched.epsilon)).c_str(),
                               number_text(layer.epsilon));
            read_weights(weights, matched, layer, {"gamma", "beta", "moving_mean", "moving_variance"});
        } else {
            reader.fail_at(position, "a layer of type dense, activation, prelu or batchnorm", quoted(layer.type));
        }
    }

    static bool differ(double a, double b) { return (a < b ? b - a : a - b) > 1e-6 * b; }

    /// The network's next layer, which has to have that name.
    const layer_to_match& take_layer(json_reader& reader, std::size_t position, std::string_view name) {
        if (next_ == layers_.size()) reader.fail_at(position, "the end of the network's layers", quoted(name));
        const layer_to_match& layer = layers_[next_++];
        const bool fast = layer.name.size() == name.size() + 6 && layer.name.starts_with("fast<") &&
                          layer.name.substr(5, name.size()) == name;
        if (layer.name != name && !fast) reader.fail_at(position, quoted(layer.name).c_str(), quoted(name));
        return layer;
    }

    /// The tensors of a layer. Without a bias, or without gamma and beta, the list is shorter.
    void read_weights(json_reader& reader, const layer_to_match& layer, const layer_in_file& in_file,
                      std::initializer_list<const char*> names) {
        if (!in_file.has_weights) reader.fail_at(reader.position(), "the weights of a layer", "none");
        const std::size_t first = tensors_.size();
        for (reader.begin_array("a list of weights"); reader.next_element();) {
            if (tensors_.size() - first == names.size())
                reader.fail_at(reader.position(), count_text("arrays of weights: ", names.size()).c_str(), "more");
            read_tensor(reader, tensors_.emplace_back());
        }
        const std::size_t count = tensors_.size() - first;
        const std::size_t left_out = in_file.type.starts_with("batchnorm") && count == 2 ? 2 : 0;
        for (std::size_t i = 0; i < count; ++i)
            tensors_[first + i].name = std::to_string(layer.module) + "." + names.begin()[i + left_out];
    }

    /// Nested arrays of numbers: each level has as many elements as its neighbours.
    void read_tensor(json_reader& reader, stored_tensor& stored) {
        stored.begin = values_.size();
        stored.shape.type = element_type::f64;
        stored.shape.type_name = "a number";
        // The extents are those of the first elements.
        json_reader first = reader;
        while (first.next_kind() == json_reader::kind::array) {
            if (stored.shape.rank == file_tensor::max_rank)
                reader.fail_at(first.position(), "at most 8 nested arrays", "more");
            json_reader counting = first;
            std::size_t count = 0;
            for (counting.begin_array(); counting.next_element(); ++count) counting.skip();
            stored.shape.extents[stored.shape.rank++] = count;
            if (count == 0) break;
            first.begin_array();
            static_cast<void>(first.next_element());
        }
        read_elements(reader, stored.shape, 0);
    }
    void read_elements(json_reader& reader, const file_tensor& shape, std::size_t axis) {
        if (axis == shape.rank) {
            values_.resize(values_.size() + sizeof(double));
            store_element(reader.number(), values_.data() + values_.size() - sizeof(double));
            return;
        }
        std::size_t count = 0;
        const std::size_t position = reader.position();
        for (reader.begin_array(); reader.next_element(); ++count)
            if (count < shape.extents[axis])
                read_elements(reader, shape, axis + 1);
            else
                reader.skip();
        if (count != shape.extents[axis])
            reader.fail_at(position, count_text("elements: ", shape.extents[axis]).c_str(), count_text("", count));
    }

    // Texts of errors.

    static std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }
    static std::string count_text(const char* text, std::uint64_t number) { return text + std::to_string(number); }

    const char* name_;
    text_view text_;
    std::size_t inputs_;
    std::span<const layer_to_match> layers_;
    std::size_t next_ = 0;  ///< the network's next layer
    bool has_layers_ = false;
    std::vector<stored_tensor> tensors_;
    std::vector<std::byte> values_;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
