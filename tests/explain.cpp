// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(explain)

namespace {

/// The text without its first line, which is empty.
constexpr std::string_view text(std::string_view expected) { return expected.substr(1); }

constexpr bool has(std::string_view all, std::string_view part) {
    // Not all.find(part), which is not a constant expression for g++ with sanitizers.
    for (std::size_t i = 0; i + part.size() <= all.size(); ++i)
        if (all.substr(i, part.size()) == part) return true;
    return false;
}

using xor_net = pt::network<pt::input<2>, pt::dense<3>, pt::tanh, pt::dense<1>, pt::sigmoid>;
using classifier =
    pt::network<pt::input<1, 8, 8>, pt::conv2d<4, pt::kernel<3>, pt::padding<pt::same>>, pt::relu,
                pt::max_pool<pt::kernel<2>>, pt::flatten, pt::dropout<0.25>, pt::dense<10, pt::no_bias>, pt::softmax>;
using deep = pt::network<pt::input<8>, pt::residual<pt::dense<4>, pt::prelu, pt::dense<8>>,
                         pt::residual<pt::dense<2>, pt::relu>>;
using diamond =
    pt::graph<pt::input_node<"x", 2>,                                         //
              pt::node<"top", pt::from<"x">, pt::dense<3>, pt::tanh>,         //
              pt::node<"left", pt::from<"top">, pt::dense<2>, pt::relu>,      //
              pt::node<"right", pt::from<"top">, pt::dense<2, pt::no_bias>>,  //
              pt::node<"end", pt::from<"left", "right">, pt::multiply, pt::dense<1>>, pt::outputs<"end", "right">>;
using joined =
    pt::graph<pt::input_node<"u", 2>, pt::input_node<"v", 2>, pt::node<"p", pt::from<"u">, pt::dense<2>>,
              pt::node<"q", pt::from<"v">, pt::dense<2>>, pt::node<"less", pt::from<"p", "q">, pt::subtract>,
              pt::node<"mean", pt::from<"p", "q">, pt::average>, pt::node<"most", pt::from<"p", "q">, pt::maximum>,
              pt::node<"product", pt::from<"p", "q">, pt::dot>,
              pt::node<"far", pt::from<"less", "mean", "most">, pt::concat>, pt::outputs<"far", "product">>;

// Texts are constants and equal on every processor and with every compiler.

static_assert(text(R"(
number  layer     output  parameters  multiply-adds  bytes
----------------------------------------------------------
0       input     2                0              0      0
1       dense<3>  3                9              6     36
2       tanh      3                0              0      0
3       dense<1>  1                4              3     16
4       sigmoid   1                0              0      0
----------------------------------------------------------
total                             13              9     52
)") == pt::summary<xor_net>());

// The gradient of the loss is written out after that of the network.
static_assert(text(R"(
dE/dw1 = x . [ a1'(z1) * (w2^T [ a2'(z2) * dE/da2 ]) ]
dE/db1 = a1'(z1) * (w2^T [ a2'(z2) * dE/da2 ])
dE/dw2 = a1 . [ a2'(z2) * dE/da2 ]
dE/db2 = a2'(z2) * dE/da2
where
  z1 = dense<3>(x)
  a1 = tanh(z1), a1'(z1) = 1 - a1^2
  z2 = dense<1>(a1)
  a2 = sigmoid(z2), a2'(z2) = a2 (1 - a2)
  dE/da2 = a2 - t   (sum_of_squared_errors)
  t: the target
  x . d: the outer product, d(o) x(i) at (o, i)
  *: the elementwise product
)") == pt::chain_rule<xor_net, pt::sum_of_squared_errors>());

static_assert(text(R"(
\begin{aligned}
\frac{\partial E}{\partial w_{1}} &= x \otimes \left[ a_{1}'(z_{1}) \odot \left( w_{2}^{\top} \left[ a_{2}'(z_{2}) \odot \frac{\partial E}{\partial a_{2}} \right] \right) \right] \\
\frac{\partial E}{\partial b_{1}} &= a_{1}'(z_{1}) \odot \left( w_{2}^{\top} \left[ a_{2}'(z_{2}) \odot \frac{\partial E}{\partial a_{2}} \right] \right) \\
\frac{\partial E}{\partial w_{2}} &= a_{1} \otimes \left[ a_{2}'(z_{2}) \odot \frac{\partial E}{\partial a_{2}} \right] \\
\frac{\partial E}{\partial b_{2}} &= a_{2}'(z_{2}) \odot \frac{\partial E}{\partial a_{2}} \\
& \text{where} \\
z_{1} &= \mathtt{dense<3>}(x) \\
a_{1} &= \mathtt{tanh}(z_{1}),\quad a_{1}'(z_{1}) = 1 - a_{1}^{2} \\
z_{2} &= \mathtt{dense<1>}(a_{1}) \\
a_{2} &= \mathtt{sigmoid}(z_{2}),\quad a_{2}'(z_{2}) = a_{2} (1 - a_{2}) \\
& x \otimes d:\text{ the outer product}, d(o) x(i)\text{ at }(o, i) \\
& \odot:\text{ the elementwise product} \\
\end{aligned}
)") == pt::chain_rule_latex<xor_net>());

static_assert(text(R"(
digraph {
    node [shape=box];
    n0 [shape=ellipse, label="input"];
    n1 [label="dense<3>"];
    n2 [label="tanh"];
    n3 [label="dense<1>"];
    n4 [label="sigmoid"];
    n5 [shape=plaintext, label="output"];
    n0 -> n1 [label="2"];
    n1 -> n2 [label="3"];
    n2 -> n3 [label="3"];
    n3 -> n4 [label="1"];
    n4 -> n5 [label="1"];
}
)") == pt::to_dot<xor_net>());

// Formulas contain dropout and pools, but not views, not a softmax that is fused with the loss, and no bias for layers
// without one.
static_assert(text(R"(
dE/dw1 = x (*) [ a1'(z1) * (max_pool'(a1)^T [ m * (w2^T [ dE/dz2 ]) ]) ]
dE/db1 = sum [ a1'(z1) * (max_pool'(a1)^T [ m * (w2^T [ dE/dz2 ]) ]) ]
dE/dw2 = dropout(max_pool(a1)) . [ dE/dz2 ]
where
  z1 = conv2d<4, kernel<3>, padding<same>>(x)
  a1 = relu(z1), a1'(z1) = 1 if z1 > 0, else 0
  z2 = dense<10, no_bias>(dropout(max_pool(a1)))
  a2 = softmax(z2), a2'(z2) = diag(a2) - a2 a2^T
  dE/dz2 = a2 - t   (cross_entropy)
  t: the target
  x (*) d: the correlation, the sum over all positions of d times the elements in the window there
  w^T d of conv2d: the transposed convolution
  sum: over all positions of each channel
  max_pool'(x): 1 at the largest element of each window, else 0
  m: the factors of dropout, in training 0 or 1 / (1 - p), in inference 1
  x . d: the outer product, d(o) x(i) at (o, i)
  f'(x)^T d: the derivative of f at x, transposed, times d
  *: the elementwise product
)") == pt::chain_rule<classifier, pt::cross_entropy>());

// The output of a residual has a symbol, because it affects the error in two ways; the last residual is the output.
static_assert(text(R"(
number  layer                  output  parameters  multiply-adds  bytes
-----------------------------------------------------------------------
0       input                  8                0              0      0
1       residual               8
1.1       dense<4>             4               36             32    144
1.2       prelu                4                1              0      4
1.3       dense<8>             8               40             32    160
2       residual               2
2.1       dense<2>             2               18             16     72
2.2       relu                 2                0              0      0
          + dense<2, no_bias>  2               16             16     64
-----------------------------------------------------------------------
total                                         111             96    444
)") == pt::summary<deep>());

static_assert(text(R"(
dE/dr1 = w4^T [ dE/dr2 ] + w3^T [ a3'(z3) * dE/dr2 ]
dE/dw1 = x . [ a1'(z1) * (w2^T [ dE/dr1 ]) ]
dE/db1 = a1'(z1) * (w2^T [ dE/dr1 ])
dE/ds1 = total [ min(z1, 0) * (w2^T [ dE/dr1 ]) ]
dE/dw2 = a1 . [ dE/dr1 ]
dE/db2 = dE/dr1
dE/dw3 = r1 . [ a3'(z3) * dE/dr2 ]
dE/db3 = a3'(z3) * dE/dr2
dE/dw4 = r1 . [ dE/dr2 ]
where
  z1 = dense<4>(x)
  a1 = prelu(z1), a1'(z1) = 1 if z1 > 0, else s1
  z2 = dense<8>(a1)
  r1 = x + z2
  z3 = dense<2>(r1)
  a3 = relu(z3), a3'(z3) = 1 if z3 > 0, else 0
  z4 = dense<2, no_bias>(r1)
  r2 = z4 + a3
  x . d: the outer product, d(o) x(i) at (o, i)
  total: the sum over all elements of the input, of which min(z, 0) selects the negative ones
  *: the elementwise product
)") == pt::chain_rule<deep>());

static_assert(text(R"(
digraph {
    node [shape=box];
    n0 [shape=ellipse, label="input"];
    n2 [label="dense<4>"];
    n3 [label="prelu"];
    n4 [label="dense<8>"];
    n5 [shape=ellipse, label="+"];
    n7 [label="dense<2>"];
    n8 [label="relu"];
    n9 [shape=ellipse, label="+"];
    n19 [label="dense<2, no_bias>"];
    n10 [shape=plaintext, label="output"];
    n0 -> n2 [label="8"];
    n2 -> n3 [label="4"];
    n3 -> n4 [label="4"];
    n4 -> n5 [label="8"];
    n0 -> n5 [label="8"];
    n5 -> n7 [label="8"];
    n7 -> n8 [label="2"];
    n8 -> n9 [label="2"];
    n5 -> n19 [label="8"];
    n19 -> n9 [label="2"];
    n9 -> n10 [label="2"];
}
)") == pt::to_dot<deep>());

// In a graph: every path from a parameter to an output, and only those.
static_assert(text(R"(
node   from         layer              output  parameters  multiply-adds  bytes
-------------------------------------------------------------------------------
x                   input              2                0              0      0
top    x            dense<3>           3                9              6     36
                    tanh               3                0              0      0
left   top          dense<2>           2                8              6     32
                    relu               2                0              0      0
right  top          dense<2, no_bias>  2                6              6     24
end    left, right  multiply           2                0              0      0
                    dense<1>           1                3              2     12
-------------------------------------------------------------------------------
total                                                  26             20    104
)") == pt::summary<diamond>());

static_assert(text(R"(
dE/dw1 = path top -> left -> end: x . [ a1'(z1) * (w2^T [ a2'(z2) * (z3 * (w4^T [ dE/dend ])) ]) ]
       + path top -> right: x . [ a1'(z1) * (w3^T [ dE/dright ]) ]
       + path top -> right -> end: x . [ a1'(z1) * (w3^T [ a2 * (w4^T [ dE/dend ]) ]) ]
dE/db1 = path top -> left -> end: a1'(z1) * (w2^T [ a2'(z2) * (z3 * (w4^T [ dE/dend ])) ])
       + path top -> right: a1'(z1) * (w3^T [ dE/dright ])
       + path top -> right -> end: a1'(z1) * (w3^T [ a2 * (w4^T [ dE/dend ]) ])
dE/dw2 = path left -> end: a1 . [ a2'(z2) * (z3 * (w4^T [ dE/dend ])) ]
dE/db2 = path left -> end: a2'(z2) * (z3 * (w4^T [ dE/dend ]))
dE/dw3 = path right: a1 . [ dE/dright ]
       + path right -> end: a1 . [ a2 * (w4^T [ dE/dend ]) ]
dE/dw4 = path end: multiply(a2, z3) . [ dE/dend ]
dE/db4 = path end: dE/dend
where
  z1 = dense<3>(x)
  a1 = tanh(z1), a1'(z1) = 1 - a1^2
  z2 = dense<2>(a1)
  a2 = relu(z2), a2'(z2) = 1 if z2 > 0, else 0
  z3 = dense<2, no_bias>(a1)
  z4 = dense<1>(multiply(a2, z3))
  right = z3
  end = z4
  dE/dright: only the direct effect of right as an output, without the paths that continue after it
  x . d: the outer product, d(o) x(i) at (o, i)
  *: the elementwise product
)") == pt::chain_rule<diamond>());

static_assert(text(R"(
digraph {
    node [shape=box];
    n0 [shape=ellipse, label="x"];
    n1 [label="top\ndense<3>\ntanh"];
    n2 [label="left\ndense<2>\nrelu"];
    n3 [label="right\ndense<2, no_bias>"];
    n9 [shape=plaintext, label="output right"];
    n4 [label="end\nmultiply\ndense<1>"];
    n10 [shape=plaintext, label="output end"];
    n0 -> n1 [label="2"];
    n1 -> n2 [label="3"];
    n1 -> n3 [label="3"];
    n3 -> n9 [label="2"];
    n2 -> n4 [label="2"];
    n3 -> n4 [label="2"];
    n4 -> n10 [label="1"];
}
)") == pt::to_dot<diamond>());

static_assert(text(R"(
flowchart TD
    n0(["x"])
    n1["top<br>dense&lt;3&gt;<br>tanh"]
    n2["left<br>dense&lt;2&gt;<br>relu"]
    n3["right<br>dense&lt;2, no_bias&gt;"]
    n9["output right"]
    n4["end<br>multiply<br>dense&lt;1&gt;"]
    n10["output end"]
    n0 -->|"2"| n1
    n1 -->|"3"| n2
    n1 -->|"3"| n3
    n3 -->|"2"| n9
    n2 -->|"2"| n4
    n3 -->|"2"| n4
    n4 -->|"1"| n10
)") == pt::to_mermaid<diamond>());

// No path ends at an output without a loss.
using loss_of_right = decltype(pt::joint_loss("right"_node = 0.5 * pt::mean_squared_error{}));
static_assert(text(R"(
dE/dw1 = path top -> right: x . [ a1'(z1) * (w3^T [ dE/dright ]) ]
dE/db1 = path top -> right: a1'(z1) * (w3^T [ dE/dright ])
dE/dw2 = 0
dE/db2 = 0
dE/dw3 = path right: a1 . [ dE/dright ]
dE/dw4 = 0
dE/db4 = 0
where
  z1 = dense<3>(x)
  a1 = tanh(z1), a1'(z1) = 1 - a1^2
  z2 = dense<2>(a1)
  a2 = relu(z2), a2'(z2) = 1 if z2 > 0, else 0
  z3 = dense<2, no_bias>(a1)
  z4 = dense<1>(multiply(a2, z3))
  right = z3
  end = z4
  dE/dright = c (2 (z3 - t) / n)   (mean_squared_error times c)
  t: the target
  n: the number of elements of the output
  c: the factor of the loss
  x . d: the outer product, d(o) x(i) at (o, i)
  *: the elementwise product
)") == pt::chain_rule<diamond, loss_of_right>());

static_assert(text(R"(
dE/dw1 = path p -> less -> far: u . [ [ dE/dfar ]_1 ]
       + path p -> mean -> far: u . [ [ dE/dfar ]_2 / 2 ]
       + path p -> most -> far: u . [ maximum'(z1) * [ dE/dfar ]_3 ]
       + path p -> product: u . [ z2 * dE/dproduct ]
dE/db1 = path p -> less -> far: [ dE/dfar ]_1
       + path p -> mean -> far: [ dE/dfar ]_2 / 2
       + path p -> most -> far: maximum'(z1) * [ dE/dfar ]_3
       + path p -> product: z2 * dE/dproduct
dE/dw2 = path q -> less -> far: v . [ -[ dE/dfar ]_1 ]
       + path q -> mean -> far: v . [ [ dE/dfar ]_2 / 2 ]
       + path q -> most -> far: v . [ maximum'(z2) * [ dE/dfar ]_3 ]
       + path q -> product: v . [ z1 * dE/dproduct ]
dE/db2 = path q -> less -> far: -[ dE/dfar ]_1
       + path q -> mean -> far: [ dE/dfar ]_2 / 2
       + path q -> most -> far: maximum'(z2) * [ dE/dfar ]_3
       + path q -> product: z1 * dE/dproduct
where
  z1 = dense<2>(u)
  z2 = dense<2>(v)
  less = subtract(z1, z2)
  mean = average(z1, z2)
  most = maximum(z1, z2)
  product = dot(z1, z2)
  far = concat(less, mean, most)
  x . d: the outer product, d(o) x(i) at (o, i)
  maximum'(x): 1 where x is the largest, shared among equals, else 0
  [d]_k: the part of d that comes from source k
  *: the elementwise product
)") == pt::chain_rule<joined>());

/// User-defined layers that provide no texts for the chain rule.
struct cube : pt::activation_base {
    static constexpr const char* name = "cube";
    static constexpr pt::layer_capabilities can{.derivative = pt::derivative_source::input};
    template <class Pack>
    static constexpr Pack value(Pack z) {
        return z * z * z;
    }
    template <class Pack>
    static constexpr Pack derivative(Pack z) {
        return Pack::broadcast(3) * z * z;
    }
};
struct scale : pt::layer_base {
    static constexpr const char* name = "scale";
    template <class Scalar, class Input>
    struct block : pt::block_base {
        using input_shape = Input;
        using output_shape = Input;
        static constexpr std::size_t parameter_count = 1, storage_size = 1, multiply_adds = Input::size;
        static constexpr std::size_t position(std::size_t) { return 0; }
        template <class>
        struct view {};
        static constexpr void initialize(Scalar*, const auto&, pt::generator&) {}
        template <class Execution>
        static constexpr void forward(Execution, const Scalar*, const Scalar*, Scalar*) {}
        template <pt::required_gradients, class Execution>
        static constexpr void backward(Execution, const Scalar*, const Scalar*, const Scalar*, const Scalar*, Scalar*,
                                       Scalar*) {}
    };
};
using own = pt::network<pt::input<4>, pt::dense<4>, scale, cube, pt::basic_layer_norm<pt::no_affine>, pt::dense<2>>;
static_assert(pt::chain_rule<own>().starts_with(
    "dE/dw1 = x . [ scale'(z1)^T [ a2'(z2) * (layer_norm'(a2)^T [ w3^T [ dE/dz3 ] ]) ] ]\n"));

}  // namespace

BOOST_AUTO_TEST_CASE(layers_without_texts_have_a_default) {
    constexpr std::string_view rule = pt::chain_rule<own>();
    BOOST_TEST(has(rule, "\ndE/dw2 = scale'(w2)^T [ a2'(z2) * (layer_norm'(a2)^T [ w3^T [ dE/dz3 ] ]) ]\n"), rule);
    BOOST_TEST(has(rule, "\n  a2 = cube(z2)\n"), rule);
    BOOST_TEST(has(rule, "\n  f'(x)^T d: the derivative of f at x, transposed, times d\n"), rule);
}

// With their options, for every layer that has any.
BOOST_AUTO_TEST_CASE(layers_appear_as_declared) {
    using net =
        pt::network<pt::input<4, 8, 8>,
                    pt::conv2d<8, pt::kernel<3, 2>, pt::stride<2>, pt::padding<1, 0>, pt::groups<2>, pt::no_bias>,
                    pt::basic_batch_norm<pt::momentum<0.2>, pt::epsilon<1e-3>>, pt::leaky_relu_with<0.2>,
                    pt::upsample<2>, pt::squeeze_excite<4>, pt::group_norm<2>,
                    pt::max_pool<pt::kernel<2>, pt::dilation<2>>, pt::reshape<8, 9>, pt::elu_with<2>, pt::dropout<>>;
    constexpr std::string_view table = pt::summary<net>();
    for (const char* layer :
         {"conv2d<8, kernel<3, 2>, stride<2>, padding<1, 0>, groups<2>, no_bias> ",
          "batch_norm<momentum<0.2>, epsilon<0.001>> ", "leaky_relu<0.2> ", "upsample<2> ", "squeeze_excite<4> ",
          "group_norm<2> ", "max_pool<kernel<2>, dilation<2>> ", "reshape<8, 9> ", "elu<2> ", "dropout<0.5> "})
        BOOST_TEST(has(table, std::string("  ") + layer), layer << " in\n" << table);
}

// The totals in the table equal those of the network.
BOOST_AUTO_TEST_CASE(totals_are_those_of_the_network) {
    constexpr auto last_line = [](std::string_view table) {
        table.remove_suffix(1);
        return table.substr(table.rfind('\n') + 1);
    };
    constexpr std::string_view total = last_line(pt::summary<classifier>());
    BOOST_TEST(has(total, " " + std::to_string(classifier::parameter_count) + " "));
    BOOST_TEST(has(total, " " + std::to_string(pt::cost<classifier>.forward.multiply_adds) + " "));
    BOOST_TEST(has(total, " " + std::to_string(classifier::parameter_count * sizeof(float))));
    BOOST_TEST(has(last_line(pt::summary<classifier::rebind<double>>()),
                   " " + std::to_string(classifier::parameter_count * sizeof(double))));
}

// The derivative of each activation in terms of its output or its input.
template <class Activation>
constexpr std::string_view rule_of = pt::chain_rule<pt::network<pt::input<2>, pt::dense<2>, Activation>>();
BOOST_AUTO_TEST_CASE(every_activation_writes_its_derivative_out) {
    BOOST_TEST(has(rule_of<pt::identity>, "a1'(z1) = 1\n"));
    BOOST_TEST(has(rule_of<pt::relu>, "a1'(z1) = 1 if z1 > 0, else 0\n"));
    BOOST_TEST(has(rule_of<pt::leaky_relu>, "a1'(z1) = 1 if z1 > 0, else the slope\n"));
    BOOST_TEST(has(rule_of<pt::elu>, "a1'(z1) = 1 if z1 > 0, else a1 + alpha\n"));
    BOOST_TEST(has(rule_of<pt::selu>, "a1'(z1) = 1.0507 if z1 > 0, else a1 + 1.7581\n"));
    BOOST_TEST(
        has(rule_of<pt::gelu>, "a1'(z1) = P(z1) + z1 p(z1), with the normal distribution P and its density p\n"));
    BOOST_TEST(has(rule_of<pt::silu>, "a1'(z1) = s (1 + z1 (1 - s)), with s = 1 / (1 + e^-z1)\n"));
    BOOST_TEST(has(rule_of<pt::softplus>, "a1'(z1) = 1 - e^-a1\n"));
    BOOST_TEST(has(rule_of<pt::sigmoid>, "a1'(z1) = a1 (1 - a1)\n"));
    BOOST_TEST(has(rule_of<pt::tanh>, "a1'(z1) = 1 - a1^2\n"));
    BOOST_TEST(has(rule_of<pt::hard_sigmoid>, "a1'(z1) = 1 / 6 if -3 < z1 < 3, else 0\n"));
    BOOST_TEST(has(rule_of<pt::hard_tanh>, "a1'(z1) = 1 if -1 < z1 < 1, else 0\n"));
    BOOST_TEST(has(rule_of<pt::softmax>, "a1'(z1) = diag(a1) - a1 a1^T\n"));
    BOOST_TEST(has(rule_of<pt::log_softmax>, "a1'(z1) = I - 1 (e^a1)^T\n"));
    BOOST_TEST(has(rule_of<pt::prelu>, "a1'(z1) = 1 if z1 > 0, else s1\n"));
    BOOST_TEST(has(rule_of<pt::step>, "a1 = step(z1)\n"));
}

template <class Loss, class Last>
constexpr std::string_view rule_under = pt::chain_rule<pt::network<pt::input<2>, pt::dense<2>, Last>, Loss>();
BOOST_AUTO_TEST_CASE(every_loss_writes_its_gradient_out) {
    BOOST_TEST(has(rule_under<pt::mean_squared_error, pt::tanh>, "dE/da1 = 2 (a1 - t) / n   (mean_squared_error)\n"));
    BOOST_TEST(
        has(rule_under<pt::mean_absolute_error, pt::tanh>, "dE/da1 = sign(a1 - t) / n   (mean_absolute_error)\n"));
    BOOST_TEST(
        has(rule_under<pt::huber, pt::tanh>, "dE/da1 = (a1 - t) / n, cut to -delta / n .. delta / n   (huber)\n"));
    BOOST_TEST(has(rule_under<pt::binary_cross_entropy, pt::hard_sigmoid>,
                   "dE/da1 = (a1 - t) / (a1 (1 - a1)) / n   (binary_cross_entropy)\n"));
    BOOST_TEST(
        has(rule_under<pt::binary_cross_entropy, pt::sigmoid>, "dE/dz1 = (a1 - t) / n   (binary_cross_entropy)\n"));
    BOOST_TEST(has(rule_under<pt::cross_entropy, pt::log_softmax>, "dE/dz1 = e^a1 - t   (cross_entropy)\n"));
}

// Characters that LaTeX would read as commands.
BOOST_AUTO_TEST_CASE(latex_escapes_names_and_names_paths) {
    using net = pt::graph<pt::input_node<"x_y", 4, 4>,
                          pt::node<"a_b", pt::from<"x_y">, pt::global_average_pool, pt::dense<2>>, pt::outputs<"a_b">>;
    constexpr std::string_view rule = pt::chain_rule_latex<net>();
    BOOST_TEST(has(rule,
                   "\\underbrace{\\operatorname{global\\_average\\_pool}(\\mathtt{x\\_y}) \\otimes "
                   "\\left[ \\frac{\\partial E}{\\partial \\mathtt{a\\_b}} \\right]}_{\\mathtt{a\\_b}} \\\\\n"),
               rule);
    BOOST_TEST(has(pt::chain_rule_latex<diamond>(),
                   "&\\quad + \\underbrace{a_{1} \\otimes \\left[ a_{2} \\odot \\left( w_{4}^{\\top} \\left[ "
                   "\\frac{\\partial E}{\\partial \\mathtt{end}} \\right] \\right) \\right]}"
                   "_{\\mathtt{right} \\to \\mathtt{end}} \\\\\n"));
    using odd = pt::graph<pt::input_node<"a, b\\^~", 2>,
                          pt::node<"#9829;", pt::from<"a, b\\^~">, pt::dense<2, pt::no_bias>>, pt::outputs<"#9829;">>;
    BOOST_TEST(has(pt::chain_rule_latex<odd>(),
                   "\nz_{1} &= \\mathtt{dense<2,\\ no\\_bias>}(\\mathtt{a,\\ b\\backslash \\hat{\\ }\\sim }) \\\\\n"),
               pt::chain_rule_latex<odd>());
    BOOST_TEST(has(pt::to_mermaid<odd>(), "[\"#35;9829;<br>dense&lt;2, no_bias&gt;\"]"), pt::to_mermaid<odd>());
}

// Two joins with the same name would read as the same function.
BOOST_AUTO_TEST_CASE(concat_along_another_axis_has_another_name) {
    using net = pt::graph<pt::input_node<"i", 2, 3>, pt::node<"a", pt::from<"i", "i">, pt::concat_axis<1>>,
                          pt::node<"y", pt::from<"i", "i">, pt::concat>, pt::outputs<"a", "y">>;
    BOOST_TEST(has(pt::chain_rule<net>(), "  a = concat_axis(i, i)\n  y = concat(i, i)\n"), pt::chain_rule<net>());
    BOOST_TEST(has(pt::summary<net>(), "concat_axis<1>  2 x 6 "), pt::summary<net>());
}

// A residual in a graph ends the formulas of the layers before it, and its own formula is the sum over the paths.
BOOST_AUTO_TEST_CASE(a_residual_in_a_graph) {
    using net = pt::graph<
        pt::input_node<"x", 4>, pt::node<"a", pt::from<"x">, pt::dense<4>, pt::residual<pt::dense<4>, pt::tanh>>,
        pt::node<"b", pt::from<"a">, pt::dense<2>>, pt::node<"c", pt::from<"a">, pt::dense<3>>, pt::outputs<"b", "c">>;
    constexpr std::string_view rule = pt::chain_rule<net>();
    BOOST_TEST(has(rule, "dE/dw1 = x . [ dE/dr1 + w2^T [ a2'(z2) * dE/dr1 ] ]\n"), rule);
    BOOST_TEST(has(rule, "dE/dr1 = path a -> b: w3^T [ dE/db ]\n       + path a -> c: w4^T [ dE/dc ]\n"), rule);
    BOOST_TEST(has(pt::to_dot<net>(), "label=\"a\\ndense<4>\\nresidual\\n+ dense<4>\\n+ tanh\"]"), pt::to_dot<net>());
}

// The output of a node appears under the node's name where it has no symbol, so that texts stay short.
BOOST_AUTO_TEST_CASE(joined_values_are_named) {
    using net = pt::graph<
        pt::input_node<"x", 1, 4, 4>,
        pt::node<"eye", pt::from<"x">, pt::conv2d<2, pt::kernel<3>>, pt::max_pool<pt::kernel<2>>, pt::flatten>,
        pt::node<"twice", pt::from<"eye", "eye">, pt::concat>, pt::node<"y", pt::from<"twice">, pt::dense<2>>,
        pt::outputs<"y">>;
    constexpr std::string_view rule =
        pt::chain_rule<net, decltype(pt::joint_loss("y"_node = pt::sum_of_squared_errors{}))>();
    BOOST_TEST(
        rule.starts_with("dE/dw1 = path eye -> twice -> y: x (*) [ max_pool'(z1)^T [ [ w2^T [ dE/dy ] ]_1 ] ]\n"
                         "       + path eye -> twice -> y: x (*) [ max_pool'(z1)^T [ [ w2^T [ dE/dy ] ]_2 ] ]\n"),
        rule);
    BOOST_TEST(has(rule, "\ndE/dw2 = path y: twice . [ dE/dy ]\n"), rule);
    BOOST_TEST(has(rule,
                   "\n  z2 = dense<2>(twice)\n  eye = max_pool(z1)\n  twice = concat(eye, eye)\n  y = z2\n  dE/dy = z2 "
                   "- t   (sum_of_squared_errors)\n"),
               rule);
}

// Nodes that share parameters have one derivative, the sum over the paths from all of them; parameters count once.
BOOST_AUTO_TEST_CASE(tied_nodes_share_a_derivative) {
    using net =
        pt::graph<pt::input_node<"a", 4>, pt::input_node<"b", 4>, pt::node<"p", pt::from<"a">, pt::dense<3>, pt::tanh>,
                  pt::node<"q", pt::from<"b">, pt::tied<"p">>, pt::node<"d", pt::from<"p", "q">, pt::dot>,
                  pt::outputs<"d">>;
    constexpr std::string_view rule = pt::chain_rule<net>();
    BOOST_TEST(rule.starts_with("dE/dw1 = path p -> \"d\": a . [ a1'(z1) * (a2 * dE/d\"d\") ]\n       + path q -> "
                                "\"d\": b . [ a2'(z2) * (a1 * dE/d\"d\") "
                                "]\n"
                                "dE/db1 = path p -> \"d\": a1'(z1) * (a2 * dE/d\"d\")\n       + path q -> \"d\": "
                                "a2'(z2) * (a1 * dE/d\"d\")\nwhere\n"),
               rule);
    BOOST_TEST(has(rule, "\n  z2 = dense<3>(b), with w1, b1 as in z1\n"), rule);
    BOOST_TEST(has(rule, "\n  z1 = dense<3>(a)\n"), rule);
    BOOST_TEST(
        has(pt::chain_rule_latex<net>(),
            "\nz_{2} &= \\mathtt{dense<3>}(b)\\text{,\\ with }w_{1}\\text{,\\ }b_{1}\\text{ as in }z_{1} \\\\\n"),
        pt::chain_rule_latex<net>());
    BOOST_TEST(has(pt::summary<net>(), "q      b     dense<3>  3                0             12      0\n"),
               pt::summary<net>());
}

// A layer norm has a weight and a bias for every element, so nothing is summed; symbols that only occur with a tensor
// that the layer does not have are not explained.
static_assert(text(R"(
dE/dw1 = normalised(x) * (w2^T [ dE/dz2 ])
dE/db1 = w2^T [ dE/dz2 ]
dE/dw2 = z1 . [ dE/dz2 ]
dE/db2 = dE/dz2
where
  z1 = layer_norm(x)
  z2 = dense<1>(z1)
  layer_norm'(x): w / sqrt(variance + epsilon), and through mean and variance of the sample
  normalised(x): (x - mean) / sqrt(variance + epsilon)
  x . d: the outer product, d(o) x(i) at (o, i)
  f'(x)^T d: the derivative of f at x, transposed, times d
  *: the elementwise product
)") == pt::chain_rule<pt::network<pt::input<2, 3, 3>, pt::layer_norm, pt::flatten, pt::dense<1>>>());

// Each symbol has one meaning in a text: batch_norm sums per channel, prelu sums everything for its single slope.
static_assert(text(R"(
dE/dw1 = sum [ normalised(x) * (a1'(z1) * (w2^T [ dE/dz2 ])) ]
dE/db1 = sum [ a1'(z1) * (w2^T [ dE/dz2 ]) ]
dE/ds1 = total [ min(z1, 0) * (w2^T [ dE/dz2 ]) ]
dE/dw2 = a1 . [ dE/dz2 ]
dE/db2 = dE/dz2
where
  z1 = batch_norm(x)
  a1 = prelu(z1), a1'(z1) = 1 if z1 > 0, else s1
  z2 = dense<1>(a1)
  batch_norm'(x): w / sqrt(variance + epsilon), in training also through mean and variance of the batch
  normalised(x): (x - mean) / sqrt(variance + epsilon)
  sum: over all positions of each channel
  total: the sum over all elements of the input, of which min(z, 0) selects the negative ones
  x . d: the outer product, d(o) x(i) at (o, i)
  f'(x)^T d: the derivative of f at x, transposed, times d
  *: the elementwise product
)") == pt::chain_rule<pt::network<pt::input<2, 3, 3>, pt::batch_norm, pt::prelu, pt::flatten, pt::dense<1>>>());

// Transposed weights mean something else in each kind of layer, so the text names the layer.
BOOST_AUTO_TEST_CASE(transposed_weights_are_explained_by_layer) {
    using net = pt::network<pt::input<1, 4, 4>, pt::conv2d<2, pt::kernel<3>, pt::no_bias>,
                            pt::conv_transpose2d<2, pt::kernel<2>, pt::no_bias>, pt::flatten, pt::dense<1>>;
    constexpr std::string_view rule = pt::chain_rule<net>();
    BOOST_TEST(has(rule, "dE/dw1 = x (*) [ w2^T [ w3^T [ dE/dz3 ] ] ]\n"), rule);
    BOOST_TEST(has(rule, "\n  w^T d of conv2d: the transposed convolution\n"), rule);
    BOOST_TEST(has(rule, "\n  w^T d of conv_transpose2d: the convolution\n"), rule);
    BOOST_TEST(!has(rule, "w^T d:"), rule);
    BOOST_TEST(!has(rule, "\n  sum: "), rule);
    BOOST_TEST(
        has(pt::chain_rule_latex<net>(), "& w^{\\top} d\\text{ of conv\\_transpose2d}:\\text{ the convolution} \\\\\n"),
        pt::chain_rule_latex<net>());
}

// Every tied layer names the owner of its parameters: activations and shortcuts of residuals as well.
BOOST_AUTO_TEST_CASE(every_tied_layer_names_its_owner) {
    using net = pt::graph<pt::input_node<"u", 4>, pt::input_node<"v", 4>,
                          pt::node<"left", pt::from<"u">, pt::prelu, pt::residual<pt::dense<3>, pt::tanh>>,
                          pt::node<"right", pt::from<"v">, pt::tied<"left">>,
                          pt::node<"both", pt::from<"left", "right">, pt::dot>, pt::outputs<"both">>;
    constexpr std::string_view rule = pt::chain_rule<net>();
    BOOST_TEST(has(rule, "\n  a4 = prelu(v), a4'(v) = 1 if v > 0, else s1, with s1 as in a1\n"), rule);
    BOOST_TEST(has(rule, "\n  z5 = dense<3>(a4), with w2, b2 as in z2\n"), rule);
    BOOST_TEST(has(rule, "\n  z6 = dense<3, no_bias>(a4), with w3 as in z3\n"), rule);
}

// Names of nodes that equal other symbols of the text are quoted, and no others.
using misnamed = pt::graph<pt::input_node<"z1", 2>, pt::node<"a1", pt::from<"z1">, pt::dense<3>, pt::sigmoid>,
                           pt::node<"w2", pt::from<"a1">, pt::dense<3>, pt::tanh>,
                           pt::node<"z3", pt::from<"w2", "a1">, pt::add>, pt::node<"y", pt::from<"z3">, pt::dense<1>>,
                           pt::node<"t", pt::from<"y">, pt::dense<1>>, pt::outputs<"t", "z3">>;
static_assert(text(R"(
dE/dw1 = path "a1" -> "w2" -> "z3": "z1" . [ a1'(z1) * (w2^T [ a2'(z2) * dE/d"z3" ]) ]
       + path "a1" -> "w2" -> "z3" -> y -> "t": "z1" . [ a1'(z1) * (w2^T [ a2'(z2) * (w3^T [ w4^T [ dE/d"t" ] ]) ]) ]
       + path "a1" -> "z3": "z1" . [ a1'(z1) * dE/d"z3" ]
       + path "a1" -> "z3" -> y -> "t": "z1" . [ a1'(z1) * (w3^T [ w4^T [ dE/d"t" ] ]) ]
dE/db1 = path "a1" -> "w2" -> "z3": a1'(z1) * (w2^T [ a2'(z2) * dE/d"z3" ])
       + path "a1" -> "w2" -> "z3" -> y -> "t": a1'(z1) * (w2^T [ a2'(z2) * (w3^T [ w4^T [ dE/d"t" ] ]) ])
       + path "a1" -> "z3": a1'(z1) * dE/d"z3"
       + path "a1" -> "z3" -> y -> "t": a1'(z1) * (w3^T [ w4^T [ dE/d"t" ] ])
dE/dw2 = path "w2" -> "z3": a1 . [ a2'(z2) * dE/d"z3" ]
       + path "w2" -> "z3" -> y -> "t": a1 . [ a2'(z2) * (w3^T [ w4^T [ dE/d"t" ] ]) ]
dE/db2 = path "w2" -> "z3": a2'(z2) * dE/d"z3"
       + path "w2" -> "z3" -> y -> "t": a2'(z2) * (w3^T [ w4^T [ dE/d"t" ] ])
dE/dw3 = path y -> "t": "z3" . [ w4^T [ dE/d"t" ] ]
dE/db3 = path y -> "t": w4^T [ dE/d"t" ]
dE/dw4 = path "t": z3 . [ dE/d"t" ]
dE/db4 = path "t": dE/d"t"
where
  z1 = dense<3>("z1")
  a1 = sigmoid(z1), a1'(z1) = a1 (1 - a1)
  z2 = dense<3>(a1)
  a2 = tanh(z2), a2'(z2) = 1 - a2^2
  z3 = dense<1>("z3")
  z4 = dense<1>(z3)
  "z3" = add(a2, a1)
  "t" = z4
  dE/d"z3" = "z3" - t   (sum_of_squared_errors)
  dE/d"t" = 2 (z4 - t) / n   (mean_squared_error)
  dE/d"z3": only the direct effect of "z3" as an output, without the paths that continue after it
  t: the target
  n: the number of elements of the output
  x . d: the outer product, d(o) x(i) at (o, i)
  *: the elementwise product
  in quotes: names of nodes
)") == pt::chain_rule<misnamed, decltype(pt::joint_loss("t"_node = pt::mean_squared_error{},
                                                        "z3"_node = pt::sum_of_squared_errors{}))>());

template <pt::node_name Name>
using named_so =
    pt::graph<pt::input_node<"x", 2>, pt::node<Name, pt::from<"x">, pt::dense<3>, pt::silu>, pt::outputs<Name>>;
template <pt::node_name Name, class Loss = void>
constexpr bool is_quoted = has(pt::chain_rule<named_so<Name>, Loss>(), "in quotes: names of nodes\n");
using loss_of_t = decltype(pt::joint_loss("t"_node = pt::mean_squared_error{}));
using loss_of_n = decltype(pt::joint_loss("n"_node = pt::mean_squared_error{}));
using loss_of_c = decltype(pt::joint_loss("c"_node = 2 * pt::mean_squared_error{}));

BOOST_AUTO_TEST_CASE(names_that_read_as_symbols_are_quoted) {
    BOOST_TEST((is_quoted<"z1"> && is_quoted<"a20"> && is_quoted<"w3"> && is_quoted<"b1"> && is_quoted<"r1">));
    BOOST_TEST((is_quoted<"E"> && is_quoted<"T"> && is_quoted<"d"> && is_quoted<"s"> && is_quoted<"e">));
    BOOST_TEST((is_quoted<"t", loss_of_t> && is_quoted<"n", loss_of_n> && is_quoted<"c", loss_of_c>));
    BOOST_TEST((is_quoted<"silu"> && is_quoted<"dense"> && is_quoted<"path">));
    BOOST_TEST((is_quoted<"1"> && is_quoted<"z-1"> && is_quoted<"left right"> && is_quoted<"f(x)">));
    BOOST_TEST((!is_quoted<"t"> && !is_quoted<"n"> && !is_quoted<"c"> && !is_quoted<"y"> && !is_quoted<"p">));
    BOOST_TEST((!is_quoted<"z"> && !is_quoted<"w"> && !is_quoted<"s1"> && !is_quoted<"h1"> && !is_quoted<"a_1">));
    BOOST_TEST((!is_quoted<"relu"> && !is_quoted<"sum"> && !is_quoted<"out.a1">));
    using gelu = pt::graph<pt::input_node<"x", 2>, pt::node<"p", pt::from<"x">, pt::gelu>,
                           pt::node<"x.y", pt::from<"p">, pt::dense<1>>, pt::outputs<"x.y">>;
    BOOST_TEST(has(pt::chain_rule<gelu>(), "path x.y: "), pt::chain_rule<gelu>());
    BOOST_TEST(has(pt::chain_rule<gelu>(), "in quotes"), pt::chain_rule<gelu>());
}

// In LaTeX a different font is enough.
BOOST_AUTO_TEST_CASE(latex_distinguishes_names_from_symbols) {
    using net =
        pt::graph<pt::input_node<"t", 2>, pt::node<"z1", pt::from<"t">, pt::dense<1>, pt::tanh>, pt::outputs<"z1">>;
    constexpr std::string_view rule =
        pt::chain_rule_latex<net, decltype(pt::joint_loss("z1"_node = pt::sum_of_squared_errors{}))>();
    BOOST_TEST(has(rule, "\nz_{1} &= \\mathtt{dense<1>}(\\mathtt{t}) \\\\\n"), rule);
    BOOST_TEST(has(rule, "\n\\mathtt{z1} &= a_{1} \\\\\n"), rule);
    BOOST_TEST(has(rule, "\\frac{\\partial E}{\\partial \\mathtt{z1}} &= a_{1} - t"), rule);
    BOOST_TEST(!has(rule, "\""), rule);
}

// A null character follows the last one, as C expects.
BOOST_AUTO_TEST_CASE(texts_are_null_terminated) {
    BOOST_TEST(std::string_view(pt::summary<xor_net>().data()).size() == pt::summary<xor_net>().size());
    BOOST_TEST(std::string_view(pt::chain_rule<diamond>().data()).size() == pt::chain_rule<diamond>().size());
}

// Sixteen layers, whose formulas have 40,000 characters, stay within the compilers' default evaluation limits.
template <class... Layers>
using twice = pt::network<pt::input<8>, Layers..., Layers...>;
BOOST_AUTO_TEST_CASE(a_deep_net_is_within_the_limits_of_compilers) {
    using net = twice<pt::dense<8>, pt::relu, pt::dense<8>, pt::relu, pt::dense<8>, pt::relu, pt::dense<8>, pt::relu,
                      pt::dense<8>, pt::relu, pt::dense<8>, pt::relu, pt::dense<8>, pt::relu, pt::dense<8>, pt::relu>;
    constexpr std::string_view rule = pt::chain_rule<net>();
    BOOST_TEST(has(rule, "\ndE/db16 = a16'(z16) * dE/da16\n"));
    constexpr std::string_view latex = pt::chain_rule_latex<net>();
    BOOST_TEST(latex.size() > rule.size());
}

BOOST_AUTO_TEST_SUITE_END()
