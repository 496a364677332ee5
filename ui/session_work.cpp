#include "ui/session_work.h"

#include <algorithm>

#include "ui/annotation_editor.h"
#include "ui/document.h"
#include "ui/listening.h"
#include "ui/track_page.h"

namespace whence {

namespace {

std::string nameAt(const std::vector<std::string>& names, int index)
{
    return index >= 0 && index < int(names.size()) ? names[std::size_t(index)] : std::string();
}

std::optional<SessionSpan> toSessionSpan(const std::optional<TimeSpan>& span)
{
    return span ? std::optional(SessionSpan{span->start, span->end}) : std::nullopt;
}

/// The controls that are not as they were at first, by stem.
std::map<std::string, SessionStem> settingsOf(const std::vector<StemSound>& stems,
                                              const std::vector<StemControl>& controls)
{
    std::map<std::string, SessionStem> settings;
    for (std::size_t i = 0; i < std::min(stems.size(), controls.size()); ++i)
        if (controls[i] != StemControl{})
            settings[stems[i].name.toStdString()] = {controls[i].gain, controls[i].isMuted,
                                                     controls[i].isSolo};
    return settings;
}

SessionView viewOf(const Document& document, const Listening& listening, TrackPage& page)
{
    SessionView view;
    const TimeSpan visible = page.visibleSpan();
    if (visible.length() > 0.0)
        view.visible = toSessionSpan(visible);
    view.selection = toSessionSpan(page.selection());
    view.position = std::max(0.0, listening.position());
    view.speed = listening.speed();
    view.isLooping = listening.isLooping();
    if (const auto analysis = document.analysis()) {
        view.emotion = nameAt(analysis->model.emotions, page.emotion());
        view.feature = nameAt(analysis->model.features, page.feature());
    }
    const std::vector<StemSound>& stems = document.stems().stems;
    if (page.stem() >= 0 && page.stem() < int(stems.size()))
        view.stem = stems[std::size_t(page.stem())].name.toStdString();
    view.stems = settingsOf(stems, listening.controls());
    return view;
}

}  // namespace

SessionWork workOf(const Document& document, const Listening& listening, TrackPage& page,
                   const std::optional<double>& firstWindow)
{
    SessionWork work{
        document.path(),           document.stemFolder(), {}, {}, page.annotations().annotations(),
        page.whatIf().keptStates()};
    if (document.window() && document.window()->start != firstWindow)
        work.window = document.window()->start;
    work.stems = settingsOf(document.stems().stems, listening.controls());
    for (auto& [name, stem] : work.stems)
        stem.isSolo = false;  // for listening only
    std::erase_if(work.stems, [](const auto& entry) { return entry.second == SessionStem{}; });
    return work;
}

Session sessionOf(const Document& document, const Listening& listening, TrackPage& page,
                  const std::string& recordingHash)
{
    Session session;
    session.recording = std::filesystem::absolute(document.path());
    session.stemFolder = document.stemFolder();
    session.model = document.instruments().model;
    session.separator = document.instruments().separator;
    session.instrumental = document.instruments().separation.instrumental;
    session.analysis = document.analysis();
    session.recordingHash = session.analysis ? session.analysis->track.sha256 : recordingHash;
    if (document.window())
        session.window = document.window()->start;
    session.annotations = page.annotations().annotations();
    session.states = page.whatIf().keptStates();
    session.view = viewOf(document, listening, page);
    return session;
}

}  // namespace whence
