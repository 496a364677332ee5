#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace whence {

/// A label on the time axis: a range, or a point if it ends where it starts.
struct Annotation {
    double start = 0.0;  // s
    double end = 0.0;    // s, not before the start
    std::string label;   // UTF-8, one line

    bool operator==(const Annotation&) const = default;
};

/// The latest time of a label in seconds, and how many labels there may be.
inline constexpr double latestAnnotation = 1e7;
inline constexpr std::size_t mostAnnotations = 50'000;

/// One line that can stand in any file of labels: control characters are blanks, none at the ends,
/// and at most 1000 bytes.
std::string cleanLabel(std::string_view label);

/// In the order of their starts, then of their ends.
void sortAnnotations(std::vector<Annotation>& annotations);

/// Reads a label track as Audacity exports it: start and end in seconds and the label, separated by
/// tabs; lines of frequencies, which begin with a backslash, are skipped. `name` is that of the
/// file. Throws Error with the line if it holds anything else.
std::vector<Annotation> parseAudacityLabels(std::string_view text, const std::string& name);

/// Reads a table with the columns start_s, end_s (may be missing or empty: a point) and label.
/// Throws Error with the line if a time is none or a label ends before it starts.
std::vector<Annotation> parseAnnotationTable(std::string_view text, const std::string& name);

/// Reads a table from a file whose name ends in .csv and an Audacity label track from any other,
/// sorted. Throws Error if it can't be read.
std::vector<Annotation> readAnnotations(const std::filesystem::path& file);

// The same files, with times in µs.
std::string toAudacityLabels(const std::vector<Annotation>& annotations);
std::string toAnnotationTable(const std::vector<Annotation>& annotations);

/// Writes a table to a file whose name ends in .csv and an Audacity label track to any other.
/// Throws Error if it can't be written.
void writeAnnotations(const std::filesystem::path& file,
                      const std::vector<Annotation>& annotations);

}  // namespace whence
