#include "core/data/annotations.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <tuple>

#include "core/data/csv.h"
#include "core/data/plain_text.h"
#include "core/error.h"
#include "core/tensors/file_io.h"

namespace whence {

namespace {

constexpr std::size_t kMostBytes = 8u << 20;  // of a file
constexpr std::size_t kMostLabelBytes = 1000;

[[noreturn]] void fail(const std::string& name, int line, const std::string& what)
{
    throw Error("Line " + std::to_string(line) + " of " + name + " " + what);
}

/// Text up to the next `end` or to its end, which is taken away with it.
std::string_view takeUntil(std::string_view& text, std::string_view ends)
{
    const std::size_t length = std::min(text.find_first_of(ends), text.size());
    const std::string_view part = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return part;
}

/// Seconds with a point or, as some programs write them, a comma.
std::optional<double> secondsIn(std::string_view text)
{
    std::string plain(text);
    std::erase(plain, ' ');
    std::ranges::replace(plain, ',', '.');
    double value = 0.0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc() || end != plain.data() + plain.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

void add(std::vector<Annotation>& annotations, Annotation annotation, const std::string& name,
         int line)
{
    if (annotation.start < 0.0 || annotation.end > latestAnnotation)
        fail(name, line, "has a label outside any recording.");
    if (annotation.end < annotation.start)
        fail(name, line, "has a label that ends before it starts.");
    if (annotations.size() == mostAnnotations)
        fail(name, line,
             "is beyond the " + std::to_string(mostAnnotations) + " labels that are read.");
    annotation.label = cleanLabel(annotation.label);
    annotations.push_back(std::move(annotation));
}

Annotation annotationIn(std::string_view line, const std::string& name, int number)
{
    const auto start = secondsIn(takeUntil(line, "\t"));
    if (!start)
        fail(name, number, "does not begin with a time in seconds.");
    std::string_view rest = line;
    const std::string_view second = takeUntil(rest, "\t");
    const auto end = secondsIn(second);
    // Very old files have points with one time only.
    return end ? Annotation{*start, *end, std::string(rest)}
               : Annotation{*start, *start, std::string(line)};
}

bool isTable(const std::filesystem::path& file)
{
    std::string extension = file.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return extension == ".csv";
}

/// Seconds to the µs, as Audacity writes them.
std::string secondsText(double seconds)
{
    char text[64];
    const auto end =
        std::to_chars(text, text + sizeof text, seconds, std::chars_format::fixed, 6).ptr;
    return {text, end};
}

std::string quoted(const std::string& label)
{
    std::string result = "\"";
    for (const char c : label)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

}  // namespace

std::string cleanLabel(std::string_view label)
{
    std::string result(label);
    for (char& c : result)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    const std::size_t first = std::min(result.find_first_not_of(' '), result.size());
    result.erase(0, first);
    std::size_t length = std::min(result.size(), kMostLabelBytes);
    while (length > 0 && length < result.size() &&
           (static_cast<unsigned char>(result[length]) & 0xc0) == 0x80)
        --length;  // not within a character
    result.resize(length);
    while (result.ends_with(' '))
        result.pop_back();
    return result;
}

void sortAnnotations(std::vector<Annotation>& annotations)
{
    std::ranges::stable_sort(annotations, {}, [](const Annotation& annotation) {
        return std::tuple(annotation.start, annotation.end);
    });
}

std::vector<Annotation> parseAudacityLabels(std::string_view text, const std::string& name)
{
    const std::string plain = plainText(text, name);
    std::vector<Annotation> annotations;
    std::string_view rest = plain;
    for (int number = 1; !rest.empty(); ++number) {
        const std::string_view line = takeUntil(rest, "\r\n");
        if (rest.starts_with('\n') && line.data()[line.size()] == '\r')
            rest.remove_prefix(1);
        if (line.find_first_not_of(" \t") == std::string_view::npos || line.starts_with('\\'))
            continue;
        add(annotations, annotationIn(line, name, number), name, number);
    }
    return annotations;
}

std::vector<Annotation> parseAnnotationTable(std::string_view text, const std::string& name)
{
    const CsvTable table = parseCsv(text, name);
    const int start = requireColumn(table, "start_s");
    const int label = requireColumn(table, "label");
    const int end = findColumn(table, "end_s");
    std::vector<Annotation> annotations;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const double from = numberAt(table, row, start);
        const bool isPoint = end < 0 || table.rows[row][std::size_t(end)].empty();
        const double to = isPoint ? from : numberAt(table, row, end);
        add(annotations, {from, to, table.rows[row][std::size_t(label)]}, name, table.lines[row]);
    }
    return annotations;
}

std::vector<Annotation> readAnnotations(const std::filesystem::path& file)
{
    const std::string text = readFile(file, kMostBytes);
    auto annotations = isTable(file) ? parseAnnotationTable(text, file.string())
                                     : parseAudacityLabels(text, file.string());
    sortAnnotations(annotations);
    return annotations;
}

std::string toAudacityLabels(const std::vector<Annotation>& annotations)
{
    std::string text;
    for (const Annotation& annotation : annotations)
        text += secondsText(annotation.start) + '\t' + secondsText(annotation.end) + '\t' +
                cleanLabel(annotation.label) + '\n';
    return text;
}

std::string toAnnotationTable(const std::vector<Annotation>& annotations)
{
    std::string text = "start_s,end_s,label\n";
    for (const Annotation& annotation : annotations)
        text += secondsText(annotation.start) + ',' + secondsText(annotation.end) + ',' +
                quoted(cleanLabel(annotation.label)) + '\n';
    return text;
}

void writeAnnotations(const std::filesystem::path& file, const std::vector<Annotation>& annotations)
{
    writeFileAtomically(
        file, isTable(file) ? toAnnotationTable(annotations) : toAudacityLabels(annotations));
}

}  // namespace whence
