#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/report/session.h"

namespace whence {

class Document;
class Listening;
class TrackPage;

/// What the user has made of a recording and can't be computed anew.
struct SessionWork {
    std::filesystem::path recording;
    std::filesystem::path stemFolder;
    std::optional<double> window;  // s; none: where it was at first
    std::map<std::string, SessionStem> stems;
    std::vector<Annotation> annotations;
    std::vector<WhatIfState> states;

    bool operator==(const SessionWork&) const = default;
};

/// The work in the window; `firstWindow` is where the explained part was at first (s).
SessionWork workOf(const Document& document, const Listening& listening, TrackPage& page,
                   const std::optional<double>& firstWindow);

/// All that a session holds: the work, what is known, and what the window shows. `recordingHash` is
/// taken while the analysis does not say it yet.
Session sessionOf(const Document& document, const Listening& listening, TrackPage& page,
                  const std::string& recordingHash);

}  // namespace whence
