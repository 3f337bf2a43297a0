// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a call says of data that it rejects:
///
///     BOOST_TEST(error_text([&] { trainer.step(x, 9); }) == "step: class: expected a class below 3, found 9");

#include <perceptype/error.hpp>

#include <string>

template <class Call>
std::string error_text(Call call) {
    try {
        static_cast<void>(call());
    } catch (const perceptype::data_error& error) {
        return error.what();
    }
    return "no error";
}
