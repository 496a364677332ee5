#pragma once

#include <QUndoCommand>

#include "ui/what_if.h"

namespace whence {

/// Takes a kept what-if out of the report, and puts it back at its place.
class WhatIfRemoval : public QUndoCommand {
public:
    /// `whatIf` must keep the state now, and outlive the command.
    WhatIfRemoval(WhatIf& whatIf, WhatIfState state);

    void undo() override { m_whatIf.restore(m_state, m_place); }
    void redo() override { m_whatIf.forget(m_state); }

private:
    WhatIf& m_whatIf;
    WhatIfState m_state;
    int m_place;
};

}  // namespace whence
