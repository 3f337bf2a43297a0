// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>
#include <perceptype/io/npz.hpp>

#include <boost/test/unit_test.hpp>

#include <io/data_path.hpp>

#include <error_text.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(io_npz)

namespace {

using net_type = pt::network<pt::input<3>, pt::dense<2>, pt::relu, pt::dense<1>>;
const char* const path = "npz_test.npz";

}  // namespace

// Written by numpy.savez: float32, big-endian float64 in Fortran's order, float16.
BOOST_AUTO_TEST_CASE(reads_a_network_that_numpy_wrote) {
    net_type net{3};
    pt::load_npz(net, data_path("npz/network.npz"), {.names = {"fc1", "fc2"}});
    BOOST_TEST(
        (pt::parameters_to_vector(net) == std::array<float, 11>{0.5f, -1, 1.5f, 2, -2.5f, 3, 7, 8, 0.25f, -0.125f, 9}));
}

BOOST_AUTO_TEST_CASE(files_come_back) {
    const net_type net{5};
    pt::save_npz(net, path);
    net_type other{6};
    pt::load_npz(other, path);
    BOOST_TEST((other == net));
    pt::save_npz(net, path, {.prefix = "a/", .layout = pt::weight_layout::keras});
    net_type keras{6};
    pt::load_npz(keras, path, {.prefix = "a/", .layout = pt::weight_layout::keras});
    BOOST_TEST((keras == net));
    std::remove(path);
}

BOOST_AUTO_TEST_CASE(a_file_that_does_not_fit_changes_nothing) {
    net_type net{3};
    BOOST_TEST(error_text([&] { pt::read_npz(net, std::vector<std::byte>(3)); }).starts_with("read_npz: "));
    const auto wrong = [&] { pt::load_npz(net, data_path("npz/network.npz")); };
    BOOST_TEST(error_text(wrong).find("network.npz: expected tensor 0.weight (2, 3) for layer 1 (dense)") !=
               std::string::npos);
    BOOST_TEST((net == net_type{3}));
}

BOOST_AUTO_TEST_SUITE_END()
