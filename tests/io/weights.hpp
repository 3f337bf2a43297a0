// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Compares networks that are loaded from files with PyTorch's outputs in the same files; see reference/weights.py.

#include <perceptype.hpp>
#include <perceptype/io/safetensors.hpp>

#include <boost/test/unit_test.hpp>

#include <io/data_path.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The inputs and the expected outputs in a file: "test.x" and "test.y".
class test_file {
public:
    explicit test_file(const std::string& name)
        : path_(data_path("weights/" + name + ".safetensors")),
          bytes_(perceptype::detail::read_whole_file(path_)),
          file_(path_.c_str(), bytes_) {}

    /// The input of one sample.
    template <class Tensor>
    Tensor sample(const std::string& name, std::size_t index) const {
        Tensor x;
        const std::vector<double> all = values(name);
        std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(index * x.size()), x.size(), x.begin());
        return x;
    }

    /// Compares the output of one sample.
    template <class Tensor>
    void check(const std::string& name, std::size_t index, const Tensor& y) const {
        const std::vector<double> all = values(name);
        double largest = 0;
        for (const double value : all) largest = (std::max)(largest, std::abs(value));
        for (std::size_t i = 0; i < y.size(); ++i) {
            const double expected = all[index * y.size() + i];
            const double found = static_cast<double>(y.data()[i]);
            BOOST_TEST(std::abs(found - expected) <= 1e-11 * largest,
                       path_ << ": sample " << index << ", output " << i << ": " << found << ", expected " << expected);
        }
    }

private:
    std::vector<double> values(const std::string& name) const {
        for (std::size_t i = 0; i < file_.size(); ++i) {
            const perceptype::file_tensor tensor = file_.tensor(i);
            if (tensor.name != "test." + name) continue;
            std::vector<double> result(tensor.size());
            for (std::size_t k = 0; k < result.size(); ++k)
                result[k] =
                    perceptype::load_element<double>(tensor.type, tensor.bytes.data() + 8 * k, tensor.byte_order);
            return result;
        }
        BOOST_FAIL("no tensor test." + name);
        return {};
    }

    std::string path_;
    std::vector<std::byte> bytes_;
    perceptype::safetensors_file file_;
};

template <class Net>
Net loaded(const std::string& name, const perceptype::weight_options& options) {
    Net net{9};
    perceptype::load_safetensors(net, data_path("weights/" + name + ".safetensors"), options);
    return net;
}

/// Outputs within 1e-11 of the largest, and the same weights after a round trip.
template <class Net>
void check_network(const std::string& name, const perceptype::weight_options& options) {
    const Net net = loaded<Net>(name, options);
    const test_file file(name);
    for (std::size_t s = 0; s < 3; ++s) file.check("y", s, net(file.sample<typename Net::input_type>("x", s)));
    const perceptype::weight_options written{.prefix = options.prefix, .layout = options.layout};
    BOOST_TEST((perceptype::from_safetensors<Net>(perceptype::write_safetensors(net, written), written) == net));
}
