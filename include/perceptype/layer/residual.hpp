// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/identity.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/inner_chain.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/conv1d.hpp>
#include <perceptype/layer/conv2d.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/window_options.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/deduce.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The stride by which `from` pixels become `to`; 0 if there is none.
constexpr std::size_t stride_between(std::size_t from, std::size_t to) {
    for (std::size_t stride = 1; stride <= from; ++stride)
        if ((from - 1) / stride + 1 == to) return stride;
    return 0;
}

/// The layer that takes one shape to another by a linear map of each pixel, without a bias; void if there is none.
template <class From, class To>
struct projection {
    using type = void;
};
template <std::size_t From, std::size_t To>
struct projection<shape<From>, shape<To>> {
    using type = dense<To, no_bias>;
};
template <std::size_t From, std::size_t Length, std::size_t To, std::size_t NewLength>
    requires(stride_between(Length, NewLength) != 0)
struct projection<shape<From, Length>, shape<To, NewLength>> {
    using type = conv1d<To, kernel<1>, stride<stride_between(Length, NewLength)>, no_bias>;
};
template <std::size_t From, std::size_t Height, std::size_t Width, std::size_t To, std::size_t NewHeight,
          std::size_t NewWidth>
    requires(stride_between(Height, NewHeight) != 0 && stride_between(Width, NewWidth) != 0)
struct projection<shape<From, Height, Width>, shape<To, NewHeight, NewWidth>> {
    using type =
        conv2d<To, kernel<1>, stride<stride_between(Height, NewHeight), stride_between(Width, NewWidth)>, no_bias>;
};

}  // namespace detail

/// y = layers(x) + x; or, if the layers change the shape, y = layers(x) + projection(x), a linear map of each pixel
/// without a bias: `dense<Units, no_bias>` for vectors, and for images and sequences a convolution with kernel 1 and
/// the necessary stride.
///
/// Canonical order: the layers' parameters in order, then the projection's weights. `layer<I>()` and error messages
/// number the layers from 1. Source: K. He et al., "Deep residual learning for image recognition", CVPR 2016, shortcuts
/// A and B.
template <class... Layers>
struct residual : layer_base {
    static constexpr const char* name = "residual";
    static constexpr layer_capabilities can{.contains_layers = true};

    template <class Input>
    using inner_shapes = deduced_layers<typename input_of<Input>::type, Layers...>;

    template <class Input>
    using output = typename detail::last_of_shapes<inner_shapes<Input>>::type;
    template <class Input>
    using projection = typename std::conditional_t<std::is_same_v<Input, output<Input>>, std::type_identity<identity>,
                                                   detail::projection<Input, output<Input>>>::type;

    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            return std::is_void_v<projection<Input>> ? fault_kind::no_shortcut : fault_kind::none;
        }
    };

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = output<Input>;
        using layers = chain<Scalar, typename input_of<Input>::type, Layers...>;
        using shortcut = chain<Scalar, typename input_of<Input>::type, projection<Input>>;
        using inner = detail::inner_chain<layers>;
        using beside = detail::inner_chain<shortcut>;
        static constexpr bool projects = !std::is_same_v<projection<Input>, identity>;

        static constexpr std::size_t shortcut_offset = kernels::aligned<Scalar>(inner::storage_size);
        static constexpr std::size_t parameter_count = inner::parameter_count + beside::parameter_count;
        static constexpr std::size_t storage_size = shortcut_offset + beside::storage_size;
        static constexpr std::size_t multiply_adds = inner::multiply_adds + beside::multiply_adds;
        static constexpr std::size_t other_operations = inner::other_operations + output_shape::size;
        static constexpr block_capabilities can = inner::can;
        static constexpr std::size_t input_row = kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(output_shape::size);

        static constexpr std::size_t position(std::size_t canonical) {
            return canonical < inner::parameter_count
                       ? inner::position(canonical)
                       : shortcut_offset + beside::position(canonical - inner::parameter_count);
        }
        static constexpr void list_parameter_rows(auto& list) {
            list.template add_layers<layers>(0, 0);
            list.template add_layers<shortcut>(shortcut_offset, inner::parameter_count);
        }
        static constexpr void name_tensors(auto& list) {
            list.template add_layers<layers>();
            if constexpr (projects) list.template add_block<typename shortcut::template block<1>>("projection");
        }
        static constexpr bool is_running_statistic(std::size_t canonical)
            requires(can.has_running_statistics)
        {
            return canonical < inner::parameter_count && inner::is_running_statistic(canonical);
        }
        static constexpr void update_running_statistics(const Scalar* statistics, Scalar* storage)
            requires(can.statistics_passes != 0)
        {
            inner::update_running_statistics(statistics, storage);
        }

        /// Access to the parameters of the inner layers and of the projection by the names in those layers.
        template <class Pointer>
        struct view {
            Pointer storage;
            template <std::size_t Index>
            constexpr auto layer() const {
                return inner::template view_of<Index>(storage);
            }
            constexpr auto projection() const
                requires projects
            {
                return beside::template view_of<1>(storage + shortcut_offset);
            }
        };

        template <class Initializer>
        static constexpr void initialize(Scalar* storage, const Initializer& initializer, generator& random) {
            inner::initialize(storage, initializer, random);
            beside::initialize(storage + shortcut_offset, initializer, random);
        }

        template <std::size_t Samples>
        static constexpr std::size_t saved_size = inner::template saved_size<Samples>;
        template <class Execution>
        static constexpr std::size_t beside_size =
            projects ? detail::layout<shortcut, Execution::capacity>::training.size +
                           Execution::capacity * (input_row < output_row ? output_row : input_row)
                     : 0;
        template <class Execution>
        static constexpr std::size_t scratch =
            inner::template scratch<Execution> + beside::template scratch<Execution> + beside_size<Execution>;
        template <class Execution>
        static constexpr std::size_t forward_scratch =
            inner::template forward_scratch<Execution> + beside::template forward_scratch<Execution> +
            beside_size<Execution>;
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_scratch = scratch<Execution>;

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
            detail::infer<layers>(run, storage, x, y);
            add_shortcut(run, storage, x, y, y);
        }

        template <class Execution, class Batch>
        static constexpr bool train(Execution run, Batch batch, const Scalar* storage, const Scalar* x, Scalar* y,
                                    Scalar* saved) {
            using running = detail::layers_for<layers, Batch>;
            if (!detail::run_forward<running>(run, batch, storage, x, saved)) return false;
            add_shortcut(run, storage, x, detail::last_result<running>(run, saved), y);
            return true;
        }

        template <required_gradients Required, class Execution, class Batch>
        static constexpr bool backward(Execution run, Batch batch, const Scalar* storage, const Scalar* x,
                                       const Scalar*, Scalar* saved, const Scalar* dy, Scalar* dx, Scalar* gradient) {
            using running = detail::layers_for<layers, Batch>;
            copy<output_shape>(run, dy, detail::last_delta<running>(run, saved));
            if (!detail::run_backward<running, Required>(run, batch, storage, x, saved, dx, gradient)) return false;
            if constexpr (projects) {
                using plan = detail::layout<shortcut, Execution::capacity>;
                detail::workspace<Scalar, plan::training.size> work;
                detail::workspace<Scalar, Execution::capacity * input_row> more;
                copy<output_shape>(run, dy, detail::last_delta<shortcut>(run, work.values));
                detail::run_backward<shortcut, Required>(run, no_batch{}, storage + shortcut_offset, x, work.values,
                                                         more.values,
                                                         Required.parameters ? gradient + shortcut_offset : nullptr);
                if constexpr (Required.input) add<Input>(run, more.values, dx, dx);
            } else if constexpr (Required.input) {
                add<Input>(run, dy, dx, dx);
            }
            return true;
        }

    private:
        /// y = result + shortcut(x)
        template <class Execution>
        static constexpr void add_shortcut(Execution run, const Scalar* storage, const Scalar* x, const Scalar* result,
                                           Scalar* y) {
            if constexpr (projects) {
                detail::workspace<Scalar, Execution::capacity * output_row> more;
                detail::infer<shortcut>(run, storage + shortcut_offset, x, more.values);
                add<output_shape>(run, more.values, result, y);
            } else {
                add<output_shape>(run, x, result, y);
            }
        }

        /// Calls use(pack type, i) for every pack of the samples' rows.
        template <class Shape, class Execution, class Use>
        static constexpr void for_each_pack(Execution run, Use use) {
            using pack = kernels::pack<Scalar, Execution::template lanes<Scalar>(Shape::size)>;
            constexpr std::size_t row = kernels::padded<Scalar>(Shape::size);
            for (std::size_t s = 0; s < run.samples(); ++s)
                for (std::size_t i = s * row; i < s * row + Shape::size; i += pack::lanes) use(pack{}, i);
        }
        template <class Shape, class Execution>
        static constexpr void copy(Execution run, const Scalar* from, Scalar* to) {
            for_each_pack<Shape>(run, [=]<class Pack>(Pack, std::size_t i) { Pack::load(from + i).store(to + i); });
        }
        template <class Shape, class Execution>
        static constexpr void add(Execution run, const Scalar* a, const Scalar* b, Scalar* to) {
            for_each_pack<Shape>(
                run, [=]<class Pack>(Pack, std::size_t i) { (Pack::load(a + i) + Pack::load(b + i)).store(to + i); });
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
