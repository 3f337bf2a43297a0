// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>

#include <span>
#include <vector>

// A program's own functions, called like the verbs but with other arguments, are what such a call means: that the
// verbs reject calls with too few arguments is no reason to look at theirs.
namespace {

namespace pt = perceptype;
using net_type = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;
using sample = pt::tensor<float, 4>;

double accuracy(const net_type&, std::span<const sample>) { return 1; }
double evaluate(net_type&, std::span<const sample>, double) { return 1; }
std::size_t predict(const net_type& net, std::span<const float> x) { return net(x.first<4>())[0] > 0.5f; }
template <class Net>
void fit(Net&, const std::vector<sample>&, int) {}
void fit(net_type&, std::span<const sample>, std::span<const int>, int) {}

}  // namespace

double use_own_functions(net_type& net, std::vector<sample>& samples, std::vector<int>& classes) {
    const std::vector<float> x(4);
    fit(net, samples, 20);
    fit(net, samples, classes, 20);
    return accuracy(net, samples) + evaluate(net, samples, 1) + static_cast<double>(predict(net, x));
}
