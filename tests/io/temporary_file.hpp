// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Files for the tests of io/, and what the readers say of them. Out of line: the tests are many, and would compile it
/// each.

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <string_view>

namespace perceptype_test {

/// A file with that content and a name that no other has, in the system's temporary folder; removed in the end.
class temporary_file {
public:
    explicit temporary_file(std::string_view content);
    ~temporary_file();
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;

    void write(std::string_view content) const;
    std::string path() const { return path_.string(); }
    static std::filesystem::path unused_path();

private:
    std::filesystem::path path_;
};

/// What a data_error says behind the name of the file: ":17: expected ..." or ": byte 3: expected ...". What it
/// is instead, if the call returns or throws something else.
std::string error_text(const std::string& path, const std::function<void()>& call);

/// For BOOST_TEST: whether the text is that.
boost::test_tools::predicate_result says(const std::string& found, std::string_view expected);

/// The content with one to four faults: a byte changed, inserted or removed, a piece repeated, the end cut off.
std::string damaged(std::string content, std::mt19937& random, std::string_view likely_bytes);

}  // namespace perceptype_test
