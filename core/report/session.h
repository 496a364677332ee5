#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/analysis.h"
#include "core/data/annotations.h"
#include "core/explain/what_if.h"

namespace whence {

/// A stretch of the time axis.
struct SessionSpan {
    double start = 0.0;  // s
    double end = 0.0;    // s

    bool operator==(const SessionSpan&) const = default;
};

/// How the user has set a stem's fader and buttons.
struct SessionStem {
    double gain = 0.0;  // dB
    bool isMuted = false;
    bool isSolo = false;

    bool operator==(const SessionStem&) const = default;
};

/// What the window showed; outputs and stems by name, empty: none.
struct SessionView {
    std::optional<SessionSpan> visible;    // none: all
    std::optional<SessionSpan> selection;  // of the time axis
    double position = 0.0;                 // s, of the cursor
    double speed = 1.0;                    // of playing, 0.5 to 2
    bool isLooping = false;
    std::string emotion;
    std::string feature;
    std::string stem;
    std::map<std::string, SessionStem> stems;

    bool operator==(const SessionView&) const = default;
};

/// A recording as somebody works on it: where it is, what is known of it, what the window shows.
struct Session {
    std::filesystem::path recording;  // absolute; a file or a folder of stems
    std::filesystem::path
        relativeRecording;             // the same from the session's folder; set when it is read
    std::string recordingHash;         // contentHash(); empty: not known yet
    std::filesystem::path stemFolder;  // of the user's own stems; empty: none
    std::filesystem::path model;       // the file
    std::filesystem::path separator;   // likewise; empty: none
    bool instrumental = false;         // SeparationOptions
    std::optional<double> window;      // s, start of the explained window; none: centered
    SessionView view;
    std::vector<Annotation> annotations;       // labels on the time axis
    std::shared_ptr<const Analysis> analysis;  // none: not finished yet
    std::vector<WhatIfState> states;           // kept for the report; only those of its model last
    std::filesystem::path file;  // of an automatic copy: the session it is a copy of; else empty
};

/// The extension of sessions, ".whence".
extern const char* const sessionExtension;

/// A session as JSON: the analysis, if there is one, in the schema "whence.analysis/1", with a
/// member "session" beside it. `folder` is where the file will be.
std::string toJson(const Session& session, const std::filesystem::path& folder);

/// Reads what toJson() wrote. Throws Error, naming `file` and the place in it, if anything is
/// missing, of the wrong type, out of its range, or contradicts itself.
Session parseSession(const std::string& json, const std::filesystem::path& file);

/// Writes a session: whatever happens meanwhile, the file is the old or the new one. Throws Error.
void saveSession(const std::filesystem::path& file, const Session& session);

/// Throws Error if the file can't be read or is no session.
Session readSession(const std::filesystem::path& file);

/// Where the recording of a session is now: where it was, in the same place relative to `file`, or
/// anywhere in the folder of `file` under any name. Only content of the same hash is taken, if the
/// hash is known. None: not found.
std::optional<std::filesystem::path> findRecording(const Session& session,
                                                   const std::filesystem::path& file,
                                                   const Progress& progress = {});

}  // namespace whence
