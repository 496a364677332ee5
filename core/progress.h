#pragma once

#include <functional>
#include <string>

namespace whence {

/// The end of a task nobody wants any more. Thrown by Progress::report; not an error.
struct Cancelled {};

/// How far a task is and whether to go on. The default one reports to nobody and never cancels.
class Progress {
public:
    /// Receives the share that is done (0 to 1) and the stage's name; false asks the task to end.
    using Listener = std::function<bool(double done, const std::string& stage)>;

    Progress() = default;
    explicit Progress(Listener listener);

    /// Tells that `done` (0 to 1) of this task is finished. Throws Cancelled if it should end.
    void report(double done) const;

    /// The progress of a step that covers this task from `begin` to `end` (0 to 1). A `stage` names
    /// the step for the user ("separating"); without one it keeps the name it has.
    Progress part(double begin, double end, const std::string& stage = {}) const;

private:
    Listener m_listener;
    double m_begin = 0.0;
    double m_end = 1.0;
    std::string m_stage;
};

}  // namespace whence
