// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// perceptype-import: turns a trained network of another framework into a C++ header.

#include "keras.hpp"
#include "model.hpp"
#include "onnx.hpp"
#include "write.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

namespace {

constexpr const char* usage =
    R"(usage: perceptype-import [--name NAME] [--double] [--output HEADER] FILE

Turns a trained network into a C++ header: the network's type, its weights as constants, and a self-test.

  FILE              .onnx (ONNX), .keras or .h5 (Keras)
  --name NAME       the namespace of the header; by default the file's name
  --double          a network that computes in double instead of float
  --output HEADER   the header to write, - for standard output; by default NAME.hpp in the current folder

The header defines NAME::network_type, NAME::net, and NAME::self_test(), which compares the network with what the
file's weights give in double precision; for small networks the compiler does so. What the library cannot express is an
error that names the operator and the node.

)";

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw importer::import_error(path + ": cannot be read");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

importer::model read(const std::string& path) {
    std::string type = std::filesystem::path(path).extension().string();
    for (char& c : type) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (type == ".pt" || type == ".pth" || type == ".pkl")
        throw importer::import_error(
            path +
            ": a pickle is a program, and is not read. In Python, save the weights as safetensors:\n"
            "    from safetensors.torch import save_file; save_file(model.state_dict(), \"model.safetensors\")\n"
            "or the whole network as ONNX, which perceptype-import reads:\n"
            "    torch.onnx.export(model.eval(), example_input, \"model.onnx\")");
    if (type == ".onnx") return importer::read_onnx(read_file(path), path);
    if (type == ".keras") return importer::read_keras(path);
    if (type == ".h5" || type == ".hdf5") return importer::read_keras_h5(path);
    throw importer::import_error(path + ": the type \"" + type + "\" is not supported; .onnx, .keras and .h5 are");
}

int run(int count, char** arguments) {
    std::string path, output;
    importer::write_options options;
    for (int i = 1; i < count; ++i) {
        const std::string argument = arguments[i];
        if (argument == "--help") {
            std::cout << usage << "Operators of ONNX:\n"
                      << importer::onnx_operators << "\n\nLayers of Keras:\n"
                      << importer::keras_layers << "\n";
            return 0;
        }
        if (argument == "--double") {
            options.in_double = true;
        } else if ((argument == "--name" || argument == "--output") && i + 1 < count) {
            (argument == "--name" ? options.name : output) = arguments[++i];
        } else if (path.empty() && !argument.starts_with("--")) {
            path = argument;
        } else {
            std::cerr << "perceptype-import: unexpected argument " << argument << "\n\n" << usage;
            return 2;
        }
    }
    if (path.empty()) {
        std::cerr << usage;
        return 2;
    }
    if (options.name.empty()) options.name = importer::identifier(std::filesystem::path(path).stem().string());
    if (options.name != importer::identifier(options.name)) {
        std::cerr << "perceptype-import: " << options.name << " is no name of a namespace\n";
        return 2;
    }
    if (output.empty()) output = options.name + ".hpp";

    std::ostringstream header;
    importer::write_header(header, read(path), options);
    if (output == "-") {
        std::cout << header.str();
        return 0;
    }
    std::ofstream file(output, std::ios::binary);
    file << header.str();
    file.close();
    if (!file) throw importer::import_error(output + ": cannot be written");
    std::cerr << output << ": " << options.name << "::net\n";
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const importer::import_error& error) {
        std::cerr << "perceptype-import: " << error.what() << '\n';
    } catch (const std::exception& error) {
        std::cerr << "perceptype-import: " << error.what() << '\n';
    }
    return 1;
}
