// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The parameter tensors of a network by name, as weight files hold them.

#include <perceptype/config.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/io/feature_order.hpp>
#include <perceptype/meta/text.hpp>
#include <perceptype/parameters.hpp>
#include <perceptype/topology/wiring.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The extents of a parameter tensor, a range of at most four.
struct tensor_extents {
    std::array<std::size_t, 4> values{};
    std::size_t rank = 0;

    constexpr tensor_extents() = default;
    constexpr tensor_extents(std::initializer_list<std::size_t> extents) : rank(extents.size()) {
        std::copy(extents.begin(), extents.end(), values.begin());
    }

    constexpr const std::size_t* begin() const noexcept { return values.data(); }
    constexpr const std::size_t* end() const noexcept { return values.data() + rank; }
    constexpr const std::size_t* data() const noexcept { return values.data(); }
    constexpr std::size_t size() const noexcept { return rank; }
    constexpr std::size_t operator[](std::size_t axis) const noexcept { return values[axis]; }
    constexpr bool operator==(const tensor_extents&) const = default;
    /// The product of the extents.
    constexpr std::size_t elements() const noexcept {
        std::size_t product = 1;
        for (const std::size_t extent : *this) product *= extent;
        return product;
    }
};

/// A parameter tensor of a network: PyTorch's name and extents.
struct tensor_name {
    std::string_view name;
    tensor_extents extents;
    constexpr bool operator==(const tensor_name&) const = default;
};

namespace detail {

/// A parameter tensor of a network, with what a loader needs to know.
struct network_tensor : tensor_name {
    std::size_t layer_name_size = 0;  ///< the part of the name before the tensor's own: "0." or "eye.0."
    std::size_t layer = 0;            ///< the index of its layer among those that have tensors
    tensor_axes axes = tensor_axes::unspecified;
    /// The channels of a convolution that has as many groups as channels; 0 for other tensors.
    std::size_t depthwise_channels = 0;
    feature_order features_in;
    feature_order features_out;

    std::size_t first = 0;    ///< the canonical index of its first element in its layer
    std::size_t storage = 0;  ///< the position of its layer in storage
    std::size_t (*position)(std::size_t canonical) = nullptr;

    std::string_view node;  ///< the node of the layer, for error messages; empty in a network
    std::size_t layer_number = 0;
    const char* layer_type = "";

    /// The name of its layer, "0" or "eye.0", and its own name there: "weight".
    constexpr std::string_view layer_name() const { return name.substr(0, layer_name_size - 1); }
    constexpr std::string_view own_name() const { return name.substr(layer_name_size); }
};

/// Goes through the layers of a network and counts their tensors and the characters of all names; stores both if it has
/// somewhere to store them.
class tensor_lister {
public:
    constexpr tensor_lister() = default;
    /// Writes the names, one after another. With `tensors`, these are filled, and their names refer to `names`, which an
    /// earlier run has written; `buffer` is then as long.
    constexpr tensor_lister(char* buffer, const char* names = nullptr, network_tensor* tensors = nullptr)
        : names_{buffer}, stored_names_(names), tensors_(tensors) {}

    constexpr std::size_t name_characters() const { return names_.size; }
    constexpr std::size_t count() const { return count_; }

    /// All layers of a network or graph.
    template <class Chain>
    constexpr void add_network() {
        if constexpr (is_rejected<Chain>)
            return;  // an ill-formed network has no layers
        else if constexpr (requires { typename Chain::is_graph; })
            add_nodes<Chain>();
        else
            add_top_layers<Chain>(0, feature_orders<Chain>::required_at_input());
    }

    // Called by a block; see block/tensor_axes.hpp.

    constexpr void add(std::string_view name, tensor_axes axes, std::initializer_list<std::size_t> extents,
                       std::size_t groups = 1) {
        const std::size_t begin = names_.size;
        write_prefix(begin);
        names_ << name;
        const tensor_extents shape = extents;
        if (tensors_ != nullptr) {
            network_tensor& tensor = tensors_[count_] = current_;
            tensor.name = {stored_names_ + begin, names_.size - begin};
            tensor.extents = shape;
            tensor.axes = axes;
            tensor.first = first_;
            const bool depthwise = axes == tensor_axes::kernel && groups > 1 && shape[1] == 1;
            tensor.depthwise_channels = depthwise ? groups : 0;
        }
        first_ += shape.elements();
        ++count_;
    }

    template <class Chain>
    constexpr void add_layers() {
        const feature_order in = current_.features_in, out = current_.features_out;
        const feature_orders<Chain> orders{in, out};
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (add_inner_layer<Chain, i + 1>(orders), ...);
        }(std::make_index_sequence<Chain::layer_count - 1>{});
        current_.features_in = in;
        current_.features_out = out;
    }

    template <class Block>
    constexpr void add_block(std::string_view name) {
        push({name, 0});
        name_tensors_of<Block>();
        --depth_;
    }

private:
    /// A part of a name before a dot: a word or a number.
    struct prefix_part {
        std::string_view word;
        std::size_t number;
    };

    constexpr void push(prefix_part part) { prefix_[depth_++] = part; }

    constexpr void write_prefix(std::size_t begin) {
        for (std::size_t i = 0; i < depth_; ++i) {
            if (prefix_[i].word.empty())
                names_ << prefix_[i].number;
            else
                names_ << prefix_[i].word;
            names_ << ".";
            if (i + 1 == layer_depth_) current_.layer_name_size = names_.size - begin;
        }
    }

    template <class Block>
    constexpr void name_tensors_of() {
        const std::size_t end = first_ + Block::parameter_count;
        if constexpr (NamesTensors<Block>)
            Block::name_tensors(*this);
        else
            add("parameters", tensor_axes::unspecified, {Block::parameter_count});
        // A block whose tensors do not have as many elements as it has parameters ends the evaluation here.
        if (first_ != end) tensors_of_the_block_do_not_have_parameter_count_elements();
    }
    static void tensors_of_the_block_do_not_have_parameter_count_elements();

    template <class Chain, std::size_t Layer>
    constexpr void add_inner_layer(const feature_orders<Chain>& orders) {
        using block = typename Chain::template block<Layer>;
        if constexpr (block::parameter_count != 0) {
            current_.features_in = orders.after(Layer - 1);
            current_.features_out = orders.after(Layer);
            push({{}, Layer - 1});
            name_tensors_of<block>();
            --depth_;
        }
    }

    /// The layers of a network or of a node, whose parameters begin at `storage`.
    template <class Chain>
    constexpr void add_top_layers(std::size_t storage, const feature_order& entering) {
        const feature_orders<Chain> orders{entering, {}};
        std::size_t module = 0;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (add_top_layer<Chain, i + 1>(storage, orders, module), ...);
        }(std::make_index_sequence<Chain::layer_count - 1>{});
    }
    template <class Chain, std::size_t Layer>
    constexpr void add_top_layer(std::size_t storage, const feature_orders<Chain>& orders, std::size_t& module) {
        using block = typename Chain::template block<Layer>;
        using layer = typename Chain::template layer<Layer>;
        if constexpr (block::parameter_count != 0) {
            current_.features_in = orders.after(Layer - 1);
            current_.features_out = orders.after(Layer);
            current_.storage = storage + Chain::offsets.storage[Layer];
            current_.position = &block::position;
            current_.layer_number = Layer;
            current_.layer_type = layer::name;
            first_ = 0;
            push({{}, module});
            layer_depth_ = depth_;
            name_tensors_of<block>();
            --depth_;
            ++current_.layer;
        }
        // The input of a network that is nested in a node is no module of PyTorch's.
        if constexpr (!is_network_input<layer>) ++module;
    }

    template <class Graph>
    constexpr void add_nodes() {
        std::array<feature_order, Graph::layer_count> orders{};
        // The plan's order goes from sources to results; the names come in the order of declaration.
        for (std::size_t next = 0; next < Graph::layer_count; ++next)
            for_node<Graph>(Graph::shapes::plan.order[next],
                            [&]<std::size_t Node>(std::integral_constant<std::size_t, Node>) {
                                orders[Node] = order_after_node<Graph, Node>(orders);
                            });
        [&]<std::size_t... node>(std::index_sequence<node...>) {
            (add_node<Graph, node>(orders), ...);
        }(std::make_index_sequence<Graph::layer_count>{});
    }
    template <class Graph, class Function>
    static constexpr void for_node(std::size_t node, Function f) {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (void(i == node ? (f(std::integral_constant<std::size_t, i>{}), 0) : 0), ...);
        }(std::make_index_sequence<Graph::layer_count>{});
    }

    /// The order in which features leave a node.
    template <class Graph, std::size_t Node>
    static constexpr feature_order order_after_node(const std::array<feature_order, Graph::layer_count>& orders) {
        if constexpr (Graph::template is_node<Node>) {
            using node_chain = typename Graph::template inner<Node>::type;
            const feature_orders<node_chain> within{entering_node<Graph, Node>(orders), {}};
            return within.after(node_chain::layer_count - 1);
        } else {
            return {};
        }
    }

    /// The layers of a node if it has parameters of its own.
    template <class Graph, std::size_t Node>
    constexpr void add_node(const std::array<feature_order, Graph::layer_count>& orders) {
        if constexpr (Graph::template is_node<Node> && Graph::template owner<Node> == Node)
            if constexpr (Graph::template block<Node>::parameter_count != 0) {
                constexpr name_view name = view_of<entry<typename Graph::template layer<Node>>::name>;
                current_.node = {name.text, name.size};
                push({current_.node, 0});
                add_top_layers<typename Graph::template inner<Node>::type>(Graph::offsets.storage[Node],
                                                                           entering_tied_nodes<Graph, Node>(orders));
                --depth_;
            }
    }
    /// The order in which features enter the nodes that share the parameters of a node; unknown if the orders differ.
    template <class Graph, std::size_t Node>
    static constexpr feature_order entering_tied_nodes(const std::array<feature_order, Graph::layer_count>& orders) {
        feature_order entering = entering_node<Graph, Node>(orders);
        const auto compare = [&]<std::size_t Other>(std::integral_constant<std::size_t, Other>) {
            if constexpr (Graph::template is_node<Other> && Graph::template owner<Other> == Node)
                if (entering_node<Graph, Other>(orders) != entering) entering = feature_order::unknown();
        };
        [&]<std::size_t... other>(std::index_sequence<other...>) {
            (compare(std::integral_constant<std::size_t, other>{}), ...);
        }(std::make_index_sequence<Graph::layer_count>{});
        return entering;
    }
    /// The order in which features enter a node's layers, after its join.
    template <class Graph, std::size_t Node>
    static constexpr feature_order entering_node(const std::array<feature_order, Graph::layer_count>& orders) {
        constexpr auto& plan = Graph::shapes::plan;
        const feature_order first = orders[plan.sources[Node][0]];
        if constexpr (!Graph::template joins<Node> || Graph::template received<Node>::rank != 1)
            return first;
        else
            return [&]<std::size_t... k>(std::index_sequence<k...>) {
                constexpr std::size_t sizes[] = {Graph::template output<plan.sources[Node][0]>::size,
                                                 Graph::template output<plan.sources[Node][k + 1]>::size...};
                feature_order entering = first;
                std::size_t size = sizes[0];
                for (std::size_t source = 1; source <= sizeof...(k); size += sizes[source++]) {
                    const feature_order& next = orders[plan.sources[Node][source]];
                    if (Graph::template sources_of<Node>::join::concatenates)
                        entering = entering.followed_by(size, next, sizes[source]);
                    else if (sizes[source] != Graph::template received<Node>::size)
                        entering = {};
                    else if (entering != next)
                        entering = feature_order::unknown();
                }
                return entering;
            }(std::make_index_sequence<plan.source_count[Node] - 1>{});
    }

    text_writer names_;
    const char* stored_names_ = nullptr;
    network_tensor* tensors_ = nullptr;
    std::size_t count_ = 0;
    std::size_t first_ = 0;  ///< the canonical index in its layer of the next tensor's first element
    network_tensor current_;
    std::array<prefix_part, 16> prefix_{};
    std::size_t depth_ = 0;
    std::size_t layer_depth_ = 0;
};

/// The tensors of a network or graph, in canonical order.
template <class Chain>
struct network_tensors {
    static constexpr tensor_lister counted = [] {
        tensor_lister lister;
        lister.add_network<Chain>();
        return lister;
    }();
    static constexpr std::size_t count = counted.count();
    static constexpr auto names = [] {
        text<counted.name_characters()> result{};
        tensor_lister{result.characters}.add_network<Chain>();
        return result;
    }();
    static constexpr std::array<network_tensor, count> list = [] {
        std::array<network_tensor, count> result{};
        text<counted.name_characters()> buffer{};
        tensor_lister{buffer.characters, names.characters, result.data()}.add_network<Chain>();
        return result;
    }();
    static constexpr std::array<tensor_name, count> public_list = [] {
        std::array<tensor_name, count> result{};
        for (std::size_t i = 0; i < count; ++i) result[i] = list[i];
        return result;
    }();
};

}  // namespace detail

/// The parameter tensors of a network or graph in canonical order, a constant array of `tensor_name`: the names and
/// extents in PyTorch's state_dict. Layer i of a network is module i - 1, as `nn.Sequential` numbers them, so that its
/// weight is "0.weight" if it is the first; a layer of a node is "node.0.weight", and one within a residual layer
/// "3.0.weight". Source: torch.nn.Module.state_dict.
template <class Network>
[[nodiscard]] constexpr const auto& tensor_names() noexcept {
    return detail::network_tensors<typename Network::chain_type>::public_list;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
