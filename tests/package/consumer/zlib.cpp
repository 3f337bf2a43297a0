// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/npz_file.hpp>

#include <span>

// numpy.savez_compressed(file, x=numpy.float32([1, 2]))
constexpr unsigned char archive[] = {
    80,  75,  3,   4,  20,  0,   0,   0,   8,   0,   0,   0,   33,  0,   154, 202, 171, 231, 76,  0,   0,   0,   136,
    0,   0,   0,   5,  0,   0,   0,   120, 46,  110, 112, 121, 155, 236, 23,  234, 27,  16,  201, 200, 80,  198, 80,
    173, 158, 146, 90, 156, 92,  164, 110, 165, 160, 110, 147, 102, 162, 174, 163, 160, 158, 150, 95,  84,  82,  148,
    152, 23,  159, 95, 148, 146, 10,  18,  119, 75,  204, 41,  78,  5,   138, 23,  103, 36,  22,  164, 2,   249, 26,
    70,  58,  154, 58, 10,  181, 10,  20,  0,   46,  6,   134, 6,   123, 6,   6,   6,   7,   0,   80,  75,  1,   2,
    20,  3,   20,  0,  0,   0,   8,   0,   0,   0,   33,  0,   154, 202, 171, 231, 76,  0,   0,   0,   136, 0,   0,
    0,   5,   0,   0,  0,   0,   0,   0,   0,   0,   0,   0,   0,   128, 1,   0,   0,   0,   0,   120, 46,  110, 112,
    121, 80,  75,  5,  6,   0,   0,   0,   0,   1,   0,   1,   0,   51,  0,   0,   0,   111, 0,   0,   0,   0,   0};

int main() {
    const perceptype::npz_file file(std::as_bytes(std::span(archive)), "x.npz");
    return file.size() == 1 && file.tensor(0).name == "x" && file.tensor(0).size() == 2 ? 0 : 1;
}
