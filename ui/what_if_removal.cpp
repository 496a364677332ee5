#include "ui/what_if_removal.h"

#include <algorithm>

#include "ui/track_page.h"

namespace whence {

WhatIfRemoval::WhatIfRemoval(WhatIf& whatIf, WhatIfState state)
    : QUndoCommand(TrackPage::tr("removal of a what-if")),
      m_whatIf(whatIf),
      m_state(std::move(state)),
      m_place(int(std::ranges::find(whatIf.keptStates(), m_state) - whatIf.keptStates().begin()))
{
}

}  // namespace whence
