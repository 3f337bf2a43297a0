// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "json.hpp"

#include "model.hpp"

#include <charconv>
#include <cstddef>

namespace importer::json {

const value& value::operator[](std::string_view name) const {
    static const value none;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return items[i];
    return none;
}

namespace {

class parser {
public:
    explicit parser(std::string_view text) : text_(text) {}

    value run() {
        value result = any(0);
        skip_space();
        if (at_ != text_.size()) fail("unexpected text after the end");
        return result;
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw import_error("JSON, character " + std::to_string(at_) + ": " + why);
    }
    void skip_space() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
    }
    bool take(std::string_view expected) {
        if (text_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }
    bool take_after_space(char expected) {
        skip_space();
        return take({&expected, 1});
    }

    value any(int depth) {
        if (depth > 100) fail("nested more than 100 deep");
        skip_space();
        value v;
        if (at_ == text_.size()) fail("the text ends early");
        if (take("null")) return v;
        if (take("true")) {
            v.type = value::boolean;
            v.truth = true;
        } else if (take("false")) {
            v.type = value::boolean;
        } else if (text_[at_] == '"') {
            v.type = value::string;
            v.text = string();
        } else if (take("[")) {
            v.type = value::array;
            if (take_after_space(']')) return v;
            do v.items.push_back(any(depth + 1));
            while (take_after_space(','));
            if (!take_after_space(']')) fail("expected , or ]");
        } else if (take("{")) {
            v.type = value::object;
            if (take_after_space('}')) return v;
            do {
                skip_space();
                v.names.push_back(string());
                if (!take_after_space(':')) fail("expected :");
                v.items.push_back(any(depth + 1));
            } while (take_after_space(','));
            if (!take_after_space('}')) fail("expected , or }");
        } else {
            v.type = value::number;
            // Python writes these three, which JSON does not have.
            if (take("NaN") || take("Infinity") || take("-Infinity")) {
                v.type = value::null;
                return v;
            }
            const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), v.real);
            if (error != std::errc{}) fail("expected a value");
            at_ = static_cast<std::size_t>(end - text_.data());
        }
        return v;
    }

    std::string string() {
        if (!take("\"")) fail("expected \"");
        std::string result;
        while (at_ < text_.size() && text_[at_] != '"') {
            const char c = text_[at_++];
            if (static_cast<unsigned char>(c) < 0x20) fail("a control character in a string");
            if (c != '\\') {
                result += c;
                continue;
            }
            if (at_ == text_.size()) break;
            const char escape = text_[at_++];
            constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
            if (const auto found = from.find(escape); found != std::string_view::npos)
                result += to[found];
            else if (escape == 'u')
                append_code_point(result);
            else
                fail("an unknown escape");
        }
        if (!take("\"")) fail("a string does not end");
        return result;
    }
    /// Names beyond ASCII are of no use in a header, so that a ? stands for each.
    void append_code_point(std::string& to) {
        unsigned code = 0;
        if (text_.size() - at_ < 4) fail("an escape ends early");
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + at_ + 4, code, 16);
        if (error != std::errc{} || end != text_.data() + at_ + 4) fail("an escape is no hexadecimal number");
        at_ += 4;
        to += code < 0x80 ? static_cast<char>(code) : '?';
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

value parse(std::string_view text) { return parser(text).run(); }

}  // namespace importer::json
