// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The state of a training in a file, so that it can go on later or elsewhere.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/input_file.hpp>
#include <perceptype/io/load_weights.hpp>
#include <perceptype/io/safetensors.hpp>
#include <perceptype/io/safetensors_file.hpp>
#include <perceptype/io/save_weights.hpp>
#include <perceptype/io/weight_calls.hpp>
#include <perceptype/io/weight_errors.hpp>
#include <perceptype/io/weight_options.hpp>
#include <perceptype/train.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class Type>
inline constexpr bool is_trainer = false;
template <class Network, class Loss, class Optimizer>
inline constexpr bool is_trainer<trainer<Network, Loss, Optimizer>> = true;

/// A trainer's members that are saved.
struct trainer_access {
    template <class Trainer>
    static auto& network(Trainer& trainer) {
        return trainer.net_;
    }
    template <class Trainer>
    static auto& steps(Trainer& trainer) {
        return trainer.steps_;
    }
    template <class Trainer>
    static auto& seed(Trainer& trainer) {
        return trainer.seed_;
    }
    template <class Trainer>
    static auto* slots(Trainer& trainer) {
        return trainer.slots_.begin();
    }
    /// The part of the parameters' storage that the optimizer updates, and for which it has state.
    template <class Trainer>
    static constexpr std::size_t updated_begin = Trainer::objective::updated_begin;
    template <class Trainer>
    static constexpr std::size_t updated_size = Trainer::updated_size;
};

inline tensor_to_save counter_to_save(std::string_view name, std::uint64_t value) {
    tensor_to_save saved{std::string(name), "U64", {}, std::vector<std::byte>(sizeof value)};
    store_element(value, saved.bytes.data());
    return saved;
}

/// The tensor of a checkpoint that holds a single integer.
template <TensorFile File>
std::uint64_t load_counter(const File& file, std::string_view name) {
    for (std::size_t i = 0; i < file.size(); ++i) {
        const file_tensor found = file.tensor(i);
        if (found.name != name) continue;
        if (found.type_name != "U64" || found.rank != 0)
            fail_at(std::string(file.name()) + ": tensor " + std::string(name), "a single U64",
                    std::string(found.type_name) + " " + extents_text(found));
        return load_integer<std::uint64_t>(found.bytes.data(), std::endian::little);
    }
    fail_at(file.name(), "tensor " + std::string(name) + " of a checkpoint", "no such tensor");
}

inline constexpr std::string_view steps_name = "trainer.steps", seed_name = "trainer.seed";

template <class Network, class Loss, class Optimizer>
void save_training(const trainer<Network, Loss, Optimizer>& trainer, const std::string& path) {
    using access = trainer_access;
    using type = perceptype::trainer<Network, Loss, Optimizer>;
    std::vector<tensor_to_save> tensors =
        tensors_to_save(access::network(trainer), {.prefix = "network."}, "save_checkpoint");
    for (std::size_t k = 0; k < Optimizer::state_buffers; ++k) {
        const auto state = std::make_unique<typename Network::gradient_type>();
        std::copy_n(access::slots(trainer)[k], access::updated_size<type>,
                    state->storage() + access::updated_begin<type>);
        const std::string prefix = "optimizer." + std::to_string(k) + ".";
        for (tensor_to_save& tensor : tensors_to_save(*state, {.prefix = prefix}, "save_checkpoint"))
            tensors.push_back(std::move(tensor));
    }
    tensors.push_back(counter_to_save(steps_name, access::steps(trainer)));
    tensors.push_back(counter_to_save(seed_name, access::seed(trainer)));
    save_tensors(path, tensors, "save_checkpoint");
}

template <class Network, class Loss, class Optimizer>
void load_training(trainer<Network, Loss, Optimizer>& trainer, const std::string& path) {
    using access = trainer_access;
    using type = perceptype::trainer<Network, Loss, Optimizer>;
    using gradient = typename Network::gradient_type;
    const std::vector<std::byte> bytes = read_whole_file(path);
    const safetensors_file file{path.c_str(), bytes};

    const auto network = std::make_unique<Network>(access::network(trainer));
    load_weights(*network, file, {.prefix = "network.", .ignore = {"optimizer.*", "trainer.*"}});
    std::array<std::unique_ptr<gradient>, Optimizer::state_buffers> states;
    for (std::size_t k = 0; k < Optimizer::state_buffers; ++k) {
        states[k] = std::make_unique<gradient>();
        const std::string prefix = "optimizer." + std::to_string(k) + ".";
        load_weights(*states[k], file, {.prefix = prefix, .ignore = {"*"}});
    }
    const std::uint64_t steps = load_counter(file, steps_name);
    const std::uint64_t seed = load_counter(file, seed_name);
    const std::size_t expected =
        network_tensors<typename Network::chain_type>::count * (1 + Optimizer::state_buffers) + 2;
    if (file.size() != expected)
        fail_at(path,
                std::to_string(expected) + " tensors, the network's and " + std::to_string(Optimizer::state_buffers) +
                    " for each of them from the optimizer",
                std::to_string(file.size()));

    access::network(trainer) = *network;
    for (std::size_t k = 0; k < Optimizer::state_buffers; ++k)
        std::copy_n(states[k]->storage() + access::updated_begin<type>, access::updated_size<type>,
                    access::slots(trainer)[k]);
    access::steps(trainer) = steps;
    access::seed(trainer) = seed;
}

}  // namespace detail

template <class Trainer, class Path>
inline constexpr bool saves_training = detail::is_trainer<Trainer> && std::convertible_to<const Path&, std::string>;
template <class Trainer, class Path>
inline constexpr bool loads_training = saves_training<Trainer, Path>;

/// Saves a training: the network, the optimizer's state, the number of steps, and the seed of dropout. Neither the
/// optimizer's settings nor the loss are saved; they are the program's.
///
/// The file is in safetensors format: "network.0.weight" and so on, which `load_safetensors` reads with the options
/// `.prefix = "network."` and `.ignore = {"optimizer.*", "trainer.*"}`; "optimizer.0.0.weight" in the optimizer's first
/// state array, Adam's mean; "trainer.steps" and "trainer.seed". A file of that name is replaced at the end, so that it
/// is whole whatever happens. A file that cannot be written is a `data_error`.
template <class Trainer, class Path>
void save_checkpoint(const Trainer& trainer, const Path& path) {
    static_assert(saves_training<Trainer, Path>, PERCEPTYPE_TEXT_SAVES_TRAINING);
    if constexpr (saves_training<Trainer, Path>)
        if constexpr (!detail::has_rejected_chain<typename Trainer::network_type>) detail::save_training(trainer, path);
}

/// Continues a training that `save_checkpoint` saved: the next steps give the same numbers, bit for bit, as if it had
/// never stopped. `trainer` has to have the same types of network and optimizer.
///
/// A file that does not fit is a `data_error` with the tensor, what was expected and what was found; the network and the
/// trainer then keep all their values.
template <class Trainer, class Path>
void load_checkpoint(Trainer& trainer, const Path& path) {
    static_assert(loads_training<Trainer, Path>, PERCEPTYPE_TEXT_LOADS_TRAINING);
    if constexpr (loads_training<Trainer, Path>)
        if constexpr (!detail::has_rejected_chain<typename Trainer::network_type>) detail::load_training(trainer, path);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
