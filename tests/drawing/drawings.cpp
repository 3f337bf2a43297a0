// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// drawings FOLDER: writes drawings of nets, for Graphviz to render: see run.cmake.

#include <perceptype.hpp>

#include <fstream>
#include <string>
#include <string_view>

namespace pt = perceptype;

using plain =
    pt::network<pt::input<1, 8, 8>, pt::conv2d<4, pt::kernel<3>>, pt::relu, pt::flatten, pt::dense<10>, pt::softmax>;
using deep = pt::network<pt::input<8>, pt::residual<pt::dense<8>, pt::tanh>, pt::residual<pt::dense<2>>>;
using reader =
    pt::graph<pt::input_node<"an \"image\"", 1, 8, 8>, pt::input_node<"meta\\data", 4>,  // what could end a label
              pt::node<"eye", pt::from<"an \"image\"">, pt::conv2d<8, pt::kernel<3>>, pt::relu, pt::flatten>,
              pt::node<"both", pt::from<"eye", "meta\\data">, pt::concat>,
              pt::node<"digit", pt::from<"both">, pt::dense<10>, pt::softmax>,
              pt::node<"slant", pt::from<"both">, pt::dense<1>>, pt::outputs<"digit", "slant">>;

int main(int, char** arguments) {
    const std::string folder = arguments[1];
    const auto write = [&](const char* name, std::string_view text) {
        std::ofstream(folder + "/" + name + ".dot") << text;
    };
    write("plain", pt::to_dot<plain>());
    write("deep", pt::to_dot<deep>());
    write("reader", pt::to_dot<reader>());
}
