// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "curves.hpp"

#include "files.hpp"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

void write_data(const std::string& file, const std::vector<support::learning_curve>& curves) {
    std::ofstream data(file);
    for (const auto& curve : curves) {
        data << "# seed " << curve.seed << ": epoch, loss, accuracy on the test set in %\n";
        for (std::size_t epoch = 0; epoch < curve.losses.size(); ++epoch)
            data << epoch + 1 << ' ' << curve.losses[epoch] << ' ' << 100 * curve.accuracies[epoch] << '\n';
        data << "\n\n";  // what gnuplot calls the end of a data set
    }
}

void write_script(const std::string& file, const std::string& name, const std::string& title, std::size_t curves) {
    std::ofstream script(file);
    const auto plot = [&](const std::string& axis, int column) {
        script << "set ylabel '" << axis << "'\nplot for [i=0:" << curves - 1 << "] '" << name
               << ".dat' index i using 1:" << column << " with lines title sprintf('seed %d', i + 1)\n";
    };
    script << "set terminal svg size 800,600 background 'white'\n"
              "set output '"
           << name
           << ".svg'\n"
              "set multiplot layout 2,1 title '"
           << title
           << "'\n"
              "set grid\n"
              "set lmargin 10\n"
              "set key right top\n"
              "set logscale y\n";
    plot("mean loss in training", 2);
    script << "unset logscale y\n"
              "set key right bottom\n"
              "set xlabel 'epoch'\n"
              "set yrange [90:100]\n";
    plot("right on the test set, %", 3);
}

}  // namespace

void support::draw_learning_curves(const std::string& name, const std::string& title,
                                   const std::vector<learning_curve>& curves) {
    write_data(output_file(name + ".dat"), curves);
    write_script(output_file(name + ".gnuplot"), name, title, curves.size());
    draw_with_gnuplot(name, "learning curves");
}

void support::draw_with_gnuplot(const std::string& name, const std::string& what) {
    namespace fs = std::filesystem;
    // gnuplot runs where the files are, so that no path has to be quoted.
    const fs::path folder = fs::path(output_file(name + ".gnuplot")).parent_path();
    const fs::path here = fs::current_path();
    fs::current_path(folder);
    const int status = std::system(("command -v gnuplot >/dev/null && gnuplot " + name + ".gnuplot").c_str());
    fs::current_path(here);
    if (status == 0)
        std::printf("%s: %s\n", what.c_str(), output_file(name + ".svg").c_str());
    else
        std::printf("%s: no picture, since gnuplot is missing or failed; to draw it, in %s: gnuplot %s.gnuplot\n",
                    what.c_str(), folder.c_str(), name.c_str());
}
