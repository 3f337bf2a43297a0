// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <laws/layer.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>

// The laws detect faults: y = w x with w as its only parameter, first correct and then with one fault at a time.
BOOST_AUTO_TEST_SUITE(laws_broken_layer)

using laws::numbers;
using laws::outcome;

double loss(const numbers& w, const numbers& x, const numbers& t) {
    return (w[0] * x[0] - t[0]) * (w[0] * x[0] - t[0]) / 2;
}
outcome evaluate(const numbers& w, const numbers& x, const numbers& t) {
    const double error = w[0] * x[0] - t[0];
    return {{w[0] * x[0]}, {0}, loss(w, x, t), {error * x[0]}, {error * x[0], 0}, {error * w[0]}};
}
laws::after_step step(const numbers& w, const laws::samples& data, double rate, double) {
    double slope = 0;
    double value = 0;
    for (std::size_t i = 0; i < data.x.size(); ++i) {
        slope += evaluate(w, data.x[i], data.t[i]).gradient[0] / static_cast<double>(data.x.size());
        value += loss(w, data.x[i], data.t[i]) / static_cast<double>(data.x.size());
    }
    return {value, {w[0] - rate * slope}, {w[0] - rate * slope, 0}};
}
const laws::subject right{
    "product", laws::units<double>(1), 1, 1, 1, {1, 0}, {0}, false, [](const numbers& w) { return w; }, loss, evaluate,
    step};

using evaluation = decltype(laws::subject::evaluate);
std::string broken_law_with(evaluation wrong) {
    laws::subject net = right;
    net.evaluate = wrong;
    return laws::broken_law(net);
}
using stepping = decltype(laws::subject::step);
std::string broken_law_with(stepping wrong) {
    laws::subject net = right;
    net.step = wrong;
    return laws::broken_law(net);
}

BOOST_AUTO_TEST_CASE(a_right_layer_breaks_no_law) { BOOST_TEST(laws::broken_law(right) == ""); }

BOOST_AUTO_TEST_CASE(a_wrong_outcome_breaks_one) {
    const auto law = [](evaluation wrong) { return broken_law_with(wrong); };
    using ns = const numbers&;
    BOOST_TEST(law([](ns w, ns x, ns t) {
                   auto o = evaluate(w, x, t);
                   return o.y.push_back(0), o;
               }) == "shape");
    BOOST_TEST(law([](ns w, ns x, ns t) {
                   auto o = evaluate(w, x, t);
                   return o.padding[0] = 1, o;
               }) == "padding of the output");
    BOOST_TEST(law([](ns w, ns x, ns t) {
                   auto o = evaluate(w, x, t);
                   return o.all[1] = 1, o;
               }) == "padding of the gradient");
    BOOST_TEST(law([](ns w, ns x, ns t) {
                   auto o = evaluate(w, x, t);
                   return o.value += 1e-9, o;
               }) == "loss");
    BOOST_TEST(law([](ns w, ns x, ns t) {
                   auto o = evaluate(w, x, t);
                   return o.gradient[0] += 1e-3, o;
               }) == "gradient");
    BOOST_TEST(law([](ns w, ns x, ns t) {
                   auto o = evaluate(w, x, t);
                   return o.input_gradient[0] += 1e-3, o;
               }) == "input gradient");
}

BOOST_AUTO_TEST_CASE(a_lost_parameter_breaks_one) {
    laws::subject net = right;
    net.where = {0, 0};
    BOOST_TEST(laws::broken_law(net) != "");
    net = right;
    net.round_trip = [](const numbers& w) { return numbers(w.size()); };
    BOOST_TEST(laws::broken_law(net) == "round trip through the canonical order");
}

BOOST_AUTO_TEST_CASE(a_wrong_step_breaks_one) {
    const auto law = [](stepping wrong) { return broken_law_with(wrong); };
    using ns = const numbers&;
    using data = const laws::samples&;
    BOOST_TEST(law([](ns w, data d, double rate, double m) { return step(w, d, -rate, m); }) ==
               "plain step of 1: parameters");
    BOOST_TEST(law([](ns w, data d, double rate, double m) { return step(w, d, m == 0 ? rate : 0, m); }) ==
               "step of 1: parameters");
    BOOST_TEST(law([](ns w, data d, double rate, double m) {
                   auto s = step(w, d, rate, m);
                   return s.value *= 2, s;
               }) == "plain step of 1: loss");
    BOOST_TEST(law([](ns w, data d, double rate, double m) {
                   auto s = step(w, d, rate, m);
                   return s.all[1] = 1, s;
               }) == "plain step of 1: padding");
    BOOST_TEST(law([](ns w, data d, double rate, double m) { return step(w, {{d.x[0]}, {d.t[0]}}, rate, m); }) ==
               "plain step of 16: loss");
}

BOOST_AUTO_TEST_CASE(different_outcomes_are_distinguished) {
    const outcome a = laws::outcome_of(right);
    BOOST_TEST(laws::difference(a, a, 0) == "");
    outcome b = a;
    b.input_gradient[0] += 1;
    BOOST_TEST(laws::difference(a, b, 0.1) == "input gradient");
    b.gradient[0] += 1;
    BOOST_TEST(laws::difference(a, b, 0.1) == "gradient");
    b.value += 1;
    BOOST_TEST(laws::difference(a, b, 0.1) == "loss");
    b.y[0] += 1;
    BOOST_TEST(laws::difference(a, b, 0.1) == "output");
}

BOOST_AUTO_TEST_SUITE_END()
