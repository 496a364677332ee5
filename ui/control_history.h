#pragma once

#include <QUndoStack>
#include <functional>
#include <vector>

#include "ui/stem_mix.h"

namespace whence {

/// What the user has changed, to be undone and redone: the stems' gains and mutes, and what others
/// push. Moves of one fader in quick succession are one change. Solo is for listening and stays as
/// it is.
class ControlHistory : public QUndoStack {
    Q_OBJECT

public:
    using Apply = std::function<void(const std::vector<StemControl>&)>;

    /// `apply` puts controls into effect, whose solos do not count.
    explicit ControlHistory(Apply apply, QObject* parent = nullptr);

    /// Changes the controls from `before` to `after`; `stem` is the one that was touched, -1 if
    /// several were.
    void change(const std::vector<StemControl>& before, const std::vector<StemControl>& after,
                int stem);
    /// The stems are others: changes of them, and all before these, can't be undone any more.
    void forgetControls();

private:
    Apply m_apply;
};

}  // namespace whence
