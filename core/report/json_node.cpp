#include "core/report/json_node.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.h"

namespace whence {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxKeys = 4096;  // none of our objects has nearly as many

const Json& json(const void* value)
{
    return *static_cast<const Json*>(value);
}

}  // namespace

struct JsonNode::Document {
    Json root;
    std::string file;
};

JsonNode::JsonNode(std::shared_ptr<const Document> document, const void* value, std::string place)
    : m_document(std::move(document)), m_value(value), m_place(std::move(place))
{
}

JsonNode JsonNode::parse(const std::string& text, const std::string& file)
{
    auto document = std::make_shared<Document>();
    document->file = file;
    document->root = Json::parse(text, nullptr, false);
    if (document->root.is_discarded())
        throw Error(file + " is not JSON, or damaged.");
    const void* const root = &document->root;
    return {std::move(document), root, ""};
}

void JsonNode::fail(const std::string& what) const
{
    throw Error(m_document->file + ": " + (m_place.empty() ? "the content" : m_place) + " " + what +
                ".");
}

JsonNode JsonNode::at(std::string_view key) const
{
    const Json& value = json(m_value);
    if (!value.is_object())
        fail("is not an object");
    const auto member = value.find(key);
    if (member == value.end())
        fail("has no \"" + std::string(key) + "\"");
    return {m_document, &*member,
            m_place.empty() ? std::string(key) : m_place + "." + std::string(key)};
}

bool JsonNode::has(std::string_view key) const
{
    return json(m_value).is_object() && json(m_value).contains(key);
}

std::vector<std::string> JsonNode::keys() const
{
    if (!json(m_value).is_object())
        fail("is not an object");
    if (json(m_value).size() > kMaxKeys)
        fail("has too many entries");
    std::vector<std::string> result;
    for (const auto& member : json(m_value).items())
        result.push_back(member.key());
    return result;
}

std::vector<JsonNode> JsonNode::items() const
{
    if (!json(m_value).is_array())
        fail("is not a list");
    std::vector<JsonNode> result;
    for (const Json& item : json(m_value))
        result.push_back({m_document, &item, m_place + "[" + std::to_string(result.size()) + "]"});
    return result;
}

bool JsonNode::isNull() const
{
    return json(m_value).is_null();
}

bool JsonNode::flag() const
{
    if (!json(m_value).is_boolean())
        fail("is neither true nor false");
    return json(m_value).get<bool>();
}

int JsonNode::integer(int minimum, int maximum) const
{
    const double value =
        json(m_value).is_number_integer() ? json(m_value).get<double>() : minimum - 1.0;
    if (!(value >= minimum && value <= maximum))
        fail("is not a whole number from " + std::to_string(minimum) + " to " +
             std::to_string(maximum));
    return int(value);
}

double JsonNode::number() const
{
    if (!json(m_value).is_number())
        fail("is not a number");
    return json(m_value).get<double>();
}

double JsonNode::numberOr(double absent) const
{
    return isNull() ? absent : number();
}

std::string JsonNode::text() const
{
    if (!json(m_value).is_string())
        fail("is not a text");
    return json(m_value).get<std::string>();
}

std::vector<std::string> JsonNode::texts() const
{
    std::vector<std::string> result;
    for (const JsonNode& item : items())
        result.push_back(item.text());
    return result;
}

}  // namespace whence
