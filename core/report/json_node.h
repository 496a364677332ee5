#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace whence {

/// A value in a JSON document with its place in it. Whatever is asked of it that it is not is an
/// Error that names the file and the place ("prediction.features.melody").
class JsonNode {
public:
    /// Throws Error if the text is not JSON.
    static JsonNode parse(const std::string& json, const std::string& file);

    JsonNode at(std::string_view key) const;
    bool has(std::string_view key) const;
    /// The keys of an object in alphabetical order.
    std::vector<std::string> keys() const;
    std::vector<JsonNode> items() const;

    bool isNull() const;
    bool flag() const;
    int integer(int minimum, int maximum) const;
    double number() const;
    /// number(), but `absent` for null.
    double numberOr(double absent) const;
    std::string text() const;
    std::vector<std::string> texts() const;

    /// Throws Error: "… <what>.", with file and place.
    [[noreturn]] void fail(const std::string& what) const;

private:
    struct Document;
    JsonNode(std::shared_ptr<const Document> document, const void* value, std::string place);
    std::shared_ptr<const Document> m_document;
    const void* m_value = nullptr;  // inside the document
    std::string m_place;
};

}  // namespace whence
